/**
 * What a payer says about money of theirs: have it back, keep it as balance, pay what is missing, or where it is to go.
 * News about it are said in the transaction that made them true; only a refusal is said here.
 */
import type { Answer, Commerce, Refusal } from '../../commerce/app.ts';
import type { PayerChoice } from '../../commerce/cases/payer-choices.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import { readDestination } from '../../commerce/refund/destination.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import { refusalText } from './refusals.ts';
import { screen, toHuman, toMenu, toOrder } from './say.ts';

export const parkedChoice =
  (choice: PayerChoice) =>
  async (chat: TalkChat, app: Commerce, { code }: { code: string }): Promise<FlowEnd> => {
    const answer = await chat.once('choose', (key) => app.chooseParked(chat.actor, key, { code, choice }));
    await sayRefusal(chat, answer, [toOrder(code)]);
  };

export const refundChoice =
  (choice: 'refund' | 'keep') =>
  async (chat: TalkChat, app: Commerce, { reference }: { reference: string }): Promise<FlowEnd> => {
    const answer = await chat.once('choose', (key) => app.chooseRefund(chat.actor, key, { reference, choice }));
    await sayRefusal(chat, answer, []);
  };

/** The account is a secret: sealed on arrival and deleted from the chat where that can be done. */
export async function refundTo(chat: TalkChat, app: Commerce, { reference }: { reference: string }): Promise<FlowEnd> {
  const account = await chat.askSecret('account', screen([text('refund-ask-account')]), (words) => {
    const read = readDestination(words);
    return typeof read === 'string' ? { ok: false, say: text(`refund-account-${read}`) } : { ok: true, value: words };
  });
  const answer = await chat.once('give', async (key) =>
    app.giveDestination(chat.actor, key, { reference, words: await account.open() }),
  );
  await sayRefusal(chat, answer, []);
}

const OWN = ['already_done', 'wrong_state', 'not_found'];

async function sayRefusal(chat: TalkChat, answer: Answer<object>, choices: Choice[]): Promise<void> {
  if (!answer.ok) await chat.say(screen([wording(answer)], [...choices, toHuman, toMenu]));
}

const wording = (refusal: Refusal): Text =>
  OWN.includes(refusal.reason) ? text(`own-money-${refusal.reason}`) : refusalText(refusal, 'orders');

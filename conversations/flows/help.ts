/** What can be typed, and the way to a human. Who answers and when is said as it is. */
import type { Commerce } from '../../commerce/app.ts';
import { text } from '../../commerce/ports/screen.ts';
import type { FlowEnd, Parsed, TalkChat } from '../port.ts';
import { normalise } from '../understand/words.ts';
import { refusalText } from './refusals.ts';
import { screen, stack, toHuman, toMenu, toOrders } from './say.ts';

export async function help(chat: TalkChat): Promise<FlowEnd> {
  const examples = ['rooms', 'shop', 'orders', 'cancel', 'language'].map((about) => text(`help-type-${about}`));
  await chat.say(screen([text('help-intro'), stack(examples), text('help-human')], [toHuman, toOrders, toMenu]));
}

export async function human(chat: TalkChat, app: Commerce, args: { words?: string } | null): Promise<FlowEnd> {
  const state = await chat.read('relay-state', () => app.relayState(chat.chatId));
  if (state === 'guest_waiting' || state === 'guest_active') return chat.say(screen([text(`help-${state}`)], [toMenu]));
  const question = args?.words ?? (await chat.ask('question', screen([text('help-ask-question')]), readQuestion));
  const asked = await chat.once('ask', (key) => app.requestHuman(chat.actor, key, question));
  if (!asked.ok) return chat.say(screen([refusalText(asked, 'help')], [toMenu]));
  await chat.say(screen([text(asked.onDuty ? 'help-asked' : 'help-nobody-on-duty')], [toOrders, toMenu]));
}

function readQuestion(words: string): Parsed<string> {
  const question = normalise(words);
  return /[\p{L}\p{N}?]/u.test(question)
    ? { ok: true, value: question }
    : { ok: false, say: text('help-question-unclear') };
}

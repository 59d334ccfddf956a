/** "Saldo": what there is, what is held, on which terms, and the ways on from there. Says and ends. */
import type { Commerce } from '../../commerce/app.ts';
import type { BalanceView } from '../../commerce/people/my-balance.ts';
import { action } from '../../commerce/ports/actions.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import type { FlowEnd, Parsed, TalkChat } from '../port.ts';
import { readAmountOrZero } from '../understand/amounts.ts';
import { refusalText } from './refusals.ts';
import { toJoin } from './reseller-join.ts';
import { screen, stack, toMenu } from './say.ts';

export const toBalance: Choice = { id: action.balance, label: text('button-balance') };
export const toTopUp: Choice = { id: action.topUp, label: text('button-top-up') };
const toStatement: Choice = { id: action.statement, label: text('balance-button-statement') };
const toPin: Choice = { id: action.pin, label: text('balance-button-pin') };
const toRemind: Choice = { id: action.remind, label: text('balance-button-remind') };

export async function balance(chat: TalkChat, app: Commerce): Promise<FlowEnd> {
  const answer = await app.balance(chat.actor);
  if (!answer.ok) return chat.say(screen([refusalText(answer, 'help')], [toMenu]));
  const view = answer.balance;
  const isActive = view.reseller?.state === 'active';
  const hasMoney = view.availableIdr !== 0 || view.heldIdr !== 0;
  if (!hasMoney && !isActive && view.reseller?.state !== 'suspended')
    return chat.say(screen([text('balance-none')], [toJoin, toMenu]));
  const ways = isActive ? [toTopUp, toStatement, toPin, toRemind] : [toStatement];
  await chat.say(screen([head(view), stack(rows(view))], [...ways, toMenu]));
}

const head = ({ reseller }: BalanceView): Text =>
  reseller ? text('balance-title', { shop: reseller.shopName }) : text('balance-title-plain');

function rows(view: BalanceView): Text[] {
  const { reseller } = view;
  const amount = (amountIdr: number) => ({ amount: { money: amountIdr } });
  const lines = [text('balance-available', amount(view.spendableIdr))];
  if (view.creditLimitIdr > 0)
    lines.push(text('balance-own', amount(view.availableIdr)), text('balance-credit', amount(view.creditLimitIdr)));
  if (view.heldIdr > 0) lines.push(text('balance-held', amount(view.heldIdr)));
  if (reseller?.dailyLimitIdr != null) {
    const today = { limit: { money: reseller.dailyLimitIdr }, left: { money: reseller.leftTodayIdr ?? 0 } };
    lines.push(text('balance-today', today));
  }
  if (reseller?.lowBalanceIdr != null) lines.push(text('balance-remind', amount(reseller.lowBalanceIdr)));
  if (reseller?.state === 'suspended') lines.push(text('balance-suspended'));
  return lines;
}

/** When to be told of a low balance. */
export async function remind(chat: TalkChat, app: Commerce): Promise<FlowEnd> {
  const { personId } = chat.actor;
  const amountIdr = await chat.ask('amount', screen([text('remind-ask')]), readLimit);
  const change = { what: 'low_balance', amountIdr: amountIdr === 0 ? null : amountIdr } as const;
  const set = await chat.once('set', (key) => app.setReseller(chat.actor, key, { personId: personId ?? '', change }));
  if (!set.ok) return chat.say(screen([refusalText(set, 'help')], [toMenu]));
  const said = amountIdr === 0 ? text('remind-off') : text('remind-set', { amount: { money: amountIdr } });
  await chat.say(screen([said], [toBalance, toMenu]));
}

function readLimit(words: string): Parsed<number> {
  const amountIdr = readAmountOrZero(words);
  return amountIdr === null ? { ok: false, say: text('remind-unclear') } : { ok: true, value: amountIdr };
}

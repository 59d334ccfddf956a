/** What the owner's screens of a product's suppliers share: facts in words, questions, and how a refusal sounds. */
import type { Refusal } from '../../commerce/app.ts';
import type { RungView } from '../../commerce/catalogue/rungs/model.ts';
import { action } from '../../commerce/ports/actions.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import type { TalkChat } from '../port.ts';
import { isNo, isYes } from '../understand/words.ts';
import { refusalText } from './refusals.ts';
import { screen, toMenu } from './say.ts';

export const factsOf = ({ supplier, sku, costIdr, name }: RungView) => ({
  supplier,
  sku,
  name,
  cost: { money: costIdr },
});

export const toRungs = (code: string): Choice => ({ id: action.rungs(code), label: text('rungs-button') });

const FIELDS = [
  'same_supplier',
  'destination',
  'rungs',
  'template_parts',
  'template_unclear',
  'template_apart',
  'template_too_long',
];

export async function sayRefused(chat: TalkChat, refusal: Refusal, code: string): Promise<void> {
  const field = String(refusal.detail?.['field'] ?? '');
  if (FIELDS.includes(field))
    return chat.say(screen([text(`rungs-refused-${field}`, { code, ...refusal.detail })], [toRungs(code), toMenu]));
  const own = ['not_found', 'wrong_state', 'conflict'].includes(refusal.reason);
  const said = own ? text(`rungs-refused-${refusal.reason}`, { code }) : refusalText(refusal, 'owner');
  await chat.say(screen([said], refusal.reason === 'conflict' ? [toRungs(code), toMenu] : [toMenu]));
}

/** One of several suppliers by name; the only one is not asked about. */
export async function pickRung(
  chat: TalkChat,
  name: string,
  question: Text,
  from: readonly RungView[],
): Promise<RungView | undefined> {
  if (from.length < 2) return from[0];
  const options = from.map((rung, at) => ({ id: `r${at}`, label: text('rungs-pick', factsOf(rung)) }));
  const chosen = await chat.choose(name, screen([question], [toMenu]), options);
  return from[Number(chosen.slice(1))];
}

export async function agrees(chat: TalkChat, lines: Text[], yes: Text): Promise<boolean> {
  const options = [
    { id: 'yes', label: yes },
    { id: 'no', label: text('rungs-button-no') },
  ];
  const said = await chat.choose('agree', screen(lines), options, (words) => {
    if (isYes(words)) return { ok: true, value: 'yes' };
    return isNo(words) ? { ok: true, value: 'no' } : { ok: false, say: text('rungs-unclear') };
  });
  return said === 'yes';
}

export const sayKept = (chat: TalkChat, code: string): Promise<void> =>
  chat.say(screen([text('rungs-kept')], [toRungs(code), toMenu]));

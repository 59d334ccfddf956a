/** "Daftar reseller": shop name and contact, and the wish goes to the owner. Who has an account is led to it. */
import type { Commerce, Refusal } from '../../commerce/app.ts';
import type { BalanceView } from '../../commerce/people/my-balance.ts';
import { action } from '../../commerce/ports/actions.ts';
import { text, type Choice, type Screen, type Text } from '../../commerce/ports/screen.ts';
import { DEFAULT_ZONE } from '../../commerce/stay/local-time.ts';
import type { FlowEnd, Parsed, TalkChat } from '../port.ts';
import { readContact } from '../understand/contact.ts';
import { isNo, isYes, normalise } from '../understand/words.ts';
import { refusalText } from './refusals.ts';
import { screen, toHuman, toMenu } from './say.ts';

export const toJoin: Choice = { id: action.joinResellers, label: text('join-button') };

const CONFIRM: Choice[] = [
  { id: 'yes', label: text('join-button-yes') },
  { id: 'no', label: text('join-button-no') },
];

export async function resellerJoin(chat: TalkChat, app: Commerce): Promise<FlowEnd> {
  const known = await chat.read('known', async () => {
    const answer = await app.balance(chat.actor);
    return answer.ok ? answer.balance.reseller : null;
  });
  const ended = known && standing(known);
  if (ended) return 'next' in ended ? ended : chat.say(ended);
  const shopName = await chat.ask('shop', screen([text('join-ask-shop')]), readShop);
  const contact = await chat.ask('contact', screen([text('join-ask-contact')]), readReach);
  const lines = [text('join-confirm', { shop: shopName, contact })];
  const answer = await chat.choose('confirm', screen(lines), CONFIRM, readYesNo);
  if (answer === 'no') return chat.say(screen([text('join-declined')], [toMenu]));
  const asked = await chat.once('ask', (key) => app.registerReseller(chat.actor, key, { shopName, contact }));
  await chat.say(screen([asked.ok ? text('join-asked') : whyNot(asked)], [toMenu]));
}

/** What somebody is told or shown instead of being asked; null for who was refused long ago. */
function standing({ state, askAgainAt }: NonNullable<BalanceView['reseller']>): { next: string } | Screen | null {
  if (state === 'active') return { next: 'balance' };
  if (state === 'requested') return screen([text('join-waiting')], [toMenu]);
  if (state === 'suspended') return screen([text('join-suspended')], [toHuman, toMenu]);
  return askAgainAt === null ? null : screen([tooSoon(askAgainAt)], [toHuman, toMenu]);
}

const tooSoon = (againAt: number): Text => text('join-too-soon', { at: { dateTime: againAt, zone: DEFAULT_ZONE } });

function whyNot(refusal: Refusal): Text {
  if (refusal.reason === 'too_soon') return tooSoon(Number(refusal.detail?.['againAt']));
  return refusal.reason === 'already_done' ? text('join-waiting') : refusalText(refusal, 'help');
}

function readShop(words: string): Parsed<string> {
  const name = normalise(words);
  const fits = name.length >= 2 && name.length <= 60 && /\p{L}/u.test(name);
  return fits ? { ok: true, value: name } : { ok: false, say: text('join-shop-unclear') };
}

function readReach(words: string): Parsed<string> {
  const reading = readContact(words);
  return reading.ok ? { ok: true, value: reading.value } : { ok: false, say: text('join-contact-unclear') };
}

function readYesNo(words: string): Parsed<string> {
  if (isYes(words)) return { ok: true, value: 'yes' };
  return isNo(words) ? { ok: true, value: 'no' } : { ok: false, say: text('join-yes-or-no') };
}

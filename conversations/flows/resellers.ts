/** "Reseller" for the owner: the list, one reseller's card with everything that can be changed, and the answer to a request. */
import type { Commerce, Refusal } from '../../commerce/app.ts';
import type { ResellerCard } from '../../commerce/people/resellers.ts';
import type { ResellerChange } from '../../commerce/people/set-reseller.ts';
import { action } from '../../commerce/ports/actions.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import { DEFAULT_ZONE } from '../../commerce/stay/local-time.ts';
import type { FlowEnd, Parsed, TalkChat } from '../port.ts';
import { readAmountOrZero } from '../understand/amounts.ts';
import { fold } from '../understand/words.ts';
import { refusalText } from './refusals.ts';
import { screen, stack, toMenu } from './say.ts';

export const toResellers: Choice = { id: action.resellers, label: text('menu-button-resellers') };

/** More of them are read on the command line. */
const MAX_SHOWN = 8;
const MAX_CHANGES = 10;

export async function resellers(chat: TalkChat, app: Commerce): Promise<FlowEnd> {
  const answer = await app.resellers(chat.actor);
  if (!answer.ok) return { next: chat.actor.roles.includes('reseller') ? 'balance' : 'reseller-join' };
  const { waiting, current } = answer;
  if (waiting.length + current.length === 0) return chat.say(screen([text('resellers-none')], [toMenu]));
  const lines: Text[] = [];
  if (waiting.length > 0) lines.push(part(text('resellers-waiting', { count: waiting.length }), waiting));
  if (current.length > 0) lines.push(part(text('resellers-current', { count: current.length }), current));
  const buttons = [...waiting.slice(0, MAX_SHOWN), ...current.slice(0, MAX_SHOWN)].map(
    ({ personId, shopName }): Choice => ({
      id: action.reseller(personId),
      label: text('resellers-button', { shop: shopName }),
    }),
  );
  await chat.say(screen(lines, [...buttons, toMenu]));
}

function part(title: Text, cards: readonly ResellerCard[]): Text {
  const more = cards.length - MAX_SHOWN;
  const rows = cards.slice(0, MAX_SHOWN).map(lineOf);
  return stack([title, ...rows, ...(more > 0 ? [text('resellers-more', { count: more })] : [])]);
}

function lineOf({ shopName, contact, tier, state, availableIdr }: ResellerCard): Text {
  if (state === 'requested') return text('resellers-line-waiting', { shop: shopName, contact });
  const values = { shop: shopName, tier, balance: { money: availableIdr } };
  return state === 'suspended' ? text('resellers-line-suspended', values) : text('resellers-line', values);
}

export async function reseller(chat: TalkChat, app: Commerce, args: { id: string }): Promise<FlowEnd> {
  let note: Text[] = [];
  for (let turn = 1; turn <= MAX_CHANGES; turn += 1) {
    const answer = await chat.read(`card:${turn}`, () => app.reseller(chat.actor, args.id));
    if (!answer.ok) return chat.say(screen([goneOr(answer)], [toResellers, toMenu]));
    const { card } = answer;
    if (card.state === 'requested' || card.state === 'refused')
      return chat.say(screen(cardLines(card), [...decisions(card), toResellers, toMenu]));
    const chosen = await chat.choose(`do:${turn}`, screen([...note, ...cardLines(card)]), waysOf(card), () => ({
      ok: false,
      say: text('reseller-unclear'),
    }));
    if (chosen === 'close') return { next: 'resellers' };
    const change = await askChange(chat, app, chosen, turn);
    const set = await chat.once(`set:${turn}`, (key) =>
      app.setReseller(chat.actor, key, { personId: args.id, change }),
    );
    note = [set.ok ? text('reseller-changed') : refusalText(set, 'owner')];
  }
  return { next: 'resellers' };
}

const goneOr = (refusal: Refusal): Text =>
  refusal.reason === 'not_found' ? text('reseller-card-gone') : refusalText(refusal, 'owner');

function cardLines(card: ResellerCard): Text[] {
  const { shopName, contact, tier, state, dailyLimitIdr, pinLockedUntil } = card;
  if (state === 'requested') return [text('reseller-card-waiting', { shop: shopName, contact })];
  if (state === 'refused') return [text('reseller-card-refused', { shop: shopName, contact })];
  const money = (amountIdr: number) => ({ money: amountIdr });
  const rows = [
    text('reseller-card-money', {
      spendable: money(card.spendableIdr),
      held: money(card.heldIdr),
      credit: money(card.creditLimitIdr),
    }),
    dailyLimitIdr === null
      ? text('reseller-card-no-limit')
      : text('reseller-card-limit', { limit: money(dailyLimitIdr) }),
  ];
  if (pinLockedUntil !== null)
    rows.push(text('reseller-card-pin-locked', { until: { dateTime: pinLockedUntil, zone: DEFAULT_ZONE } }));
  else if (card.hasPin) rows.push(text('reseller-card-pin'));
  return [text(`reseller-card-${state}`, { shop: shopName, tier, contact }), stack(rows)];
}

const decisions = ({ state, personId, requestedAt }: ResellerCard): Choice[] =>
  state === 'requested'
    ? [
        { id: action.decideReseller('approve', personId, requestedAt), label: text('button-approve') },
        { id: action.decideReseller('refuse', personId, requestedAt), label: text('button-refuse') },
      ]
    : [];

function waysOf({ state, hasPin }: ResellerCard): Choice[] {
  const ways = ['tier', 'credit', 'limit', state === 'active' ? 'suspend' : 'resume', ...(hasPin ? ['reset_pin'] : [])];
  return [...ways, 'close'].map((way): Choice => ({ id: way, label: text(`reseller-button-${way}`) }));
}

async function askChange(chat: TalkChat, app: Commerce, way: string, turn: number): Promise<ResellerChange> {
  if (way === 'tier') return { what: 'tier', tier: await askTier(chat, app, `${turn}`) };
  if (way === 'credit')
    return {
      what: 'credit',
      amountIdr: await chat.ask(`credit:${turn}`, screen([text('reseller-ask-credit')]), readLimit),
    };
  if (way === 'limit') {
    const amountIdr = await chat.ask(`limit:${turn}`, screen([text('reseller-ask-limit')]), readLimit);
    return { what: 'daily_limit', amountIdr: amountIdr === 0 ? null : amountIdr };
  }
  return { what: way === 'suspend' || way === 'resume' ? way : 'reset_pin' };
}

function readLimit(words: string): Parsed<number> {
  const amountIdr = readAmountOrZero(words);
  return amountIdr === null ? { ok: false, say: text('reseller-amount-unclear') } : { ok: true, value: amountIdr };
}

/** One of the tiers there are, or a new name. */
async function askTier(chat: TalkChat, app: Commerce, name: string): Promise<string> {
  const known = await chat.read(`tiers:${name}`, () => app.tiers(chat.actor));
  const names = known.ok ? known.tiers.slice(0, MAX_SHOWN) : [];
  const options = names.map((tier): Choice => ({ id: tier, label: text('resellers-button', { shop: tier }) }));
  return chat.choose(`tier:${name}`, screen([text('reseller-ask-tier')]), options, readTier);
}

export function readTier(words: string): Parsed<string> {
  const name = fold(words).replaceAll(' ', '-');
  const fits = /^[a-z][a-z0-9_-]{0,30}$/.test(name);
  return fits ? { ok: true, value: name } : { ok: false, say: text('reseller-tier-unclear') };
}

/** `request` as the button carries it: "PERSON.TIME", the time in base 36. */
export const approve = (chat: TalkChat, app: Commerce, args: { request: string }): Promise<FlowEnd> =>
  decide(chat, app, 'approve', args.request);
export const refuse = (chat: TalkChat, app: Commerce, args: { request: string }): Promise<FlowEnd> =>
  decide(chat, app, 'refuse', args.request);

async function decide(
  chat: TalkChat,
  app: Commerce,
  decision: 'approve' | 'refuse',
  request: string,
): Promise<FlowEnd> {
  const [personId = '', time = ''] = request.split('.');
  const requestedAt = Number.parseInt(time, 36);
  const known = await chat.read('card', () => app.reseller(chat.actor, personId));
  if (!known.ok) return chat.say(screen([goneOr(known)], [toMenu]));
  const isOpen = known.card.state === 'requested' && known.card.requestedAt === requestedAt;
  const tier = decision === 'approve' && isOpen ? await askTier(chat, app, 'new') : undefined;
  const input = { personId, requestedAt, decision, ...(tier === undefined ? {} : { tier }) };
  const answer = await chat.once('decide', (key) => app.decideReseller(chat.actor, key, input));
  const lines = [
    answer.ok
      ? text(`reseller-${decision}-done`, { shop: answer.shopName, ...(tier === undefined ? {} : { tier }) })
      : decidedText(answer),
  ];
  if (answer.ok && tier !== undefined && !(await hasPrices(chat, app, tier)))
    lines.push(text('reseller-tier-new', { tier }));
  await chat.say(
    screen(lines, [
      { id: action.reseller(personId), label: text('resellers-button', { shop: known.card.shopName }) },
      toMenu,
    ]),
  );
}

/** A tier is only a name until it has a rule: its resellers pay what everybody pays. */
async function hasPrices(chat: TalkChat, app: Commerce, tier: string): Promise<boolean> {
  const known = await chat.read('has-prices', () => app.tiers(chat.actor));
  return known.ok && known.tiers.includes(tier);
}

function decidedText(refusal: Refusal): Text {
  if (refusal.reason !== 'already_done') return goneOr(refusal);
  const { shop = '', state = '', by = '', at = 0 } = refusal.detail ?? {};
  const named = by !== '' && (state === 'active' || state === 'refused') ? '-by' : '';
  return text(`reseller-decided-${state}${named}`, { shop, by, at: { dateTime: Number(at), zone: DEFAULT_ZONE } });
}

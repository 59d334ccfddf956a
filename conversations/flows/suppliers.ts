/** The owner's screen of a supplier: deposit, price list, limits; and what is done about them. */
import type { Commerce, Refusal } from '../../commerce/app.ts';
import type { SupplierView } from '../../commerce/provider/supplier-view.ts';
import { action } from '../../commerce/ports/actions.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import { DEFAULT_ZONE } from '../../commerce/stay/local-time.ts';
import type { FlowEnd, Parsed, TalkChat } from '../port.ts';
import { readAmount } from '../understand/amounts.ts';
import { fold } from '../understand/words.ts';
import { refusalText } from './refusals.ts';
import { screen, stack, toMenu } from './say.ts';

const toSuppliers: Choice = { id: action.suppliers, label: text('upkeep-button-suppliers') };
const on = (at: number) => ({ dateTime: at, zone: DEFAULT_ZONE });

export async function suppliers(chat: TalkChat, app: Commerce): Promise<FlowEnd> {
  const supplier = await pickSupplier(chat, app);
  if (!supplier) return;
  const { slug } = supplier;
  const choices: Choice[] = [
    { id: 'sync', label: text('upkeep-button-sync') },
    { id: 'limit', label: text('upkeep-button-limit') },
    { id: 'hold', label: text('upkeep-button-hold') },
    ...(supplier.held > 0 ? [{ id: 'prices', label: text('upkeep-button-prices') }] : []),
  ];
  const chosen = await chat.choose('act', screen([stack(facts(supplier))], decisions(supplier)), choices);
  if (chosen === 'sync') return { next: 'sync', args: { slug } };
  if (chosen === 'prices') return { next: 'held-prices', args: { slug } };
  return chosen === 'limit' ? changeLimit(chat, app, supplier) : changeHold(chat, app, supplier);
}

const decisions = ({ list }: SupplierView): Choice[] =>
  list.state === 'braked' && list.id !== null
    ? [
        { id: action.applyList(list.id), label: text('upkeep-button-apply') },
        { id: action.keepList(list.id), label: text('upkeep-button-keep') },
      ]
    : [];

/** The only supplier, or the one chosen; null when that was answered otherwise. */
async function pickSupplier(chat: TalkChat, app: Commerce): Promise<SupplierView | null> {
  const answer = await chat.read('suppliers', () => app.suppliers(chat.actor));
  if (!answer.ok) {
    await chat.say(screen([refusalText(answer, 'owner')], [toMenu]));
    return null;
  }
  const [first] = answer.suppliers;
  if (!first) {
    await chat.say(screen([text('upkeep-suppliers-none')], [toMenu]));
    return null;
  }
  if (answer.suppliers.length === 1) return first;
  const choices = answer.suppliers.map(({ slug, name }) => ({ id: slug, label: text('shop-product-name', { name }) }));
  const chosen = await chat.choose('which', screen([text('upkeep-suppliers-which')]), choices);
  return answer.suppliers.find(({ slug }) => slug === chosen) ?? null;
}

function facts(supplier: SupplierView): Text[] {
  const { name: provider, balanceIdr, balanceAt, silentSince, lowBelowIdr, list, holdPct, held } = supplier;
  const lines: Text[] = [
    balanceIdr === null || balanceAt === null
      ? text('upkeep-supplier-balance-none', { provider })
      : text('upkeep-supplier-balance', { provider, balance: { money: balanceIdr }, at: on(balanceAt) }),
  ];
  if (silentSince !== null) lines.push(text('upkeep-supplier-silent', { since: on(silentSince) }));
  if (lowBelowIdr > 0) lines.push(text('upkeep-supplier-limit', { limit: { money: lowBelowIdr } }));
  lines.push(listFact(list));
  lines.push(
    holdPct === null ? text('upkeep-supplier-hold-off') : text('upkeep-supplier-hold', { pct: holdPct, count: held }),
  );
  return lines;
}

function listFact({ fetchedAt, totals, state }: SupplierView['list']): Text {
  if (fetchedAt === null) return text('upkeep-supplier-list-none');
  if (state === 'braked') return text('upkeep-supplier-list-braked', { at: on(fetchedAt) });
  return text('upkeep-supplier-list', { at: on(fetchedAt), listed: totals?.listed ?? 0 });
}

async function changeLimit(chat: TalkChat, app: Commerce, { slug, name, lowBelowIdr }: SupplierView): Promise<FlowEnd> {
  const ask = text('upkeep-limit-ask', { limit: { money: lowBelowIdr } });
  const limit = await chat.ask('limit', screen([ask]), readLimit);
  const saved = await chat.once('save-limit', () => app.setSupplierCare(chat.actor, slug, { lowBelowIdr: limit }));
  if (!saved.ok) return sayRefused(chat, saved);
  const key = limit === 0 ? 'upkeep-limit-off' : 'upkeep-limit-set';
  await chat.say(screen([text(key, { provider: name, limit: { money: limit } })], [toSuppliers, toMenu]));
}

export function readLimit(words: string): Parsed<number> {
  if (fold(words) === '0') return { ok: true, value: 0 };
  const amount = readAmount(words);
  return amount.ok ? { ok: true, value: amount.amountIdr } : { ok: false, say: text('upkeep-limit-unclear') };
}

const HOLD_CHOICES: Choice[] = [
  ...[5, 10, 20].map((pct) => ({ id: String(pct), label: text('upkeep-hold-pct', { pct }) })),
  { id: 'off', label: text('upkeep-hold-off') },
];

async function changeHold(chat: TalkChat, app: Commerce, { slug, name }: SupplierView): Promise<FlowEnd> {
  const chosen = await chat.choose('hold', screen([text('upkeep-hold-ask')]), HOLD_CHOICES, readHold);
  const holdPct = chosen === 'off' ? null : Number(chosen);
  const saved = await chat.once('save-hold', () => app.setSupplierCare(chat.actor, slug, { holdPct }));
  if (!saved.ok) return sayRefused(chat, saved);
  const said =
    holdPct === null
      ? text('upkeep-hold-set-off', { provider: name })
      : text('upkeep-hold-set', { provider: name, pct: holdPct });
  await chat.say(screen([said], [toSuppliers, toMenu]));
}

const MAX_PCT = 1000;

export function readHold(words: string): Parsed<string> {
  const said = fold(words);
  if (/^(?:mati|matikan|off|tidak|jangan|no|none|langsung)$/.test(said)) return { ok: true, value: 'off' };
  const pct = /^(\d{1,4}) ?(?:%|persen|percent)?$/.exec(said)?.[1];
  if (pct === undefined || Number(pct) > MAX_PCT) return { ok: false, say: text('upkeep-hold-unclear') };
  return { ok: true, value: String(Number(pct)) };
}

export interface SyncArgs {
  slug?: string;
  /** Not the list at hand: this supplier is asked again. */
  fresh?: string;
}

/** What is said about the sync itself is said by the sync: from here it could come after its outcome. */
export async function sync(chat: TalkChat, app: Commerce, args: SyncArgs | null): Promise<FlowEnd> {
  const slug = args?.fresh ?? args?.slug ?? (await pickSupplier(chat, app))?.slug;
  if (slug === undefined) return;
  const input = { slug, fresh: args?.fresh !== undefined };
  const started = await chat.once('start', (key) => app.startSync(chat.actor, key, input));
  if (started.ok) return;
  if (started.reason !== 'already_done') return sayRefused(chat, started);
  await chat.say(screen([text('upkeep-sync-busy', { provider: slug })], [toMenu]));
}

export async function listApply(chat: TalkChat, app: Commerce, args: { listId: string }): Promise<FlowEnd> {
  const input = { listId: args.listId, decision: 'apply' } as const;
  const decided = await chat.once('apply', (key) => app.decideList(chat.actor, key, input));
  if (!decided.ok) await sayListRefused(chat, decided);
}

export async function listKeep(chat: TalkChat, app: Commerce, args: { listId: string }): Promise<FlowEnd> {
  const input = { listId: args.listId, decision: 'keep' } as const;
  const decided = await chat.once('keep', (key) => app.decideList(chat.actor, key, input));
  if (!decided.ok) return sayListRefused(chat, decided);
  await chat.say(screen([text('upkeep-list-kept', { provider: decided.provider })], [toSuppliers, toMenu]));
}

async function sayListRefused(chat: TalkChat, refusal: Refusal): Promise<void> {
  const isGone = refusal.reason === 'not_found' || refusal.reason === 'already_done';
  if (!isGone) return sayRefused(chat, refusal);
  await chat.say(screen([text('upkeep-list-gone')], [toSuppliers, toMenu]));
}

async function sayRefused(chat: TalkChat, refusal: Refusal): Promise<void> {
  const said = refusal.reason === 'not_found' ? text('upkeep-suppliers-none') : refusalText(refusal, 'owner');
  await chat.say(screen([said], [toMenu]));
}

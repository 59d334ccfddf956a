/** What the owner reads about suppliers: a sync that runs, what a price list came to, the deposit, products that pause. */
import type { Product } from '../catalogue/model.ts';
import type { ProductPause } from '../catalogue/health/model.ts';
import type { BalanceNews } from '../provider/balance-watch.ts';
import type { Provider } from '../provider/model.ts';
import type { SyncTotals } from '../provider/price-list.ts';
import { action } from '../ports/actions.ts';
import { text, type Choice, type Screen, type Text } from '../ports/screen.ts';
import { DEFAULT_ZONE } from '../stay/local-time.ts';

const clock = (at: number) => ({ time: at, zone: DEFAULT_ZONE });
const toSuppliers: Choice = { id: action.suppliers, label: text('upkeep-button-suppliers') };

/** All screens of a sync somebody watches stand in one place, each instead of the one before. */
export const inSyncSlot = (runId: string, screen: Screen): Screen => ({
  ...screen,
  slot: `sync:${runId}`,
  replaces: `sync:${runId}`,
});

export const syncStartedScreen = ({ name }: Provider): Screen => ({
  lines: [text('upkeep-sync-started', { provider: name })],
});

const BAR_CELLS = 10;

export function syncProgressScreen({ name }: Provider, done: number, total: number): Screen {
  const full = Math.floor((done * BAR_CELLS) / Math.max(total, 1));
  const bar = '▰'.repeat(full) + '▱'.repeat(BAR_CELLS - full);
  return { lines: [text('upkeep-sync-progress', { provider: name, bar, done, total })] };
}

interface Synced extends SyncTotals {
  listId: string;
  fetchedAt: number;
}

/** The outcome of a sync: totals and what waits for the owner, or why nothing was changed. */
export function syncDoneScreen(provider: Provider, totals: Synced, jumpPct: number): Screen {
  if (totals.braked) return brakedScreen(provider, totals, jumpPct);
  const { name, slug } = provider;
  const { listed, added, changed, unchanged, skipped, vanished } = totals;
  const held = totals.held > 0 ? [{ id: action.heldPrices(slug), label: text('upkeep-button-prices') }] : [];
  return {
    lines: [
      text('upkeep-sync-done', { provider: name, at: clock(totals.fetchedAt), listed }),
      text('upkeep-sync-totals', { added, changed, unchanged, skipped, vanished }),
      ...priceLines(totals),
    ],
    choices: [...held, toSuppliers],
  };
}

function priceLines(totals: SyncTotals): Text[] {
  const { dearer, cheaper, held, belowCost } = totals;
  const lines: Text[] = [];
  if (dearer + cheaper > 0) {
    const moves = totals.movers.map(({ name, fromIdr, toIdr }) =>
      text('upkeep-sync-move', { name, from: { money: fromIdr }, to: { money: toIdr } }),
    );
    lines.push(asLines([text('upkeep-sync-prices', { dearer, cheaper }), ...moves]));
  }
  if (held > 0) lines.push(text('upkeep-sync-held', { count: held }));
  if (belowCost > 0) lines.push(text('upkeep-sync-below-cost', { count: belowCost }));
  return lines;
}

const SLOTS = ['a', 'b', 'c', 'd'] as const;

/** Up to four sentences as the lines of one paragraph. */
function asLines(texts: readonly Text[]): Text {
  const [only] = texts;
  if (only && texts.length === 1) return only;
  const values = Object.fromEntries(texts.map((one, i) => [SLOTS[i] ?? '', { text: one }]));
  return text(`menu-stack-${texts.length}`, values);
}

/** Worth a message nobody asked for: prices, goods that came or went, something to decide. */
export const isNewsToOwner = ({ added, vanished, dearer, cheaper, held, braked }: SyncTotals): boolean =>
  braked !== null || added + vanished + dearer + cheaper + held > 0;

export const brakedScreen = ({ name }: Provider, totals: Synced, jumpPct: number): Screen => ({
  lines: [
    text(`upkeep-sync-braked-${totals.braked ?? 'prices'}`, {
      provider: name,
      count: totals.braked === 'vanished' ? totals.vanished : totals.jumped,
      before: totals.before,
      pct: jumpPct,
    }),
    text('upkeep-sync-braked-ask'),
  ],
  choices: [
    { id: action.applyList(totals.listId), label: text('upkeep-button-apply') },
    { id: action.keepList(totals.listId), label: text('upkeep-button-keep') },
  ],
});

/** Asked again within the hour: what the list at hand came to, and when a new one may be fetched. */
export function syncKnownScreen(provider: Provider, totals: Synced, mayAskAt: number | null, jumpPct: number): Screen {
  const done = syncDoneScreen(provider, totals, jumpPct);
  const fresh: Choice = { id: action.syncFresh(provider.slug), label: text('upkeep-button-fresh') };
  const hint = mayAskAt === null ? text('upkeep-sync-fresh') : text('upkeep-sync-fresh-at', { at: clock(mayAskAt) });
  return {
    lines: [text('upkeep-sync-known', { at: clock(totals.fetchedAt) }), ...done.lines, hint],
    choices: [...(mayAskAt === null ? [fresh] : []), ...(done.choices ?? [])],
  };
}

export const syncTooSoonScreen = ({ name }: Provider, until: number): Screen => ({
  lines: [text('upkeep-sync-too-soon', { provider: name, at: clock(until) })],
  choices: [toSuppliers],
});

export const syncBusyScreen = ({ name }: Provider): Screen => ({
  lines: [text('upkeep-sync-busy', { provider: name })],
  choices: [toSuppliers],
});

/** The list somebody wanted to take over is not at hand any more. */
export const listGoneScreen: Screen = { lines: [text('upkeep-list-gone')], choices: [toSuppliers] };

/** @param said the supplier's own words, null when nothing readable came from it. */
export const syncRefusedScreen = ({ name }: Provider, said: string | null): Screen => ({
  lines: [text('upkeep-sync-refused', { provider: name }), ...wordsOf(said)],
  choices: [toSuppliers],
});

/** The daily sync came to nothing several times in a row. */
export const syncFailingScreen = ({ name }: Provider, count: number, said: string | null): Screen => ({
  lines: [text('upkeep-sync-failing', { provider: name, count }), ...wordsOf(said)],
  choices: [toSuppliers],
});

const wordsOf = (said: string | null): Text[] => [
  said === null ? text('upkeep-unreadable') : text('upkeep-said', { message: said.slice(0, 160) }),
];

interface BalanceFacts {
  balanceIdr: number;
  limitIdr: number;
  silentSince: number;
  /** The supplier's own words, null when nothing readable came from it. */
  said: string | null;
}

export function balanceAlert({ name }: Provider, what: BalanceNews, facts: BalanceFacts): Screen {
  const values = {
    provider: name,
    balance: { money: facts.balanceIdr },
    limit: { money: facts.limitIdr },
    since: { dateTime: facts.silentSince, zone: DEFAULT_ZONE },
  };
  const said = what.endsWith('silent') ? wordsOf(facts.said) : [];
  return { lines: [text(`upkeep-balance-${what}`, values), ...said], choices: [toSuppliers] };
}

/** A product was paused by its failures. The owner's word is one tap away. */
export const productPausedAlert = ({ name, code }: Product, pause: ProductPause, failed: number): Screen => ({
  lines: [
    text(pause.times > 1 ? 'upkeep-product-paused-again' : 'upkeep-product-paused', {
      name,
      code,
      count: failed,
      until: clock(pause.until ?? pause.since),
    }),
    text('upkeep-product-paused-orders'),
  ],
  choices: [
    { id: action.sellProduct(code), label: text('upkeep-button-sell') },
    { id: action.pauseProduct(code), label: text('upkeep-button-pause') },
  ],
});

export const productBackAlert = ({ name, code }: Product): Screen => ({
  lines: [text('upkeep-product-back', { name, code })],
});

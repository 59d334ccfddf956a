/**
 * What a price list would do to the offers, before anything is done. Pure. Costs are compared with what the supplier
 * asked last, also where that waits for the owner: a list is strange when it differs from the list before.
 */
import type { PriceListItem } from '../../ports/supplier.ts';
import type { SyncTotals } from '../../provider/price-list.ts';
import type { Settings } from '../../settings.ts';
import type { Offer } from '../model.ts';
import { askedCost } from '../price.ts';

/** A handful of products may vanish or jump without the brake, however small the catalogue. */
const BRAKE_FROM = 10;

export type BrakeSettings = Pick<Settings, 'vanishBrakePct' | 'jumpBrakePct' | 'jumpPct'>;

export interface SyncPlan {
  gone: Offer[];
  totals: SyncTotals;
}

/** Whether a cost moved by more than `pct` percent of what it was, up or down. */
export const movedBy = (fromIdr: number, toIdr: number, pct: number): boolean =>
  Math.abs(toIdr - fromIdr) * 100 > fromIdr * pct;

export function planSync(
  known: ReadonlyMap<string, Offer>,
  items: readonly PriceListItem[],
  settings: BrakeSettings,
): SyncPlan {
  const listed = new Set<string>();
  let jumped = 0;
  for (const item of items) {
    listed.add(item.sku);
    const offer = known.get(item.sku);
    if (offer?.active && movedBy(askedCost(offer), item.costIdr, settings.jumpPct)) jumped += 1;
  }
  const active = [...known.values()].filter((offer) => offer.active);
  const gone = active.filter((offer) => !listed.has(offer.sku));
  const braked = brakeOf(gone.length, jumped, active.length, settings);
  return {
    gone,
    totals: {
      ...NOTHING,
      movers: [],
      listed: items.length,
      vanished: gone.length,
      before: active.length,
      jumped,
      braked,
    },
  };
}

function brakeOf(gone: number, jumped: number, before: number, settings: BrakeSettings): SyncTotals['braked'] {
  const tooMany = (count: number, pct: number) => count >= BRAKE_FROM && count * 100 > before * pct;
  if (tooMany(gone, settings.vanishBrakePct)) return 'vanished';
  return tooMany(jumped, settings.jumpBrakePct) ? 'prices' : null;
}

const NOTHING: SyncTotals = {
  listed: 0,
  added: 0,
  changed: 0,
  unchanged: 0,
  skipped: 0,
  vanished: 0,
  dearer: 0,
  cheaper: 0,
  held: 0,
  belowCost: 0,
  braked: null,
  before: 0,
  jumped: 0,
  movers: [],
};

/**
 * A known offer as the list has it now; the very same object when the list says nothing new. With `holdPct` a cost that
 * moves further than that stays as it was and is held beside it.
 */
export function offerAfter(offer: Offer, item: PriceListItem, holdPct: number | null, now: number): Offer {
  const { held: _held, ...rest } = offer;
  const { multi, cutOffStart, cutOffEnd, sellable: active } = item;
  const holds = holdPct !== null && item.costIdr !== offer.costIdr && movedBy(offer.costIdr, item.costIdr, holdPct);
  const cost = holds ? { held: heldCost(offer, item.costIdr, now) } : { costIdr: item.costIdr };
  const next: Offer = { ...rest, multi, cutOffStart, cutOffEnd, active, ...cost };
  return isSame(offer, next) ? offer : { ...next, seenAt: now };
}

/** What the owner decided about this cost stays decided. */
const heldCost = ({ held }: Offer, costIdr: number, now: number): Offer['held'] =>
  held?.costIdr === costIdr ? held : { costIdr, since: now, kept: false };

const isSame = (a: Offer, b: Offer): boolean =>
  a.costIdr === b.costIdr &&
  a.active === b.active &&
  a.multi === b.multi &&
  a.cutOffStart === b.cutOffStart &&
  a.cutOffEnd === b.cutOffEnd &&
  a.held?.costIdr === b.held?.costIdr;

/** What a refusal of a use case sounds like: the rule that was met and the way on, in the words of where it happened. */
import type { Refusal, RefusalReason } from '../../commerce/app.ts';
import { text, type Text, type TextValue } from '../../commerce/ports/screen.ts';
import { DEFAULT_SETTINGS } from '../../commerce/settings.ts';
import { DEFAULT_ZONE } from '../../commerce/stay/local-time.ts';

export type RefusalContext = 'rooms' | 'rebook' | 'shop' | 'orders' | 'owner' | 'help';

/** Reasons with a sentence of their own in a context; the others have one for everywhere. */
const OWN: Record<RefusalContext, readonly RefusalReason[]> = {
  rooms: ['not_found', 'sold_out', 'not_sellable', 'bad_input'],
  rebook: ['sold_out', 'wrong_state'],
  shop: ['not_found', 'sold_out', 'not_sellable', 'bad_input'],
  orders: ['not_found', 'wrong_state', 'already_done', 'sold_out', 'rate_limited', 'price_changed'],
  owner: ['not_found', 'not_allowed'],
  help: [],
};

/** Limits named in sentences when the refusal does not say them. */
const MAX: Partial<Record<RefusalReason, number>> = {
  too_many_open: DEFAULT_SETTINGS.maxUnpaidOrders,
  too_many_nights: DEFAULT_SETTINGS.maxNights,
  too_many_guests: 1,
  bad_input: DEFAULT_SETTINGS.maxQty,
};

/** Amounts named in sentences: `total` stands in the refusal as `totalIdr`. */
const MONEY: Partial<Record<RefusalReason, readonly string[]>> = {
  balance_short: ['total', 'available'],
  daily_limit: ['limit', 'left'],
  credit_in_use: ['limit', 'owed'],
  over_limit: ['limit'],
  below_cost: ['cost', 'price'],
  bad_amount: ['min', 'max'],
};

export function refusalText(refusal: Refusal, context: RefusalContext): Text {
  const { reason } = refusal;
  const key = OWN[context].includes(reason) ? `${context}-refused-${reason}` : `refused-${reason}`;
  return text(key, { ...refusal.detail, ...values(refusal) });
}

function values({ reason, detail }: Refusal): Record<string, TextValue> {
  if (reason === 'cut_off') {
    const reopensAt = Number(detail?.['reopensAt']);
    return {
      reopensAt: Number.isFinite(reopensAt)
        ? { time: reopensAt, zone: DEFAULT_ZONE }
        : String(detail?.['reopensAt'] ?? ''),
    };
  }
  if (reason === 'pin_locked') return { until: { dateTime: Number(detail?.['until']), zone: DEFAULT_ZONE } };
  const money = MONEY[reason];
  if (money) return Object.fromEntries(money.map((name) => [name, { money: Number(detail?.[`${name}Idr`] ?? 0) }]));
  const max = MAX[reason];
  return max === undefined ? {} : { max: detail?.['max'] ?? max };
}

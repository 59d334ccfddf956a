/** What the morning brief compares. */
import type { KindCost, Oddity, OddityKind } from '../../../commerce/brief/model.ts';
import type { Order } from '../../../commerce/order/model.ts';
import type { BriefStore } from '../../../commerce/ports/stores/briefs.ts';
import { joined, type AllRows } from '../tables.ts';
import { by, orNull, type MakeStore } from './support.ts';

export const createBriefStore: MakeStore<BriefStore> = (rows) => ({
  async moved(accountId, { from, to }) {
    const amounts = rows.entries
      .group('account', accountId)
      .filter(({ at }) => at >= from && at < to)
      .filter(({ journalId }) => rows.journals.get(journalId)?.kind !== 'written_off')
      .map(({ amountIdr }) => amountIdr);
    return {
      addedIdr: amounts.reduce((sum, one) => sum + Math.max(0, one), 0),
      takenIdr: amounts.reduce((sum, one) => sum + Math.max(0, -one), 0),
    };
  },
  async received(providerId, { from, to }) {
    const found = rows.receipts
      .all()
      .filter((row) => row.providerId === providerId && row.bookedAt >= from && row.bookedAt < to);
    return { payments: found.length, amountIdr: found.reduce((sum, row) => sum + row.amountIdr, 0) };
  },
  async costs(environment, { from, to }) {
    const sums = new Map<KindCost['kind'], number>();
    for (const order of rows.orders.all()) {
      if (order.environment !== environment || order.placedAt < from || order.placedAt >= to) continue;
      for (const unit of rows.fulfilments.group('order', order.id)) {
        if (unit.state !== 'succeeded') continue;
        for (const { outcome, priceIdr } of rows.attempts.group('fulfilment', unit.id))
          if (outcome === 'success') sums.set(unit.kind, (sums.get(unit.kind) ?? 0) + (priceIdr ?? 0));
      }
    }
    return [...sums].map(([kind, costIdr]): KindCost => ({ kind, costIdr })).sort(by((row) => row.kind));
  },
  async noteDeposit(providerId, day, at, balanceIdr) {
    const last = { lastIdr: balanceIdr, lastAt: at };
    if (rows.depositDays.update(joined(providerId, day), last)) return;
    rows.depositDays.insert({ providerId, day, firstIdr: balanceIdr, firstAt: at, ...last });
  },
  async deposit(providerId, day) {
    const row = orNull(rows.depositDays.get(joined(providerId, day)));
    if (!row) return null;
    const { firstIdr, firstAt, lastIdr, lastAt } = row;
    return { firstIdr, firstAt, lastIdr, lastAt };
  },
  async oddities(environment, kind, before, limit) {
    return rows.orders
      .all()
      .filter((order) => order.environment === environment)
      .flatMap((order) => oddity(rows, order, kind) ?? [])
      .filter(({ since }) => since < before)
      .sort(
        by(
          (row) => row.since,
          (row) => row.orderId,
        ),
      )
      .slice(0, limit);
  },
});

function oddity(rows: AllRows, order: Order, kind: OddityKind): Oddity | null {
  const row = (amountIdr: number, since: number): Oddity => ({ orderId: order.id, code: order.code, amountIdr, since });
  const holds = rows.holds.group('order', order.id);
  if (kind === 'hold_left') {
    const open = holds.find(({ state }) => state === 'open');
    return open && order.state !== 'paid' && order.state !== 'awaiting_payment'
      ? row(open.amountIdr, open.createdAt)
      : null;
  }
  const isPaid = kind !== 'paid_not_settled' && kind !== 'waits_too_long';
  if (order.state !== (isPaid ? 'paid' : 'awaiting_payment')) return null;
  const paid = rows.payments.group('order', order.id).some(({ state }) => state === 'paid');
  const receipt = rows.receipts.group('order', order.id).length > 0;
  const hold = holds.some(({ state }) => state !== 'voided');
  const is = {
    paid_not_settled: paid,
    waits_too_long: !paid,
    paid_without_money: !receipt && !hold,
    hold_missing: receipt && !hold,
    undelivered: hold,
  }[kind];
  if (!is) return null;
  const since = { paid_not_settled: order.placedAt, waits_too_long: order.payBy }[kind as string] ?? order.paidAt ?? 0;
  return row(order.totalIdr, since);
}

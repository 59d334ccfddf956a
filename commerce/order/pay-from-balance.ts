/**
 * Pays an order that is being placed from its buyer's balance: the hold and the order are one transaction, so a hundred
 * orders at once on a balance for fifty are fifty orders. Nothing was paid in, so nothing can come late or twice; what
 * cannot be delivered is simply not captured, and stays on the balance.
 */
import type { Core } from '../core.ts';
import { startFulfilment } from '../fulfilment/start.ts';
import { account } from '../ledger/accounts.ts';
import { balanceOf } from '../ledger/balance.ts';
import { soldAlert } from '../notices/owner.ts';
import { orderLineScreen, paidFromBalanceScreen } from '../notices/balance.ts';
import { lowBalanceScreen } from '../notices/reseller.ts';
import { tellBuyer, tellOwner } from '../notices/send.ts';
import type { Reseller } from '../people/reseller.ts';
import type { Stores } from '../ports/stores/index.ts';
import { Refused } from '../refusal.ts';
import { DEFAULT_ZONE, instantOf, localDate } from '../stay/local-time.ts';
import type { Order, OrderLine } from './model.ts';
import { summaryText } from './summary.ts';

/** `order` is inserted already. Throws Refused `balance_short`, `daily_limit`, `pin_needed` or `not_allowed`. */
export async function payFromBalance(
  core: Core,
  stores: Stores,
  order: Order & { personId: string },
  lines: readonly OrderLine[],
  brief: boolean,
): Promise<void> {
  const reseller = await demandTerms(core, stores, order);
  const accountId = account.customer(order.environment, { personId: order.personId, orderId: order.id });
  const held = await stores.ledger.hold({
    id: core.ids.uuid(),
    accountId,
    environment: order.environment,
    orderId: order.id,
    attempt: 1,
    amountIdr: order.totalIdr,
    capturedIdr: 0,
    state: 'open',
    createdAt: core.clock.now(),
  });
  const balance = await balanceOf(stores, accountId);
  if (held === 'insufficient')
    throw new Refused('balance_short', { totalIdr: order.totalIdr, availableIdr: balance.spendableIdr });
  await startFulfilment(core, stores, order, lines);
  const summary = summaryText(lines);
  const screen = (brief ? orderLineScreen : paidFromBalanceScreen)(order, summary, balance.availableIdr);
  await tellBuyer(core, stores, order, 'placed', screen);
  await tellOwner(core, stores, order.environment, `sold:${order.id}`, soldAlert(order, summary));
  if (reseller) await warnOfLow(core, stores, order, reseller, balance.availableIdr);
}

/** Said by the order that takes the balance below the line, so once per fall: the next finds it below already. */
async function warnOfLow(
  core: Core,
  stores: Stores,
  order: Order,
  { lowBalanceIdr }: Reseller,
  leftIdr: number,
): Promise<void> {
  if (lowBalanceIdr === null || leftIdr >= lowBalanceIdr || leftIdr + order.totalIdr < lowBalanceIdr) return;
  await tellBuyer(core, stores, order, 'balance-low', lowBalanceScreen(leftIdr, lowBalanceIdr));
}

/** What the shop agreed with this person. The person is locked by then, so two orders cannot both be the last allowed. */
async function demandTerms(core: Core, stores: Stores, order: Order & { personId: string }): Promise<Reseller | null> {
  const reseller = await stores.resellers.get(order.personId);
  if (reseller?.environment !== order.environment) return null;
  if (reseller.state === 'suspended') throw new Refused('not_allowed');
  if (reseller.pinHash !== null && (reseller.pinOkAt ?? 0) + core.settings.pinGoodMs <= core.clock.now())
    throw new Refused('pin_needed');
  if (reseller.dailyLimitIdr === null) return reseller;
  const since = startOfDay(core.clock.now());
  const spentIdr = await stores.orders.spentFromBalance(order.personId, order.environment, since);
  if (spentIdr > reseller.dailyLimitIdr)
    throw new Refused('daily_limit', {
      limitIdr: reseller.dailyLimitIdr,
      leftIdr: Math.max(0, reseller.dailyLimitIdr - (spentIdr - order.totalIdr)),
    });
  return reseller;
}

/** Days are those of Jakarta, where the shop's resellers and suppliers count them. */
export const startOfDay = (now: number): number => instantOf(localDate(now, DEFAULT_ZONE), '00:00', DEFAULT_ZONE);

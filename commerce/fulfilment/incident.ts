/**
 * The two named incidents, success after failure and failure after success, and the success of an attempt the unit had
 * moved on from. Money stays where it is; the owner decides.
 */
import type { Core } from '../core.ts';
import { purchaseAlert } from '../notices/owner.ts';
import { openCase } from '../payment/open-case.ts';
import type { PurchaseReading } from '../ports/supplier.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { bookCost } from './book-cost.ts';
import type { Delivery } from './load.ts';
import type { FulfilmentAttempt } from './model.ts';

export async function incident(
  core: Core,
  stores: Stores,
  delivery: Delivery,
  attempt: FulfilmentAttempt,
  reading: PurchaseReading,
): Promise<void> {
  const { fulfilment, order, line } = delivery;
  const late = reading.outcome === 'success';
  const sealed =
    late && reading.serial
      ? core.vault.seal('serial', `fulfilments:${fulfilment.id}`, reading.serial)
      : fulfilment.serialSealed;
  const patch = {
    state: late ? 'late_success' : 'reversed',
    serialSealed: sealed,
    note: reading.message.slice(0, 200),
  } as const;
  mustWin(await stores.fulfilments.update(fulfilment.id, fulfilment.version, patch), fulfilment.id);
  await openCase(core, stores, {
    kind: late ? 'late_success' : 'reversed',
    order,
    fulfilmentId: fulfilment.id,
    amountIdr: line.unitPriceIdr,
    detail: reading.message.slice(0, 200),
    cause: fulfilment.id,
    alert: purchaseAlert(order, late ? 'late-success' : 'reversed', reading.message),
  });
  if (late) await bookCost(core, stores, delivery, attempt, reading.priceIdr, 'lossLateDelivery');
}

/** A purchase we took for refused was made after all: paid for, and nobody's unless the one after it fails. */
export async function lateForAttempt(
  core: Core,
  stores: Stores,
  delivery: Delivery,
  attempt: FulfilmentAttempt,
  reading: PurchaseReading,
): Promise<void> {
  if (reading.outcome !== 'success') return;
  if (reading.serial) {
    const serialSealed = core.vault.seal('serial', `fulfilment_attempts:${attempt.id}`, reading.serial);
    await stores.fulfilments.updateAttempt(attempt.id, { serialSealed });
  }
  await openCase(core, stores, {
    kind: 'late_success',
    order: delivery.order,
    fulfilmentId: delivery.fulfilment.id,
    amountIdr: reading.priceIdr,
    detail: `${attempt.refId} ${reading.message}`.slice(0, 200),
    cause: attempt.id,
    alert: purchaseAlert(delivery.order, 'late-success', reading.message),
  });
  await bookCost(core, stores, delivery, attempt, reading.priceIdr, 'lossLateDelivery');
}

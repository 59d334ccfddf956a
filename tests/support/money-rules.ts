/**
 * What must hold for the money after anything at all: the books agree with themselves, every rupiah a gateway took for
 * an order is booked once, a hold ends once, and goods and a refund of the same money never meet.
 */
import { expect } from 'vitest';
import type { Core } from '../../commerce/core.ts';
import { verifyLedger } from '../../commerce/ledger/verify.ts';
import type { OrderLine } from '../../commerce/order/model.ts';
import type { Stores } from '../../commerce/ports/stores/index.ts';
import type { SandboxControl, SandboxPayment } from './sandbox-control.ts';

export async function expectSoundBooks(core: Core): Promise<void> {
  expect((await verifyLedger(core.uow.read.ledger)).differences).toEqual([]);
}

/**
 * All rules for one order. `vendors` tell what the gateway really took; `untold` while we may not have heard of all of
 * it yet: then never more is booked than was taken.
 */
export async function expectSoundOrder(
  core: Core,
  vendors: SandboxControl,
  orderId: string,
  untold = false,
): Promise<void> {
  const stores = core.uow.read;
  await expectBooked(stores, vendors, orderId, untold);
  await expectHolds(stores, orderId);
  await expectDeliveries(stores, orderId);
}

async function expectBooked(stores: Stores, vendors: SandboxControl, orderId: string, untold: boolean): Promise<void> {
  const taken: number[] = [];
  for (const { reference } of await stores.payments.ofOrder(orderId)) {
    const { status, json } = await vendors.call('GET', `/payments/${reference}`);
    if (status !== 200) continue;
    const { payment } = json as { payment: SandboxPayment };
    taken.push(...payment.receipts.map((receipt) => receipt.amountIdr));
  }
  const takenIdr = sum(taken);
  const bookedIdr = sum((await stores.payments.receiptsOf(orderId)).map((row) => row.amountIdr));
  if (untold) expect(bookedIdr).toBeLessThanOrEqual(takenIdr);
  else expect(bookedIdr).toBe(takenIdr);
}

async function expectHolds(stores: Stores, orderId: string): Promise<void> {
  const order = await stores.orders.get(orderId);
  const holds = await stores.ledger.holdsOf(orderId);
  const captures = (await stores.ledger.journals({ orderId, limit: 100 })).filter((row) => row.kind === 'capture');
  expect(holds.length).toBeLessThanOrEqual(1);
  expect(captures.length).toBeLessThanOrEqual(1);
  const open = holds.filter((row) => row.state === 'open').length;
  expect(open).toBe(order?.state === 'paid' ? 1 : 0);
}

async function expectDeliveries(stores: Stores, orderId: string): Promise<void> {
  const order = await stores.orders.get(orderId);
  const rows = await stores.fulfilments.ofOrder(orderId);
  const delivered = rows.filter((row) => row.state === 'succeeded');
  const units = (await stores.orders.lines(orderId)).map(unitsOf);
  expect(delivered.length).toBeLessThanOrEqual(sum(units));
  expect(new Set(rows.map((row) => `${row.lineId}:${row.unit}`)).size).toBe(rows.length);
  const receivedIdr = await paidIn(stores, orderId);
  const adjustedIdr = sum(
    (await stores.ledger.journals({ orderId, limit: 100 }))
      .filter((row) => row.idemKey.startsWith('shortfall:'))
      .map((row) => Math.abs(row.entries[0]?.amountIdr ?? 0)),
  );
  if (delivered.length > 0) expect(receivedIdr + adjustedIdr).toBeGreaterThanOrEqual(order?.totalIdr ?? Infinity);
  if (order?.state === 'completed') expect(delivered.length).toBe(sum(units));
  const refunds = await stores.payments.refundsOf(orderId);
  const spentIdr = delivered.length > 0 ? (order?.totalIdr ?? 0) : 0;
  if (order?.state === 'completed')
    expect(sum(refunds.map((row) => row.amountIdr)) + spentIdr).toBeLessThanOrEqual(receivedIdr + adjustedIdr);
}

/** A top-up has nothing to deliver. */
function unitsOf({ kind, qty }: OrderLine): number {
  if (kind === 'topup') return 0;
  return kind === 'room_night' ? 1 : qty;
}

/** Money the order may spend: what came for it, or what was set aside on its buyer's balance. */
async function paidIn(stores: Stores, orderId: string): Promise<number> {
  const order = await stores.orders.get(orderId);
  if (order?.payWith === 'balance') return sum((await stores.ledger.holdsOf(orderId)).map((row) => row.amountIdr));
  return sum((await stores.payments.receiptsOf(orderId)).map((row) => row.amountIdr));
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

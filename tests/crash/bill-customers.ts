/**
 * Customers in the crash suites who pay a bill. Nobody promises that paying one twice under a reference is one payment, so
 * a bill whose payment may or may not have left a process that died is asked about, and left to somebody of the shop
 * where the supplier knows nothing of it. Here that person gives it up, and the customer keeps the money as balance.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { patientFetch } from '../support/patient-fetch.ts';
import type { SandboxControl } from '../support/sandbox-control.ts';
import { openVisitor, type Visitor } from '../support/web-client.ts';
import { goodsIn, openLinks, order, payOnce, WAIT_MS, type Buy, type Customer, type Purchase } from './customers.ts';
import { takeMoneyBack, type Staff } from './refunded-customers.ts';

type Payer = { wish: Extract<Buy, { kind: 'bill' }>; lang: Customer['lang'] };

const LEFT_TO_STAFF = /belum dipastikan oleh pemasok|has not been confirmed by the supplier/;
const AGAIN_MS = 100;

/** From the first word to the receipt, or to the money. Throws with the transcript when neither comes. */
export async function payBill(
  url: string,
  sandbox: SandboxControl,
  { wish, lang }: Payer,
  staff: Staff,
): Promise<Purchase> {
  const visitor = await openVisitor(url, { lang, via: patientFetch(WAIT_MS) });
  const ordered = await order(visitor, wish);
  await payOnce(sandbox, ordered.reference, () => openLinks(visitor));
  if ((await untilReceipt(visitor)) === 'paid')
    return { wish, lang, ...ordered, visitor, more: [], balanceIdr: 0, paidOutIdr: 0 };
  await staff.giveUp(ordered.code);
  return takeMoneyBack(visitor, sandbox, { ...ordered, wish: { kind: 'refund', how: 'keep' }, lang }, staff);
}

async function untilReceipt(visitor: Visitor): Promise<'paid' | 'left to staff'> {
  const end = performance.now() + WAIT_MS;
  while (performance.now() < end) {
    await visitor.refresh();
    if (goodsIn(visitor).length > 0) return 'paid';
    if (visitor.seen.some(({ text }) => LEFT_TO_STAFF.test(text))) return 'left to staff';
    await pause(AGAIN_MS);
  }
  throw new Error(`neither receipt nor word came:\n${visitor.transcript()}`);
}

/**
 * Resellers in the crash suites: each tops up once and then orders by typing, a line at a time. What the balance must be
 * in the end is what was topped up less the prices the chat named, and not what the shop's rows say.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { patientFetch } from '../support/patient-fetch.ts';
import type { SandboxControl } from '../support/sandbox-control.ts';
import { openVisitor, type Visitor } from '../support/web-client.ts';
import { billed, openLinks, payOnce, untilGoods, WAIT_MS, type Customer, type Purchase } from './customers.ts';

const TOP_UP_IDR = 100_000;
const CREDITED = /Rp ?100[.,]000/;
/** "XL 10.000 for 0812…: on its way, Rp 12,200 (5ERV3K). Balance Rp 87,800." */
const TAKEN = /Rp ?([\d.,]+) \(([A-Z0-9]{6})\)/;

type Reseller = { wish: { kind: 'balance'; phones: readonly string[] }; lang: Customer['lang'] };

/** From becoming a reseller to the last delivery. Throws with the transcript when something does not come. */
export async function shopOnBalance(url: string, sandbox: SandboxControl, { wish, lang }: Reseller): Promise<Purchase> {
  const visitor = await openVisitor(url, { lang, persona: 'reseller', via: patientFetch(WAIT_MS) });
  await visitor.say('top up saldo 100k');
  const { code, reference } = await billed(visitor);
  await payOnce(sandbox, reference, () => openLinks(visitor));
  await untilBalance(visitor);
  const more: string[] = [];
  let balanceIdr = TOP_UP_IDR;
  for (const phone of wish.phones) {
    await visitor.say(`xld10 ${phone}`);
    const [, price, ordered] = TAKEN.exec((await visitor.until(TAKEN, WAIT_MS)).text) ?? [];
    if (!price || !ordered) throw new Error(`no price in:\n${visitor.transcript()}`);
    more.push(ordered);
    balanceIdr -= Number(price.replaceAll(/\D/g, ''));
  }
  await untilGoods(visitor, wish.phones.length);
  return { wish, lang, code, reference, visitor, more, balanceIdr, paidOutIdr: 0 };
}

/** The news replaces the bill, so it is looked for among everything that was said. */
async function untilBalance(visitor: Visitor): Promise<void> {
  const end = performance.now() + WAIT_MS;
  while (performance.now() < end) {
    await visitor.refresh();
    if (visitor.seen.some((message) => message.replaces && CREDITED.test(message.text))) return;
    await pause(100);
  }
  throw new Error(`the top-up did not come:\n${visitor.transcript()}`);
}

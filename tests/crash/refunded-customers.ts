/**
 * Buyers in the crash suites whose goods cannot be had: the supplier refuses the number for good, so the money has to go
 * back. Some keep it as balance; to the others somebody of the shop sends it, who works through the queue one by one.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { patientFetch } from '../support/patient-fetch.ts';
import type { SandboxControl, SandboxPayment } from '../support/sandbox-control.ts';
import { openVisitor, type Visitor } from '../support/web-client.ts';
import { billed, offers, openLinks, payOnce, WAIT_MS, YES, type Customer, type Purchase } from './customers.ts';

/** The practice supplier refuses whatever is meant for it. */
const REFUSED_NUMBER = '0878 0000 1232';
const ENTER_ACCOUNT = /Isi rekening|Enter the account/;
const AGAIN_MS = 100;
const KEEP = /Simpan jadi saldo|Keep as balance/;
const GIVE_BACK = /Failed, give back/;
const TRANSFERRED = /Sudah ditransfer|Transferred/;

/** Whoever works through the queue of the shop, the same for a whole run: every owner hears of every sale. */
export interface Staff {
  markTransferred(code: string): Promise<void>;
  /** An order whose purchase is not certain is given up: its money goes back. */
  giveUp(code: string): Promise<void>;
}

type InVain = { wish: { kind: 'refund'; how: 'keep' | 'transfer' }; lang: Customer['lang'] };

/** From the first word to the money. Throws with the transcript when something does not come. */
export async function shopInVain(
  url: string,
  sandbox: SandboxControl,
  { wish, lang }: InVain,
  staff: Staff,
): Promise<Purchase> {
  const visitor = await openVisitor(url, { lang, via: patientFetch(WAIT_MS) });
  await visitor.say('pulsa xl 10rb');
  await visitor.until(/0812 3456 7890/, WAIT_MS);
  await visitor.say(REFUSED_NUMBER);
  await visitor.until(offers(YES), WAIT_MS);
  await visitor.press(YES);
  const order = await billed(visitor);
  await payOnce(sandbox, order.reference, () => openLinks(visitor));
  return takeMoneyBack(visitor, sandbox, { ...order, wish, lang }, staff);
}

/** Of an order that failed, or is about to: waits for the money and says where it goes. */
export async function takeMoneyBack(
  visitor: Visitor,
  sandbox: SandboxControl,
  { code, reference, wish, lang }: InVain & { code: string; reference: string },
  staff: Staff,
): Promise<Purchase> {
  const { text: told } = await visitor.until(offers(ENTER_ACCOUNT), WAIT_MS);
  const owedIdr = Number(/Rp ?([\d.,]+)/.exec(told)?.[1]?.replaceAll(/\D/g, ''));
  // The fee of the payment goes back with it, because no goods came; it is unknown where the bill's answer was lost.
  const paid = await paidFor(sandbox, reference);
  if (owedIdr !== paid.totalIdr && owedIdr !== paid.amountIdr)
    throw new Error(`${owedIdr} goes back for ${JSON.stringify(paid)}`);
  const ends = { wish, lang, code, reference, visitor, more: [], balanceIdr: 0, paidOutIdr: 0 };
  if (wish.how === 'keep') {
    await visitor.press(KEEP);
    await visitor.until(new RegExp(`${code}.*saldo|${code}.*balance`), WAIT_MS);
    return { ...ends, balanceIdr: owedIdr };
  }
  await visitor.press(ENTER_ACCOUNT);
  await visitor.until(/BCA 1234567890/, WAIT_MS);
  await visitor.say('BCA 1234567890 Budi Santoso');
  await visitor.until(/••••7890/, WAIT_MS);
  await staff.markTransferred(code);
  return { ...ends, paidOutIdr: owedIdr };
}

/** By the bank's own memory, which may be away with the shop. */
async function paidFor(sandbox: SandboxControl, reference: string): Promise<SandboxPayment> {
  const end = performance.now() + WAIT_MS;
  for (;;) {
    try {
      const bill = (await sandbox.payments()).find(({ orderId }) => orderId === reference);
      if (bill) return bill;
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    if (performance.now() > end) throw new Error(`the bank knows no ${reference}`);
    await pause(AGAIN_MS);
  }
}

export function staffAt(url: string): Staff {
  let owner: Promise<Visitor> | null = null;
  let turn: Promise<void> = Promise.resolve();

  async function open(code: string): Promise<Visitor> {
    owner ??= openVisitor(url, { lang: 'en', persona: 'owner', via: patientFetch(WAIT_MS) });
    const visitor = await owner;
    await visitor.say('queue');
    await visitor.until(offers(new RegExp(`^${code}`)), WAIT_MS);
    await visitor.press(new RegExp(`^${code}`));
    return visitor;
  }

  async function pressAll(visitor: Visitor, ...labels: RegExp[]): Promise<void> {
    for (const label of labels) {
      await visitor.until(offers(label), WAIT_MS);
      await visitor.press(label);
    }
  }

  function inTurn(work: () => Promise<void>): Promise<void> {
    const mine = turn.then(work);
    // One that failed is its customer's failure, not that of those behind.
    turn = mine.catch(() => {});
    return mine;
  }

  return {
    markTransferred: (code) =>
      inTurn(async () => {
        const visitor = await open(code);
        await pressAll(visitor, TRANSFERRED, /No proof/, TRANSFERRED);
        await visitor.until(/has been told/, WAIT_MS);
      }),
    giveUp: (code) =>
      inTurn(async () => {
        const visitor = await open(code);
        await pressAll(visitor, GIVE_BACK);
        await visitor.until(/reason/, WAIT_MS);
        await visitor.say('the supplier knows nothing of it');
        await pressAll(visitor, GIVE_BACK);
        await visitor.until(/is stopped/, WAIT_MS);
      }),
  };
}

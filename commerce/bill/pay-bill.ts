/**
 * Pays the bill of a paid order, under the reference it was asked about. Where its day is over, or the reference was
 * spent on a sure no, it is asked anew and the older one is never paid; a bill that came to more goes back to the buyer
 * as money. A process that died with an attempt written asks what became of it and never pays again: nobody promises
 * that paying twice under one reference is one payment.
 */
import type { Core } from '../core.ts';
import { applyReading } from '../fulfilment/apply-reading.ts';
import { findRung } from '../fulfilment/find-rung.ts';
import { followRung, type Why } from '../fulfilment/follow-rung.ts';
import { loadDelivery, type Delivery } from '../fulfilment/load.ts';
import { fulfilmentNext } from '../fulfilment/machine.ts';
import type { FulfilmentAttempt } from '../fulfilment/model.ts';
import { moveUnit } from '../fulfilment/move.ts';
import { retryDelayMs } from '../fulfilment/reading-event.ts';
import { leaveToChecks } from '../fulfilment/submit-purchase.ts';
import type { JobVerdict } from '../ports/jobs.ts';
import type { PurchaseReason } from '../ports/supplier.ts';
import type { Stores } from '../ports/stores/index.ts';
import { inquireBill } from './inquire.ts';
import type { BillQuote } from './model.ts';
import { isAboutBill, isPayable } from './terms.ts';

/** Between two questions nobody answered, at most, and how many of them there are before the money goes back. */
const ASK_AGAIN_MS = 60_000;
const MAX_UNCLEAR = 12;

export async function payBill(core: Core, fulfilmentId: string): Promise<JobVerdict> {
  const stores = core.uow.read;
  const fulfilment = await stores.fulfilments.get(fulfilmentId);
  if (!fulfilment) return;
  if (fulfilment.state === 'submitting')
    return core.uow.run('bill.resume', async (within) => {
      const { fulfilment: now } = await loadDelivery(within, fulfilmentId);
      const attempt = await within.fulfilments.attempt(fulfilmentId, now.attempt);
      if (now.state === 'submitting' && attempt) await leaveToChecks(core, within, now, attempt);
    });
  if (!fulfilmentNext(fulfilment.state, 'submit')) return;
  const quote = await quoteOf(core, fulfilmentId);
  const spent = (await stores.fulfilments.attemptsOf(fulfilmentId)).some(({ refId }) => refId === quote?.refId);
  if (!quote || spent || quote.state !== 'used' || !isPayable(quote, core.clock.now()))
    return askAnew(core, fulfilmentId, quote);
  const plan = await core.uow.run('bill.submit', (within) => planPay(core, within, fulfilmentId, quote));
  if (!plan.attempt) return plan.verdict;
  const provider = await stores.providers.get(quote.providerId);
  if (!provider) throw new Error(`provider ${quote.providerId} is missing`);
  const reading = await core.registry.supplier(provider).purchase({ ...plan.attempt, isBill: true });
  return applyReading(core, plan.attempt, reading, 'submit');
}

/** The latest quote of the line. */
async function quoteOf(core: Core, fulfilmentId: string): Promise<BillQuote | null> {
  const fulfilment = await core.uow.read.fulfilments.get(fulfilmentId);
  return fulfilment ? ((await core.uow.read.bills.ofLine(fulfilment.lineId)).at(-1) ?? null) : null;
}

type PayPlan = { attempt: FulfilmentAttempt | null; verdict?: JobVerdict };

async function planPay(core: Core, stores: Stores, fulfilmentId: string, quote: BillQuote): Promise<PayPlan> {
  const delivery = await loadDelivery(stores, fulfilmentId);
  const { fulfilment, line } = delivery;
  if (!fulfilmentNext(fulfilment.state, 'submit') || fulfilment.state === 'submitting') return { attempt: null };
  // Asked here too: a process may have died between a dearer answer and giving the money back.
  if (quote.costIdr > (line.snapshot.maxCostIdr ?? 0)) {
    const end = { kind: 'used_up', reason: 'price' } as const;
    return { attempt: null, verdict: await followRung(core, stores, delivery, end, { reason: 'price', message: '' }) };
  }
  const rung = await findRung(core, stores, delivery);
  if (rung.kind !== 'buy' || rung.offer.providerId !== quote.providerId) {
    const end = rung.kind === 'buy' ? ({ kind: 'used_up', reason: 'product' } as const) : rung;
    return {
      attempt: null,
      verdict: await followRung(core, stores, delivery, end, { reason: 'product', message: '' }),
    };
  }
  const attempt: FulfilmentAttempt = {
    id: core.ids.uuid(),
    fulfilmentId,
    attempt: fulfilment.attempt + 1,
    providerId: quote.providerId,
    refId: quote.refId,
    sku: rung.offer.sku,
    customerNo: quote.customerNo,
    maxPriceIdr: Math.max(quote.costIdr, line.snapshot.maxCostIdr ?? 0),
    outcome: 'submitting',
    reason: null,
    priceIdr: null,
    message: '',
    serialSealed: null,
    submittedAt: core.clock.now(),
    answeredAt: null,
    supplierRef: null,
  };
  await stores.fulfilments.insertAttempt(attempt);
  await moveUnit(stores, delivery, 'submit', { attempt: attempt.attempt, checkCount: 0, nextCheckAt: null });
  return { attempt };
}

async function askAnew(core: Core, fulfilmentId: string, before: BillQuote | null): Promise<JobVerdict> {
  const stores = core.uow.read;
  const pause = await core.uow.run('bill.paused', (within) => waitWhilePaused(core, within, fulfilmentId));
  if (pause) return pause;
  const fulfilment = await stores.fulfilments.get(fulfilmentId);
  const line = fulfilment ? await stores.orders.line(fulfilment.lineId) : null;
  const order = line ? await stores.orders.get(line.orderId) : null;
  const product = line?.productId ? await stores.catalogue.product(line.productId) : null;
  const provider = before ? await stores.providers.get(before.providerId) : null;
  if (!line || !order || !product || !provider || !before) throw new Error(`bill of ${fulfilmentId} is incomplete`);
  const offer = (await stores.catalogue.offersOf(product.id)).find((one) => one.providerId === provider.id);
  const unclear = (await stores.bills.ofLine(line.id)).filter(({ state }) => state === 'unclear' || state === 'asking');
  if (!offer || unclear.length >= MAX_UNCLEAR) return giveBack(core, fulfilmentId, 'product');
  const { quote, result } = await inquireBill(core, {
    product,
    provider,
    sku: offer.sku,
    customerNo: before.customerNo,
    tier: order.tier,
    personId: order.personId,
    chatId: order.chatId,
    lineId: line.id,
  });
  if (before.state === 'used')
    await core.uow.run('bill.stale', (s) => s.bills.move(before.id, ['used'], { state: 'stale' }));
  if (result.kind === 'rejected' && isAboutBill(result.code)) return giveBack(core, fulfilmentId, 'failed');
  if (result.kind === 'rejected' && result.code !== 'rate_limit' && quote.state === 'refused')
    return core.uow.run('bill.refused-us', async (within) => {
      const until = core.clock.now() + retryDelayMs('credentials', (await within.bills.ofLine(line.id)).length);
      const delivery = await loadDelivery(within, fulfilmentId);
      return followRung(core, within, delivery, { kind: 'wait', until, why: 'refused' }, noWords);
    });
  if (quote.state !== 'used')
    return { againAt: core.clock.now() + Math.min(retryDelayMs('transport', unclear.length + 1), ASK_AGAIN_MS) };
  return { againAt: core.clock.now() };
}

/** The supplier is paused for something that is ours to mend: nobody is asked, and nothing goes back to the buyer. */
async function waitWhilePaused(core: Core, stores: Stores, fulfilmentId: string): Promise<JobVerdict> {
  const delivery = await loadDelivery(stores, fulfilmentId);
  const rung = await findRung(core, stores, delivery);
  return rung.kind === 'wait' && rung.why === 'paused' ? followRung(core, stores, delivery, rung, noWords) : undefined;
}

const noWords: Why = { reason: 'account', message: '' };

const giveBack = (core: Core, fulfilmentId: string, reason: PurchaseReason): Promise<JobVerdict> =>
  core.uow.run('bill.give-back', async (stores) => {
    const delivery: Delivery = await loadDelivery(stores, fulfilmentId);
    return followRung(core, stores, delivery, { kind: 'used_up', reason }, { reason, message: '' });
  });

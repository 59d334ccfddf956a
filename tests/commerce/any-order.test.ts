/**
 * One order of each kind under a random sequence of everything that may happen to it: payments of all sorts, repeated
 * webhooks, time, cancelling, renewing, the owner's decisions, supplier and lock trouble, processes that die. Whatever
 * the sequence, the money rules hold after every step and nothing is left open in the end.
 * FAST_CHECK_SEED and FAST_CHECK_RUNS repeat or lengthen a run; a failure prints its seed.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OrderItem, OrderView } from '../../commerce/app.ts';
import { DECISION_NAMES, type DecisionName } from '../../commerce/cases/decision.ts';
import { addDays, localDate } from '../../commerce/stay/local-time.ts';
import { openNights } from '../../commerce/stay/open-nights.ts';
import { MINUTE, openTill } from '../support/till.ts';

// Polls are most of the work of a run and not what is tested here.
const till = openTill({ pollEveryMs: 5 * MINUTE });
const RUNS = Number(process.env['FAST_CHECK_RUNS'] ?? 15);
const seed = Number(process.env['FAST_CHECK_SEED'] ?? Date.now() % 2 ** 31);
const NUMBERS = ['087800001230', '087800001232', '087800001233', '087800001234', 'fresh'] as const;

type Step =
  | { do: 'pay'; mode: 'exact' | 'under' | 'over' | 'twice' | 'again' | 'late'; attempt: number }
  | { do: 'webhook'; attempt: number; copies: number }
  | { do: 'pass'; minutes: number }
  | { do: 'cancel' | 'renew' | 'check' | 'work' | 'cancelStay' | 'steal' }
  | { do: 'resolve'; decision: DecisionName; which: number }
  | { do: 'die'; when: 'before' | 'after' }
  | { do: 'fault'; kind: string; vendor: string };

const attempt = fc.integer({ min: 1, max: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('pay' as const),
      mode: fc.constantFrom('exact', 'exact', 'under', 'over', 'twice', 'again', 'late'),
      attempt,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('webhook' as const), attempt, copies: fc.integer({ min: 1, max: 5 }) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pass' as const), minutes: fc.constantFrom(1, 3, 12, 31, 34) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('cancel', 'renew', 'renew', 'check', 'work', 'work', 'cancelStay', 'steal'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('resolve' as const),
      decision: fc.constantFrom(...DECISION_NAMES),
      which: fc.integer({ min: 0, max: 2 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('die' as const), when: fc.constantFrom('before', 'after') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('fault' as const),
      kind: fc.constantFrom('reset', 'http_500', 'html_200', 'broken_json'),
      vendor: fc.constantFrom('gateway', 'supplier', 'lock'),
    }),
  },
) as fc.Arbitrary<Step>;

let fresh = 812_0000_000;

async function itemOf(kind: 'code' | 'supply' | 'room', number: string): Promise<OrderItem> {
  if (kind === 'code') return till.rare(1);
  if (kind === 'supply') {
    const { items } = await till.shop.commerce.products(till.buyer, { category: 'Pulsa', limit: 50, offset: 0 });
    const product = items.find((item) => item.kind === 'h2h' && item.sellable && item.reopensAt === null);
    const destination = number === 'fresh' ? `0${(fresh += 1)}` : number;
    return { kind: 'product', productId: product?.id ?? '', qty: 1, destination };
  }
  // A day and more passes in every run, so each has a night of its own.
  await openNights(till.shop.core);
  const type = await till.shop.core.uow.read.stays.roomTypeByCode('practice', 'STD');
  const checkIn = addDays(localDate(till.shop.now(), 'Asia/Jakarta'), 1);
  const facts = { guests: 1, bookerName: 'Ana', bookerContact: '081200000000', arrivalTime: null };
  return { kind: 'room', roomTypeId: type?.id ?? '', checkIn, checkOut: addDays(checkIn, 1), rooms: 4, ...facts };
}

async function play(order: OrderView, item: OrderItem, what: Step): Promise<void> {
  const { shop, buyer } = till;
  const key = () => shop.core.ids.uuid();
  switch (what.do) {
    case 'pay':
      await shop.vendors.pay(`${order.code}-${what.attempt}`, { mode: what.mode, webhook: false });
      return;
    case 'webhook':
      await Promise.all(
        Array.from({ length: what.copies }, () => shop.webhook(`${order.code}-${what.attempt}`, order.totalIdr)),
      );
      return;
    case 'pass':
      return shop.pass(what.minutes * MINUTE);
    case 'work':
      return shop.settle();
    case 'cancel':
      await shop.commerce.cancelOrder(buyer, key(), order.code);
      return;
    case 'renew':
      await shop.commerce.renewPayment(buyer, key(), order.code);
      return;
    case 'check':
      await shop.commerce.checkPayment(buyer, order.code);
      return;
    case 'cancelStay':
      await shop.commerce.cancelStay(shop.owner, key(), { code: order.code, reason: 't', refundIdr: order.totalIdr });
      return;
    case 'steal': {
      const thief = await shop.buyer();
      await shop.commerce.placeOrder(thief, key(), { chatId: thief.chatId, items: [item] });
      return;
    }
    case 'resolve': {
      const open = (await shop.core.uow.read.reviews.ofOrder(order.id)).filter((row) => row.state === 'open');
      const caseId = open[what.which]?.id;
      if (caseId) await shop.commerce.resolveCase(shop.owner, key(), { caseId, decision: what.decision, reason: 't' });
      return;
    }
    case 'die':
      await shop.abandon(what.when);
      return shop.skip(61_000);
    case 'fault':
      return shop.vendors.faults([{ kind: what.kind, vendor: what.vendor, calls: 1 }]);
  }
}

/** A gateway repeats its webhooks until they are heard; money that came after a payment was paid is only told so. */
async function hearOfAll(order: OrderView): Promise<void> {
  for (const payment of await till.payments(order)) await till.shop.webhook(payment.reference, order.totalIdr);
  await till.shop.pass(MINUTE);
}

/** In the end everything has its place: no hold is open, nothing waits for a job that is not there. */
async function expectAtRest(order: OrderView): Promise<void> {
  const row = await till.shop.core.uow.read.orders.get(order.id);
  expect(['completed', 'failed', 'cancelled', 'expired']).toContain(row?.state);
  const receipts = await till.shop.core.uow.read.payments.receiptsOf(order.id);
  const settledOrOwed =
    row?.state === 'completed' ||
    (await till.refunds(order)).length > 0 ||
    (await till.cases(order)).length > 0 ||
    receipts.length === 0;
  expect(settledOrOwed).toBe(true);
  expect((await till.shop.core.uow.read.jobs.list({ state: 'dead', limit: 1 })).length).toBe(0);
}

test.each(['code', 'supply', 'room'] as const)(
  'whatever happens to an order of kind %s, the money rules hold',
  async (kind) => {
    console.info(`any-order ${kind}: seed ${seed}, ${RUNS} runs`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 3, maxLength: 14 }),
        fc.constantFrom(...NUMBERS),
        async (steps, number) => {
          await till.nextBuyer();
          const item = await itemOf(kind, number);
          const order = await till.shop.order(till.buyer, item);
          for (const what of steps) {
            await play(order, item, what);
            await till.expectSound(order, true);
          }
          await till.shop.vendors.clearFaults();
          await till.shop.skip(62_000);
          await till.shop.pass(40 * MINUTE);
          await till.shop.skip(26 * 60 * MINUTE);
          await till.shop.settle();
          await hearOfAll(order);
          await till.expectSound(order);
          await expectAtRest(order);
        },
      ),
      { numRuns: RUNS, seed, interruptAfterTimeLimit: 280_000 },
    );
  },
  300_000,
);

/**
 * Row 10: a clock that goes back an hour, ahead a day, drifts, or stands exactly on an expiry; and the dates of a year
 * with a 29 February in the three zones of the country. FAULTS_SEED repeats a run.
 */
import { expect, test } from 'vitest';
import { instantOf, localDate, nightsBetween } from '../../commerce/stay/local-time.ts';
import { seeded } from '../support/random.ts';
import { MINUTE, openTill } from '../support/till.ts';

const till = openTill();
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const RUNS = 12;
const seed = Number(process.env['FAULTS_SEED'] ?? 1);

test('row 10: whatever the clock does, nothing expires early and what was paid is delivered once', async () => {
  console.info(`clock: seed ${seed}`);
  const random = seeded(seed);
  const jumps = [-HOUR, DAY, -10 * MINUTE, MINUTE, 29 * MINUTE, Math.round(DAY * 0.0004)];
  for (let run = 0; run < RUNS; run += 1) {
    await till.nextBuyer();
    const order = await till.placed();
    const paysAfter = random.between(0, 3);
    let mayHaveExpired = false;
    for (let step = 0; step < 4; step += 1) {
      if (step === paysAfter) await till.pay(`${order.code}-1`, mayHaveExpired ? 'late' : 'exact');
      await till.shop.skip(jumps[random.between(0, jumps.length - 1)] ?? 0);
      await till.shop.settle();
      const row = await till.shop.core.uow.read.orders.get(order.id);
      mayHaveExpired ||= till.shop.now() >= (row?.payBy ?? 0);
      if (row?.state === 'expired') expect(mayHaveExpired).toBe(true);
      await till.expectSound(order, true);
    }
    await till.shop.skip(2 * DAY);
    await till.shop.settle();
    const payments = await till.payments(order);
    for (const { reference } of payments) await till.shop.webhook(reference, order.totalIdr);
    await till.shop.pass(MINUTE);
    await till.expectSound(order);
    const received = (await till.shop.core.uow.read.payments.receiptsOf(order.id)).length;
    expect([await till.state(order), received]).toEqual(received > 0 ? ['completed', 1] : ['expired', 0]);
  }
}, 180_000);

test('row 10: an expiry exactly now is over, a millisecond before it is not', async () => {
  const order = await till.placed();
  const row = await till.shop.core.uow.read.orders.get(order.id);
  const endsAt = (row?.payBy ?? 0) + till.shop.core.settings.holdGraceMs;
  await till.shop.skip(endsAt - 5_000 - till.shop.now());
  await till.shop.settle();
  expect(await till.state(order)).toBe('awaiting_payment');
  await till.shop.skip(Math.max(0, endsAt - till.shop.now()));
  await till.shop.settle();
  expect(await till.state(order)).toBe('expired');
});

test('row 10: jobs that were due before the clock went back run in their order when it is there again', async () => {
  const { core } = till.shop;
  const [one, two] = [await till.placed(), await till.placed()];
  await till.shop.skip(-HOUR);
  await till.shop.settle();
  expect([await till.state(one), await till.state(two)]).toEqual(['awaiting_payment', 'awaiting_payment']);
  await till.pay(`${two.code}-1`);
  await till.shop.webhook(`${two.code}-1`, two.totalIdr);
  await till.shop.settle();
  expect(await till.state(two)).toBe('completed');
  await till.shop.skip(HOUR + 33 * MINUTE);
  await till.shop.settle();
  expect(await till.state(one)).toBe('expired');
  expect((await core.uow.read.jobs.list({ state: 'dead', limit: 1 })).length).toBe(0);
});

test.each([
  ['Asia/Jakarta', 7],
  ['Asia/Makassar', 8],
  ['Asia/Jayapura', 9],
])('row 10: 29 February and midnight in %s', (zone, offset) => {
  const midnight = instantOf('2028-02-29', '00:00', zone);
  expect(new Date(midnight).toISOString()).toBe(`2028-02-28T${String(24 - offset).padStart(2, '0')}:00:00.000Z`);
  expect(localDate(midnight, zone)).toBe('2028-02-29');
  expect(localDate(midnight - 1, zone)).toBe('2028-02-28');
  expect(nightsBetween('2028-02-28', '2028-03-01', 10)).toEqual(['2028-02-28', '2028-02-29']);
});

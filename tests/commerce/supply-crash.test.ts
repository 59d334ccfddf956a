/** A purchase whose process died, or that two workers sent: what was sent once is asked about, never sent anew. */
import { expect, test } from 'vitest';
import { applyReading } from '../../commerce/fulfilment/apply-reading.ts';
import { runFulfilment } from '../../commerce/fulfilment/run-fulfilment.ts';
import { openSupply, reading } from '../support/supply.ts';
import { MINUTE } from '../support/till.ts';

const { till, paid, unit, unitState, attempts, bought, dawdle, apiKey, told, intent } = openSupply();

test('died after sending: a refusal of the repeat says nothing about what was sent before', async () => {
  const order = await paid();
  const { id } = await unit(order);
  // The purchase is made, its answer is lost together with the process.
  const { supplier } = till.shop.core.registry;
  till.shop.core.registry.supplier = (provider) => ({
    ...supplier(provider),
    purchase: async (request) => {
      await supplier(provider).purchase(request);
      throw new Error('the process died');
    },
  });
  await expect(runFulfilment(till.shop.core, { fulfilmentId: id })).rejects.toThrow('died');
  till.shop.core.registry.supplier = supplier;
  expect(await unitState(order)).toBe('submitting');
  await apiKey('changed-by-the-vendor');
  await till.shop.settle();
  await apiKey('practice-supplier-key');
  expect(await unitState(order)).toBe('pending');
  expect(await till.refunds(order)).toEqual([]);
  await till.shop.pass(5 * MINUTE);
  expect(await till.state(order)).toBe('completed');
  expect((await bought(order)).filter((row) => row.status === 'Sukses')).toHaveLength(1);
  await till.expectSound(order);
});
test('the refusal of one worker does not undo what the supplier took from its twin', async () => {
  await dawdle(MINUTE);
  for (const reason of ['repeat', 'rate_limit'] as const) {
    const order = await paid();
    await till.shop.core.uow.run('test', async (stores) => {
      const row = await unit(order);
      await stores.fulfilments.insertAttempt(await intent(order));
      await stores.fulfilments.update(row.id, row.version, { state: 'submitting', attempt: 1 });
    });
    await told(order, { outcome: 'pending', reason: 'pending' }, 'submit');
    await told(order, { outcome: 'rejected', reason }, 'submit');
    expect(await unitState(order)).toBe('pending');
    expect(await till.refunds(order)).toEqual([]);
  }
});

test('taken after all, while the order waited to be sent again: nothing is sent a second time', async () => {
  const order = await paid();
  await till.shop.core.uow.run('test', async (stores) => {
    const row = await unit(order);
    await stores.fulfilments.insertAttempt(await intent(order));
    await stores.fulfilments.update(row.id, row.version, { state: 'submitting', attempt: 1 });
  });
  await told(order, { outcome: 'rejected', reason: 'rate_limit' }, 'submit');
  expect(await unitState(order)).toBe('scheduled');
  await told(order, { outcome: 'pending', reason: 'pending' }, 'webhook');
  expect(await unitState(order)).toBe('pending');
  await till.shop.pass(20 * MINUTE);
  expect(await attempts(order)).toHaveLength(1);
});
test('success under a reference that was given up: the owner is told, the cost is booked', async () => {
  const order = await paid();
  await apiKey('changed-by-the-vendor');
  await till.shop.settle();
  const [first] = await attempts(order);
  await apiKey('practice-supplier-key');
  await till.shop.pass(10 * MINUTE);
  expect(await till.state(order)).toBe('completed');
  expect((await attempts(order)).length).toBeGreaterThan(1);
  await applyReading(till.shop.core, first!, reading({ outcome: 'success', serial: 'X', priceIdr: 4_000 }), 'webhook');
  expect(await till.openCase(order, 'late_success')).toBeDefined();
  expect((await till.said()).filter((key) => key === 'goods-serial')).toHaveLength(1);
  await till.expectSound(order);
});

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

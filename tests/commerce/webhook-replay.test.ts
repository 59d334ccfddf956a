/** A supplier's old news played again: of a purchase that is settled since, what came before it changes nothing. */
import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import type { OrderView } from '../../commerce/app.ts';
import { NUMBERS, openSupply } from '../support/supply.ts';
import { MINUTE } from '../support/till.ts';

const { till, paid, unitState, attempts } = openSupply();
const SECRET = 'practice-supplier-hook';

/** A genuine "failed" about the order's purchase, stored as it came then. Gives its id. */
async function storedFailure(order: OrderView, receivedAt: number): Promise<string> {
  const { core } = till.shop;
  const [attempt] = await attempts(order);
  const provider = await core.uow.read.providers.get(attempt?.providerId ?? '');
  if (!attempt || !provider) throw new Error('nothing was bought');
  const { refId: ref_id, customerNo: customer_no, sku: buyer_sku_code } = attempt;
  const data = { ref_id, customer_no, buyer_sku_code, message: 'Transaksi Gagal', status: 'Gagal', rc: '02', sn: '' };
  const text = JSON.stringify({ data });
  const headers = { 'x-hub-signature': `sha1=${createHmac('sha1', SECRET).update(text).digest('hex')}` };
  const id = core.ids.uuid();
  const { id: providerId, slug, environment, integrationType } = provider;
  await core.uow.run('test.webhook', (stores) =>
    stores.webhooks.append({
      id,
      providerId,
      slug,
      environment,
      integrationType,
      method: 'POST',
      path: '/',
      headersMasked: '{}',
      bodySealed: core.vault.seal('webhook', `webhook_logs:${id}`, JSON.stringify({ path: '/', headers, text })),
      verdict: 'refused',
      reason: 'bad_signature',
      eventKey: null,
      receivedAt,
      processedAt: null,
    }),
  );
  return id;
}

test.each([
  ['before it was delivered', -MINUTE, 'succeeded'],
  ['after it was delivered', MINUTE, 'reversed'],
] as const)('a "failed" that came %s', async (_when, laterMs, state) => {
  const order = await paid(NUMBERS.ok);
  await till.shop.settle();
  await till.shop.pass(3 * MINUTE);
  expect(await unitState(order)).toBe('succeeded');
  const answeredAt = (await attempts(order))[0]?.answeredAt ?? 0;
  const id = await storedFailure(order, answeredAt + laterMs);
  expect(await till.shop.commerce.replayWebhook(till.shop.owner, id)).toMatchObject({ ok: true });
  await till.shop.settle();
  expect(await unitState(order)).toBe(state);
  expect((await till.cases(order)).map(([kind]) => kind)).toEqual(state === 'reversed' ? ['reversed'] : []);
  // Its own memory has the purchase as delivered: no supplier takes back what this one did.
  if (state === 'succeeded') await till.expectSound(order);
});

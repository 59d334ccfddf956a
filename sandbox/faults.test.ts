import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Client } from './testing.ts';
import { bill, detailPath, receiver, signedBody, started, until } from './testing.ts';

const CREATE = '/gateway/api/transactioncreate/qris';

async function spoilt(fault: Record<string, unknown>): Promise<Client> {
  const client = await started();
  await client.control('POST', '/faults', { vendor: 'gateway', endpoint: 'create', calls: 1, ...fault });
  return client;
}

async function payments(client: Client): Promise<any[]> {
  return (await client.control('GET', '/payments')).body.payments;
}

async function fortyCalls(): Promise<number[]> {
  const client = await started({ seed: 'tetap' });
  await client.control('POST', '/faults', { vendor: 'supplier', kind: 'http_500', probability: 0.4 });
  const statuses: number[] = [];
  for (let call = 0; call < 40; call += 1)
    statuses.push((await client.post('/supplier/v1/cek-saldo', signedBody('depo', {}))).status);
  return statuses;
}

async function shopWith(fault: Record<string, unknown>) {
  const client = await started();
  const shop = await receiver();
  await client.control('POST', '/setup', { webhookUrl: shop.url });
  await client.control('POST', '/faults', { vendor: 'gateway', calls: 1, ...fault });
  for (const order of ['INV-HOOK-1', 'INV-HOOK-2']) {
    await client.post(CREATE, bill(order, 10_000));
    await client.control('POST', '/pay', { order_id: order });
  }
  await until('nothing waits', async () => (await client.control('GET', '/state')).body.waitingTasks === 0);
  return { client, orders: shop.received.map(({ body }) => body.order_id) };
}

describe('switches on a call', () => {
  it.each([
    ['refuse', 0],
    ['reset', 1],
  ])('%s cuts the connection; payments made: %d', async (kind, made) => {
    const client = await spoilt({ kind });
    await expect(client.post(CREATE, bill('INV-CUT-1', 10_000))).rejects.toThrow('fetch failed');
    expect(await payments(client)).toHaveLength(made);
    expect((await client.post(CREATE, bill('INV-CUT-1', 10_000))).status).toBe(200);
    expect(await payments(client)).toHaveLength(1);
  });

  it.each([
    ['http_500', 500],
    ['html_502', 502],
    ['html_200', 200],
  ])('%s answers %d and does nothing, unless told to', async (kind, status) => {
    const client = await spoilt({ kind });
    expect((await client.post(CREATE, bill('INV-ERR-1', 10_000))).status).toBe(status);
    expect(await payments(client)).toHaveLength(0);
    await client.control('POST', '/faults', { vendor: 'gateway', kind, calls: 1, handled: true });
    expect((await client.post(CREATE, bill('INV-ERR-1', 10_000))).status).toBe(status);
    expect(await payments(client)).toHaveLength(1);
  });

  it('silence says nothing and then cuts; the payment exists', async () => {
    const client = await spoilt({ kind: 'silence', ms: 30 });
    await expect(client.post(CREATE, bill('INV-QUIET', 10_000))).rejects.toThrow('fetch failed');
    expect(await payments(client)).toHaveLength(1);
  });

  it('spoils bodies: broken JSON, other amounts, another price in the QR, a duplicate, 10 MB', async () => {
    const client = await started();
    const next = async (kind: string) => {
      await client.control('POST', '/faults', { vendor: 'gateway', endpoint: 'create', kind, calls: 1 });
      const response = await fetch(`${client.sandbox.url}${CREATE}`, {
        method: 'POST',
        body: JSON.stringify(bill('INV-SPOIL', 10_000)),
      });
      return { status: response.status, text: await response.text() };
    };
    const honest = (await client.post(CREATE, bill('INV-SPOIL', 10_000))).body.payment;
    const broken = await next('broken_json');
    expect(() => JSON.parse(broken.text)).toThrow(SyntaxError);
    expect(JSON.parse((await next('other_amount')).text).payment).toMatchObject({
      total_payment: honest.total_payment + 1_000,
      payment_number: honest.payment_number,
    });
    const qr = JSON.parse((await next('other_qr_amount')).text).payment;
    expect(qr.total_payment).toBe(honest.total_payment);
    expect(qr.payment_number).toContain(`${honest.total_payment + 1_000}.00`);
    expect(JSON.parse((await next('bad_qr')).text).payment.payment_number).not.toBe(honest.payment_number);
    expect((await next('duplicate')).status).toBe(400);
    expect((await next('huge')).text.length).toBeGreaterThan(10 * 1024 * 1024);
    expect(await payments(client)).toHaveLength(1);
  });

  it('drips and delays', async () => {
    const client = await spoilt({ kind: 'drip', ms: 1 });
    expect((await client.post(CREATE, bill('INV-DRIP1', 10_000))).body.payment.amount).toBe(10_000);
    await client.control('POST', '/faults', { vendor: 'gateway', kind: 'delay', ms: 60, calls: 1 });
    const begun = performance.now();
    await client.get(detailPath('INV-DRIP1', 10_000));
    expect(performance.now() - begun).toBeGreaterThanOrEqual(59);
  });

  it('hits only its vendor and endpoint, for its number of calls, until cleared', async () => {
    const client = await started();
    await client.control('POST', '/faults', { vendor: 'gateway', endpoint: 'detail', kind: 'http_500' });
    expect((await client.post(CREATE, bill('INV-ONLY1', 10_000))).status).toBe(200);
    expect((await client.get(detailPath('INV-ONLY1', 10_000))).status).toBe(500);
    expect((await client.get(detailPath('INV-ONLY1', 10_000))).status).toBe(500);
    expect((await client.post('/supplier/v1/cek-saldo', signedBody('depo', {}))).status).toBe(200);
    await client.control('DELETE', '/faults');
    expect((await client.get(detailPath('INV-ONLY1', 10_000))).status).toBe(200);
  });

  it('comes by chance in an order the seed fixes', async () => {
    const first = await fortyCalls();
    expect(await fortyCalls()).toEqual(first);
    expect(first.filter((status) => status === 500).length).toBeGreaterThan(5);
    expect(first.filter((status) => status === 200).length).toBeGreaterThan(5);
  });

  it('refuses connections for a while, then opens the same port', async () => {
    const client = await started();
    await client.control('POST', '/refuse', { ms: 150 });
    await until('nobody listens', () =>
      client.get('/x').then(
        () => false,
        (error) => error.cause?.code === 'ECONNREFUSED',
      ),
    );
    await until('it is open again', () =>
      client.get('/x').then(
        () => true,
        () => false,
      ),
    );
    expect((await client.control('GET', '/payments')).status).toBe(200);
  });
});

describe('switches on webhooks', () => {
  it('drops one: the money is there all the same', async () => {
    const { client, orders } = await shopWith({ kind: 'drop_webhook' });
    expect(orders).toEqual(['INV-HOOK-2']);
    expect((await client.get(detailPath('INV-HOOK-1', 10_000))).body.transaction.status).toBe('completed');
  });

  it('repeats one', async () => {
    const { orders } = await shopWith({ kind: 'repeat_webhook', times: 5 });
    expect(orders.filter((order) => order === 'INV-HOOK-1')).toHaveLength(5);
    expect(orders.filter((order) => order === 'INV-HOOK-2')).toHaveLength(1);
  });

  it('lets a later one overtake', async () => {
    const { orders } = await shopWith({ kind: 'delay_webhook', ms: 200 });
    expect(orders).toEqual(['INV-HOOK-2', 'INV-HOOK-1']);
  });
});

describe('the control door', () => {
  it('wants the token', async () => {
    const { sandbox } = await started();
    expect((await fetch(`${sandbox.url}/control/state`)).status).toBe(401);
    const wrong = { 'x-sandbox-token': `${sandbox.token}x` };
    expect((await fetch(`${sandbox.url}/control/state`, { headers: wrong })).status).toBe(401);
  });

  it.each([
    ['/setup', { webhookUrl: 'https://example.com/webhook' }],
    ['/setup', { gateway: { validityMs: -1 } }],
    ['/setup', { supplier: { products: 'x' } }],
    ['/faults', { kind: 'earthquake' }],
    ['/faults', { kind: 'refuse', probability: 2 }],
    ['/clock', { offsetMs: 'soon' }],
  ])('refuses %s %j', async (path, body) => {
    const { control } = await started();
    expect(await control('POST', path, body)).toMatchObject({ status: 400, body: { error: { code: 'bad_field' } } });
  });

  it('lets changed credentials replace the old ones', async () => {
    const { post, control } = await started();
    await control('POST', '/setup', { gateway: { project: 'toko-lain', apiKey: 'kunci-lain' } });
    expect((await post(CREATE, bill('INV-OLDKEY', 10_000))).status).toBe(401);
    const fresh = { ...bill('INV-NEWKEY', 10_000), project: 'toko-lain', api_key: 'kunci-lain' };
    expect((await post(CREATE, fresh)).status).toBe(200);
  });

  it('answers oversize and unknown requests and lives on', async () => {
    const { post, get } = await started();
    expect((await post(CREATE, { padding: 'x'.repeat(300_000) })).status).toBe(413);
    expect((await get('/nothing')).status).toBe(404);
    expect((await get('/gateway/api/transactiondetail?amount=%FF')).status).toBe(401);
  });

  it('rejects a taken port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    await expect(started({ port })).rejects.toThrow('EADDRINUSE');
    other.close();
  });
});

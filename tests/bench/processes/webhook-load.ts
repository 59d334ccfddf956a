/** Sends signed webhooks, each about another payment, over so many connections, a fixed number of them. */
import { createHmac, randomBytes } from 'node:crypto';
import { serveCalls } from '../children.ts';
import { openConnection, requestBytes } from '../http-client.ts';
import { percentile } from '../measure.ts';

export interface WebhookLoad {
  port: number;
  path: string;
  secret: string;
  connections: number;
  requests: number;
  /** Makes references of this load unlike any other's. */
  name: string;
}

export interface WebhookResult {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

/** Order codes are drawn, not counted: neither side may profit from keys that come sorted. */
const reference = (name: string) => `${name}${randomBytes(5).toString('hex').toUpperCase()}-1`;

let last = 0;

function webhook({ path, secret, name }: WebhookLoad): Buffer {
  last += 1;
  const body = JSON.stringify({
    amount: 10_000 + (last % 1000),
    order_id: reference(name),
    project: 'toko-latihan',
    status: 'completed',
    payment_method: 'qris',
    completed_at: '2026-11-21T10:00:00.000+07:00',
    transaction_id: `TX${name}${last}`,
    is_sandbox: true,
  });
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  return requestBytes('POST', path, body, { 'x-pakasir-signature': signature });
}

async function load(options: WebhookLoad): Promise<WebhookResult> {
  const requests = Array.from({ length: options.requests }, () => webhook(options));
  const connections = await Promise.all(
    Array.from({ length: options.connections }, () => openConnection(options.port)),
  );
  const times: number[] = [];
  const begun = performance.now();
  await Promise.all(
    connections.map(async (connection) => {
      for (let request = requests.pop(); request; request = requests.pop()) {
        const sent = performance.now();
        const { status } = await connection.send(request);
        times.push(performance.now() - sent);
        if (status !== 200) throw new Error(`answered ${status}`);
      }
    }),
  );
  const seconds = (performance.now() - begun) / 1000;
  for (const connection of connections) connection.close();
  return { perSecond: options.requests / seconds, p50Ms: percentile(times, 50), p99Ms: percentile(times, 99) };
}

serveCalls({ load });

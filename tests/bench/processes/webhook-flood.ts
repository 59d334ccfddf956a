/**
 * Offers signed webhooks at a rate, whatever the other side does with them: what is due is sent at its time over
 * connections opened before. What finds none free is counted and never sent. Opened before, so that
 * setting up connections is no part of what is measured.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { serveCalls } from '../children.ts';
import { openConnection, requestBytes, type Connection } from '../http-client.ts';
import { percentile } from '../measure.ts';

export interface Flood {
  port: number;
  path: string;
  secret: string;
  perSecond: number;
  seconds: number;
  connections: number;
}

export interface FloodResult {
  offered: number;
  /** Answered 2xx; each was about another payment. */
  acknowledged: number;
  /** Answered 503. */
  refused: number;
  /** Cut, silent or answered otherwise. */
  failed: number;
  /** No connection was free. */
  unsent: number;
  /** Of what was acknowledged. */
  p50Ms: number;
  p99Ms: number;
  refusedP50Ms: number;
}

const TICK_MS = 10;

function webhook({ path, secret }: Flood): Buffer {
  const reference = randomBytes(8).toString('hex').toUpperCase();
  const body = JSON.stringify({
    amount: 25_000,
    order_id: `${reference}-1`,
    project: 'toko-latihan',
    status: 'completed',
    payment_method: 'qris',
    completed_at: '2026-11-21T10:00:00.000+07:00',
    transaction_id: `TX${reference}`,
    is_sandbox: true,
  });
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  return requestBytes('POST', path, body, { 'x-pakasir-signature': signature });
}

async function flood(options: Flood): Promise<FloodResult> {
  const free: Connection[] = [];
  const taken: number[] = [];
  const turnedAway: number[] = [];
  const under = new Set<Promise<void>>();
  const result = { offered: 0, acknowledged: 0, refused: 0, failed: 0, unsent: 0 };
  for (let opened = 0; opened < options.connections; opened += 1) free.push(await openConnection(options.port));
  let open = free.length;

  async function send(request: Buffer): Promise<void> {
    let connection: Connection | undefined;
    try {
      connection = free.pop();
      if (!connection) {
        open += 1;
        connection = await openConnection(options.port);
      }
      const sent = performance.now();
      const { status } = await connection.send(request);
      const tookMs = performance.now() - sent;
      free.push(connection);
      if (status >= 200 && status < 300) taken.push(tookMs);
      else if (status === 503) turnedAway.push(tookMs);
      else result.failed += 1;
    } catch {
      open -= 1;
      connection?.close();
      result.failed += 1;
    }
  }

  const total = Math.round(options.perSecond * options.seconds);
  const begun = performance.now();
  await new Promise<void>((resolve) => {
    const tick = setInterval(() => {
      const due = Math.min(total, Math.floor(((performance.now() - begun) / 1000) * options.perSecond));
      for (; result.offered < due; result.offered += 1) {
        if (free.length === 0 && open >= options.connections) {
          result.unsent += 1;
          continue;
        }
        const one = send(webhook(options)).finally(() => under.delete(one));
        under.add(one);
      }
      if (result.offered < total) return;
      clearInterval(tick);
      resolve();
    }, TICK_MS);
  });
  await Promise.all(under);
  for (const connection of free) connection.close();
  return {
    ...result,
    acknowledged: taken.length,
    refused: turnedAway.length,
    p50Ms: percentile(taken, 50),
    p99Ms: percentile(taken, 99),
    refusedP50Ms: percentile(turnedAway, 50),
  };
}

serveCalls({ flood });

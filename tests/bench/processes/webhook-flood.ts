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
  /** Of a hundred, so many come over a connection of their own, opened for it. */
  newcomersPct?: number;
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
  refusedP99Ms: number;
  /** Of newcomers, whatever the answer; their connecting included. */
  newcomers: number;
  newcomersP99Ms: number;
}

const TICK_MS = 10;
/** More newcomers at a time would measure this process. */
const MAX_NEWCOMERS = 100;

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
  const newcomers: number[] = [];
  let newcomersNow = 0;
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
      free.push(connection);
      count(status, performance.now() - sent);
    } catch {
      open -= 1;
      connection?.close();
      result.failed += 1;
    }
  }

  function count(status: number, tookMs: number): void {
    if (status >= 200 && status < 300) taken.push(tookMs);
    else if (status === 503) turnedAway.push(tookMs);
    else result.failed += 1;
  }

  async function sendAsNewcomer(request: Buffer): Promise<void> {
    const begun = performance.now();
    newcomersNow += 1;
    try {
      const connection = await openConnection(options.port);
      const { status } = await connection.send(request);
      connection.close();
      newcomers.push(performance.now() - begun);
      count(status, performance.now() - begun);
    } catch {
      result.failed += 1;
    } finally {
      newcomersNow -= 1;
    }
  }

  const isNewcomer = (number: number): boolean =>
    number % 100 < (options.newcomersPct ?? 0) && newcomersNow < MAX_NEWCOMERS;

  const total = Math.round(options.perSecond * options.seconds);
  const begun = performance.now();
  await new Promise<void>((resolve) => {
    const tick = setInterval(() => {
      const due = Math.min(total, Math.floor(((performance.now() - begun) / 1000) * options.perSecond));
      for (; result.offered < due; result.offered += 1) {
        const comesAnew = isNewcomer(result.offered);
        if (!comesAnew && free.length === 0 && open >= options.connections) {
          result.unsent += 1;
          continue;
        }
        const way = comesAnew ? sendAsNewcomer : send;
        const one = way(webhook(options)).finally(() => under.delete(one));
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
    refusedP99Ms: percentile(turnedAway, 99),
    newcomers: newcomers.length,
    newcomersP99Ms: percentile(newcomers, 99),
  };
}

serveCalls({ flood });

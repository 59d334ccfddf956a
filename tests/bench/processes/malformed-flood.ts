/**
 * Sends malformed webhooks, half of them rightly signed: at most so many a second and so many at once. Nothing is left
 * out, and nothing is made up for: against a side that is slow the rate falls, since more than can be answered is
 * another fault (webhook-flood.ts).
 */
import { hostileBody } from '../../faults/hostile-bodies.ts';
import { signature } from '../../faults/gateway-words.ts';
import { seeded } from '../../support/random.ts';
import { serveCalls } from '../children.ts';
import { openConnection, requestBytes, type Connection } from '../http-client.ts';

export interface MalformedFlood {
  port: number;
  path: string;
  secret: string;
  seed: number;
  count: number;
  perSecond: number;
  connections: number;
}

/** How often each status was answered; 0 stands for a connection that was cut. */
export type Statuses = Record<number, number>;

const SLACK_MS = 5;

async function flood(options: MalformedFlood): Promise<Statuses> {
  const random = seeded(options.seed);
  const statuses: Statuses = {};
  const everyMs = 1000 / options.perSecond;
  let taken = 0;
  let dueMs = performance.now();

  async function next(): Promise<Buffer | null> {
    if (taken === options.count) return null;
    taken += 1;
    // Timers are late by a millisecond or two, which may be made up for.
    dueMs = Math.max(dueMs + everyMs, performance.now() - SLACK_MS);
    const waitMs = dueMs - performance.now();
    if (waitMs > 1) await new Promise((resolve) => setTimeout(resolve, waitMs));
    const body = hostileBody(random);
    const signed = random.next() < 0.5 ? signature(options.secret, body) : {};
    const head = requestBytes('POST', options.path, '', {
      'content-type': 'application/json',
      'content-length': String(body.length),
      ...signed,
    });
    return Buffer.concat([head, body]);
  }

  async function sender(): Promise<void> {
    let connection: Connection | undefined;
    for (let request = await next(); request !== null; request = await next()) {
      let status = 0;
      try {
        connection ??= await openConnection(options.port);
        ({ status } = await connection.send(request));
      } catch {
        connection?.close();
        connection = undefined;
      }
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
    connection?.close();
  }

  await Promise.all(Array.from({ length: options.connections }, sender));
  return statuses;
}

serveCalls({ flood });

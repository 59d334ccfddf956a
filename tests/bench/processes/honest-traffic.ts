/**
 * The traffic of an ordinary busy hour, at a rate: signed webhooks about real orders, people who write in the web chat
 * and pages that read it. Each request is sent at its time whatever became of the ones before, and its time counts from
 * when it was due, so that a server that stands still for a moment is seen in all that waited for it.
 */
import { randomUUID } from 'node:crypto';
import { paidBody, signature } from '../../faults/gateway-words.ts';
import { serveCalls } from '../children.ts';
import { openConnection, requestBytes, type Connection } from '../http-client.ts';

export interface HonestTraffic {
  port: number;
  path: string;
  secret: string;
  /** Payments that exist. */
  references: string[];
  /** Sessions of people who chat. */
  sessions: string[];
  perSecond: number;
  seconds: number;
}

/** Milliseconds of each answer, and what was not answered 2xx. */
export interface HonestResult {
  webhooksMs: number[];
  chatsMs: number[];
  failed: string[];
}

/** Of eight requests five are webhooks, one is a message, two are looks at the chat. */
const CYCLE = ['webhook', 'look', 'webhook', 'webhook', 'message', 'webhook', 'look', 'webhook'] as const;
const TICK_MS = 2;
const IDLE_MS = 5_000;

async function run(options: HonestTraffic): Promise<HonestResult> {
  const result: HonestResult = { webhooksMs: [], chatsMs: [], failed: [] };
  const free: { connection: Connection; sinceMs: number }[] = [];
  const under = new Set<Promise<void>>();
  const pick = (list: string[], at: number): string => list[at % list.length] ?? '';

  function requestOf(kind: (typeof CYCLE)[number], at: number): Buffer {
    if (kind === 'webhook') {
      // Each another piece of news, so that each is stored and worked off.
      const body = paidBody(pick(options.references, at), 10_000, { transaction_id: `TX-${randomUUID()}` });
      return requestBytes('POST', options.path, body, signature(options.secret, body));
    }
    const session = pick(options.sessions, at);
    if (kind === 'look') return requestBytes('GET', '/api/chat/messages?after=0', '', { 'x-chat-session': session });
    return requestBytes('POST', '/api/chat/messages', JSON.stringify({ session, id: randomUUID(), text: 'menu' }));
  }

  /** The one used last; one idle for long may be closed by the other side just now, as every client knows. */
  async function take(): Promise<Connection> {
    const last = free.pop();
    if (last && performance.now() - last.sinceMs < IDLE_MS) return last.connection;
    last?.connection.close();
    return openConnection(options.port);
  }

  async function send(at: number, dueMs: number): Promise<void> {
    const kind = CYCLE[at % CYCLE.length] ?? 'webhook';
    let connection: Connection | undefined;
    try {
      connection = await take();
      const { status } = await connection.send(requestOf(kind, at));
      free.push({ connection, sinceMs: performance.now() });
      (kind === 'webhook' ? result.webhooksMs : result.chatsMs).push(performance.now() - dueMs);
      if (status < 200 || status > 299) result.failed.push(`${kind} ${status}`);
    } catch (error) {
      connection?.close();
      result.failed.push(`${kind} ${String(error)}`);
    }
  }

  // Opened before, as a gateway keeps its own.
  for (let opened = 0; opened < 8; opened += 1)
    free.push({ connection: await openConnection(options.port), sinceMs: performance.now() });
  const total = Math.round(options.perSecond * options.seconds);
  const begun = performance.now();
  let sent = 0;
  await new Promise<void>((resolve) => {
    const tick = setInterval(() => {
      const nowMs = performance.now();
      for (; sent < total && begun + (1000 * sent) / options.perSecond <= nowMs; sent += 1) {
        const one = send(sent, begun + (1000 * sent) / options.perSecond).finally(() => under.delete(one));
        under.add(one);
      }
      if (sent < total) return;
      clearInterval(tick);
      resolve();
    }, TICK_MS);
  });
  await Promise.all(under);
  for (const { connection } of free) connection.close();
  return result;
}

serveCalls({ run });

/**
 * Buyers in the web chat. They are led to the question "is this right?" beforehand; then so many at a time say yes, pay
 * in the practice bank as soon as they have the QR, and wait for the voucher on their stream. Pictures are not fetched.
 */
import { randomUUID } from 'node:crypto';
import { get, type ClientRequest } from 'node:http';
import { serveCalls } from '../children.ts';
import { openConnection, requestBytes, type Connection } from '../http-client.ts';
import { inLanes } from '../lanes.ts';

export interface Market {
  port: number;
  sandboxPort: number;
  sandboxToken: string;
  /** Where the gateway's webhook goes when the buyer's bank, not the sandbox, is to send it. */
  gatewayPath: string;
}

interface Message {
  seq: number;
  from: string;
  text: string;
  choices: { id: string; label: string }[];
  copy?: string;
  practiceBank?: string;
}

interface Buyer {
  session: string;
  connection: Connection;
  stream: ClientRequest;
  seen: Message[];
  arrived: () => void;
}

const STEP_MS = 60_000;

let market: Market;
let ready: Buyer[] = [];

async function post(connection: Connection, path: string, body: unknown, headers = {}): Promise<string> {
  const answer = await connection.send(requestBytes('POST', path, JSON.stringify(body), headers));
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.body}`);
  return answer.body;
}

async function enter(): Promise<Buyer> {
  const connection = await openConnection(market.port);
  const { session } = JSON.parse(await post(connection, '/api/chat/sessions', { lang: 'id' })) as { session: string };
  const stream = follow(session, (message) => {
    buyer.seen.push(message);
    buyer.arrived();
  });
  const buyer: Buyer = { session, connection, stream, seen: [], arrived: () => {} };
  return buyer;
}

function follow(session: string, give: (message: Message) => void): ClientRequest {
  const url = `http://127.0.0.1:${market.port}/api/chat/stream`;
  return get(url, { headers: { 'x-chat-session': session }, agent: false }, (response) => {
    let rest = '';
    response.setEncoding('utf8');
    response.on('error', () => {});
    response.on('data', (chunk: string) => {
      const events = (rest + chunk).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) {
        if (event.includes('event: message')) give(JSON.parse(event.slice(event.indexOf('data: ') + 6)) as Message);
      }
    });
  }).on('error', () => {});
}

const say = (buyer: Buyer, text: string) =>
  post(buyer.connection, '/api/chat/messages', { session: buyer.session, id: randomUUID(), text });

/** The first message of ours after `from` that fits. */
async function until(buyer: Buyer, from: number, fits: (message: Message) => boolean): Promise<Message> {
  const deadline = performance.now() + STEP_MS;
  for (;;) {
    const found = buyer.seen.find((message) => message.seq > from && message.from === 'bot' && fits(message));
    if (found) return found;
    const left = deadline - performance.now();
    if (left <= 0) throw new Error(`nothing came:\n${buyer.seen.map((message) => message.text).join('\n--\n')}`);
    await new Promise<void>((resolve) => {
      const limit = setTimeout(resolve, left);
      buyer.arrived = () => {
        clearTimeout(limit);
        resolve();
      };
    });
  }
}

const isQuestion = (message: Message) => message.choices.length > 1;
const lastSeq = (buyer: Buyer) => buyer.seen.at(-1)?.seq ?? 0;

/** Through the shop up to the question before the order. */
async function choose(): Promise<Buyer> {
  const buyer = await enter();
  await say(buyer, '/start p_WIFI1');
  const quantity = await until(buyer, 0, isQuestion);
  await say(buyer, '1');
  await until(buyer, quantity.seq, isQuestion);
  // The server closes connections that are idle for seconds; the buyer comes back on another.
  buyer.connection.close();
  return buyer;
}

interface Times {
  /** From the word "yes" to the voucher. */
  wholeMs: number;
  /** From the webhook to the voucher; only where the bank sends it. */
  paidMs: number;
}

async function buy(buyer: Buyer, at: Connection, sendsWebhook: boolean): Promise<Times> {
  const from = lastSeq(buyer);
  buyer.connection = await openConnection(market.port);
  const begun = performance.now();
  await say(buyer, 'ya');
  const toPay = await until(buyer, from, (message) => message.practiceBank !== undefined);
  const reference = new URL(toPay.practiceBank ?? '', 'http://x').searchParams.get('ref') ?? '';
  const token = { 'x-sandbox-token': market.sandboxToken };
  await post(at, '/control/pay', { order_id: reference, mode: 'exact', webhook: !sendsWebhook }, token);
  const paid = performance.now();
  if (sendsWebhook) await notify(buyer, reference);
  await until(buyer, from, (message) => message.copy !== undefined);
  return { wholeMs: performance.now() - begun, paidMs: performance.now() - paid };
}

function notify(buyer: Buyer, reference: string): Promise<string> {
  return post(buyer.connection, market.gatewayPath, {
    amount: 10_000,
    order_id: reference,
    project: 'toko-latihan',
    status: 'completed',
    payment_method: 'qris',
    completed_at: new Date().toISOString(),
    is_sandbox: true,
  });
}

function leave(buyer: Buyer): void {
  buyer.stream.destroy();
  buyer.connection.close();
}

serveCalls({
  visit(given: Market) {
    market = given;
  },
  async choose({ buyers, lanes }: { buyers: number; lanes: number }) {
    ready = await inLanes(lanes, buyers, choose);
  },
  /** All who have chosen buy, `lanes` at a time. */
  async buy({ lanes, sendsWebhook }: { lanes: number; sendsWebhook: boolean }) {
    // Anew each time: the bank closes what is idle while another shop is measured.
    const bank = await Promise.all(Array.from({ length: lanes }, () => openConnection(market.sandboxPort)));
    const begun = performance.now();
    const times = await inLanes(lanes, ready.length, async (lane) => {
      const buyer = ready.pop();
      const at = bank[lane];
      if (!buyer || !at) throw new Error('there are fewer buyers than checkouts');
      const taken = await buy(buyer, at, sendsWebhook);
      leave(buyer);
      return taken;
    });
    const seconds = (performance.now() - begun) / 1000;
    for (const connection of bank) connection.close();
    return { perSecond: times.length / seconds, times };
  },
});

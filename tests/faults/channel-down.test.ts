/**
 * Row 29: a channel that is down after the payment, for an hour and for more than a day, on a clock that is moved from
 * one attempt to the next. The goods wait, the order page shows them, another chat of the buyer's is told after five
 * minutes, the owner when trying is over, and recovery sends them once.
 */
import { afterEach, expect, test } from 'vitest';
import type { Channel, Inbound, OutgoingMessage } from '../../bot/channels/channel.ts';
import { payOnce } from '../crash/customers.ts';
import { until } from '../rig/until.ts';
import { openVisitor } from '../support/web-client.ts';
import { alerts, goodsRows, openShop, type Shop } from './rig.ts';

let shop: Shop;
afterEach(() => shop.discard());

interface Post {
  channel: Channel;
  delivered: OutgoingMessage[];
  down: boolean;
  attempts: number;
}

/** A channel of letters: fails while it is down, as a messenger does that answers 500. */
function letters(): Post {
  const post: Post = {
    delivered: [],
    down: false,
    attempts: 0,
    channel: {
      name: 'letters',
      capabilities: { edit: false, deleteInbound: false, images: true, typing: false },
      async deliver(message) {
        post.attempts += 1;
        if (post.down) return { kind: 'retry', afterMs: 0, error: 'the messenger answers 500' };
        post.delivered.push(message);
        return { kind: 'sent', externalId: String(post.delivered.length) };
      },
      start: async () => {},
      stop: async () => {},
    },
  };
  return post;
}

/** A shop whose guest A writes letters, has ordered a voucher and paid while the channel was down. */
async function paidWhileDown(): Promise<{ post: Post; orderId: string; page(): Promise<string> }> {
  const post = letters();
  let inbound: Inbound | undefined;
  shop = await openShop(
    { SAPA_SET_jobPollMs: '20' },
    {
      channels: (ring) => {
        inbound = ring.inbound;
        return [post.channel];
      },
    },
  );
  let number = 0;
  const say = async (words: string, heard: RegExp): Promise<void> => {
    const from = post.delivered.length;
    number += 1;
    await inbound?.({
      channel: 'letters',
      address: 'A',
      externalId: 'A',
      lang: 'en',
      messageId: String(number),
      body: { kind: 'text', text: words },
      at: Date.now(),
    });
    await until(() => post.delivered.slice(from).some(({ rendered }) => heard.test(rendered.text)));
  };
  await say('wifi 1 hari', /How many/);
  await say('1', /Is everything right/);
  await say('yes', /Pay Rp/);
  const [payment] = await shop.vendors.payments();
  const order = await reader().selectFrom('orders').selectAll().executeTakeFirst();
  if (!payment || !order) throw new Error('no order');
  post.down = true;
  await payOnce(shop.vendors, payment.orderId);
  await until(async () => (await goodsRows(shop)) === 1);
  await until(async () => (await dueIn()) > 0);
  const token = shop.app.core.vault.open('order_token', `orders:${order.id}`, order.token_sealed);
  return { post, orderId: order.id, page: async () => (await fetch(`${shop.url}/o/${token}`)).text() };
}

const reader = () => shop.app.memory.engine.reader;
const CODE = /LATIHAN-WIFI1-[0-9A-F]{10}/;
const MINUTE = 60_000;
const goodsIn = (post: Post) => post.delivered.filter(({ rendered }) => CODE.test(JSON.stringify(rendered)));
const failedRows = () => reader().selectFrom('outgoing').select('id').where('state', '=', 'failed').execute();

/** Milliseconds until the next attempt; not positive while one is due or on its way. */
async function dueIn(): Promise<number> {
  const busy = await reader().selectFrom('outgoing').select('id').where('state', '=', 'sending').execute();
  const dueAt = await shop.app.core.uow.read.outgoing.nextDueAt('letters');
  return busy.length > 0 || dueAt === null ? 0 : dueAt - shop.app.core.clock.now();
}

/** Lets so much time pass, stopping at each attempt until it was made. Gives the pauses between the attempts. */
async function walk(post: Post, forMs: number): Promise<number[]> {
  const pauses: number[] = [];
  let leftMs = forMs;
  while (leftMs > 0) {
    await until(async () => (await dueIn()) > 0 || (await waiting()) === 0);
    const stepMs = await dueIn();
    if (stepMs <= 0 || stepMs > leftMs) {
      shop.skip(leftMs);
      return pauses;
    }
    const before = post.attempts;
    shop.skip(stepMs);
    await until(() => post.attempts > before);
    pauses.push(stepMs);
    leftMs -= stepMs;
  }
  return pauses;
}

/** What the same person sees in a web chat of theirs. */
async function webChatOf(address: string) {
  const visitor = await openVisitor(shop.url, { lang: 'en' });
  const person = await reader()
    .selectFrom('chats')
    .select('person_id')
    .where('address', '=', address)
    .executeTakeFirst();
  const web = await reader().selectFrom('chats').select('id').where('channel', '=', 'web').executeTakeFirst();
  if (!person || !web) throw new Error('no chats');
  await shop.app.core.uow.run('test.same-person', (stores) => stores.chats.setPerson(web.id, person.person_id));
  return visitor;
}

test('an hour: the goods are kept, shown on the order page, told elsewhere after five minutes, and sent once', async () => {
  const { post, page } = await paidWhileDown();
  const visitor = await webChatOf('A');
  expect(goodsIn(post)).toEqual([]);
  expect(await page()).toMatch(CODE);

  const first = await walk(post, 4.5 * MINUTE);
  await visitor.refresh();
  expect(visitor.seen).toEqual([]);
  await walk(post, MINUTE);
  const told = await visitor.until(/is ready/);
  expect(told.secret).toBe(true);
  expect(await (await fetch(told.link?.url ?? '')).text()).toMatch(CODE);

  const rest = await walk(post, 55 * MINUTE);
  const pauses = [...first, ...rest];
  // Rarer and rarer, and never further apart than five minutes.
  expect(pauses.length).toBeGreaterThan(12);
  expect(pauses.length).toBeLessThan(25);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(5 * MINUTE);
  expect(goodsIn(post)).toEqual([]);
  expect(await failedRows()).toEqual([]);
  expect(await page()).toMatch(CODE);
  await visitor.refresh();
  expect(visitor.seen).toHaveLength(1);
  expect((await alerts(shop)).filter(({ key }) => key.includes('goods_unread'))).toEqual([]);

  post.down = false;
  await walk(post, 6 * MINUTE);
  await until(async () => (await waiting()) === 0);
  expect(goodsIn(post)).toHaveLength(1);
  expect(JSON.stringify(goodsIn(post)[0]?.rendered)).toContain(CODE.exec(await page())?.[0] ?? '?');
  expect(new Set(post.delivered.map(({ id }) => id)).size).toBe(post.delivered.length);
}, 120_000);

test('more than a day: trying ends, the owner has it on the list, the page still shows it, and the buyer can ask again', async () => {
  const { post, orderId, page } = await paidWhileDown();
  await walk(post, 25 * 60 * MINUTE);
  await until(async () => (await waiting()) === 0);
  expect((await failedRows()).length).toBeGreaterThanOrEqual(2);
  expect(goodsIn(post)).toEqual([]);
  const cases = await reader().selectFrom('review_cases').select(['kind', 'order_id', 'state']).execute();
  expect(cases).toEqual([{ kind: 'goods_unread', order_id: orderId, state: 'open' }]);
  expect((await alerts(shop)).filter(({ key }) => key.includes('goods_unread'))).toHaveLength(1);
  expect(await page()).toMatch(CODE);

  post.down = false;
  const { chatId } = await shop.app.commerce.openChat({ channel: 'letters', address: 'A', externalId: 'A' });
  const actor = await shop.app.commerce.actorOf(chatId);
  const order = await shop.app.core.uow.read.orders.get(orderId);
  expect(await shop.app.commerce.resendGoods(actor, 'again', order?.code ?? '')).toMatchObject({ ok: true, sent: 1 });
  await until(() => goodsIn(post).length === 1);
  await until(async () => (await waiting()) === 0);
  expect(goodsIn(post)).toHaveLength(1);
}, 180_000);

/** Rows of the channel that are still to be sent. */
async function waiting(): Promise<number> {
  const rows = await reader()
    .selectFrom('outgoing')
    .select('id')
    .where('channel', '=', 'letters')
    .where('state', 'in', ['waiting', 'sending'])
    .execute();
  return rows.length;
}

/** Row 29: a channel that is down after the payment. The goods wait, the order page shows them, and recovery sends them once. */
import { afterEach, expect, test } from 'vitest';
import type { Channel, Inbound, OutgoingMessage } from '../../bot/channels/channel.ts';
import { payOnce } from '../crash/customers.ts';
import { until } from '../rig/until.ts';
import { goodsRows, openShop, type Shop } from './rig.ts';

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
        if (post.down) return { kind: 'retry', afterMs: 200, error: 'the messenger answers 500' };
        post.delivered.push(message);
        return { kind: 'sent', externalId: String(post.delivered.length) };
      },
      start: async () => {},
      stop: async () => {},
    },
  };
  return post;
}

test('what was paid is kept while the channel is down, shown on the order page, and sent once when it is back', async () => {
  const post = letters();
  let inbound: Inbound | undefined;
  shop = await openShop(
    {},
    {
      channels: (ring) => {
        inbound = ring.inbound;
        return [post.channel];
      },
    },
  );
  let number = 0;
  const say = async (words: string, heard: RegExp): Promise<OutgoingMessage> => {
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
    const found = () => post.delivered.slice(from).find(({ rendered }) => heard.test(rendered.text));
    await until(() => found() !== undefined);
    return found() as OutgoingMessage;
  };
  await say('wifi 1 hari', /How many/);
  await say('1', /Is everything right/);
  await say('yes', /Pay Rp/);
  const [payment] = await shop.vendors.payments();
  const [order] = await shop.app.memory.engine.reader.selectFrom('orders').selectAll().execute();
  if (!payment || !order) throw new Error('no order');

  post.down = true;
  const attemptsBefore = post.attempts;
  await payOnce(shop.vendors, payment.orderId);
  await until(async () => (await goodsRows(shop)) === 1);
  await until(() => post.attempts > attemptsBefore);
  expect(post.delivered.some(({ rendered }) => JSON.stringify(rendered).includes('LATIHAN-'))).toBe(false);

  const token = shop.app.core.vault.open('order_token', `orders:${order.id}`, order.token_sealed);
  const page = await (await fetch(`${shop.url}/o/${token}`)).text();
  const code = /LATIHAN-WIFI1-[0-9A-F]{10}/.exec(page)?.[0];
  expect(code).toBeDefined();

  post.down = false;
  await until(() => post.delivered.some(({ rendered }) => JSON.stringify(rendered).includes(code ?? '?')), 20_000);
  await until(async () => (await waiting()) === 0, 20_000);
  expect(post.delivered.filter(({ rendered }) => JSON.stringify(rendered).includes(code ?? '?'))).toHaveLength(1);
  expect(new Set(post.delivered.map(({ id }) => id)).size).toBe(post.delivered.length);
}, 60_000);

async function waiting(): Promise<number> {
  const rows = await shop.app.memory.engine.reader
    .selectFrom('outgoing')
    .select('id')
    .where('state', '<>', 'sent')
    .execute();
  return rows.length;
}

import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGate } from '../../commerce/gate.ts';
import { CHAT, openTelegramRig, type TelegramRig } from '../../tests/support/telegram-rig.ts';
import type { TelegramChannel } from '../channels/telegram/channel.ts';
import { until } from '../../tests/rig/until.ts';
import { telegramWebhook } from './telegram-webhook.ts';

describe('the Telegram webhook', () => {
  let rig: TelegramRig;
  let app: FastifyInstance;
  let channel: TelegramChannel;
  let url: string;
  let refusals: number;
  let waiting: number;
  const log = { debug() {}, info() {}, warn() {}, error() {} };

  beforeEach(async () => {
    rig = await openTelegramRig();
    refusals = 0;
    waiting = 10;
    app = Fastify();
    // The path does not depend on the address, which is known only after listening.
    const { webhook } = rig.again({ mode: 'webhook', publicUrl: 'http://x' });
    if (!webhook) throw new Error('no webhook');
    const gate = createGate(() => waiting);
    const receive = async (update: unknown) => {
      if (refusals-- > 0) throw new Error('the database is busy');
      await channel.webhook?.receive(update);
    };
    await app.register(telegramWebhook({ ...webhook, receive }, gate, log));
    url = await app.listen({ host: '127.0.0.1', port: 0 });
    channel = rig.again({ mode: 'webhook', publicUrl: url });
    await channel.start();
    await until(() => rig.api.webhook() !== null);
  });
  afterEach(async () => {
    await rig.close();
    await app.close();
  });

  const post = (headers: Record<string, string>, body: unknown) =>
    fetch(url + (channel.webhook?.path ?? ''), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const secret = () => channel.webhook?.secretToken ?? '';

  test('is set with an unguessable path and a secret, neither of which shows the token', () => {
    expect(rig.api.webhook()?.url).toBe(url + channel.webhook?.path);
    expect(channel.webhook?.path).toMatch(/^\/telegram\/webhook\/[\w-]{24}$/);
    expect(secret()).toMatch(/^[\w-]{40,256}$/);
    expect(rig.api.webhook()?.secret).toBe(secret());
    expect(rig.api.webhook()?.url).not.toContain(rig.api.token.slice(7));
    expect(rig.api.calls.some(({ method }) => method === 'getUpdates')).toBe(false);
  });

  test('stores what Telegram posts, in order, also when the first try fails', async () => {
    refusals = 2;
    rig.api.userSays(CHAT, 'satu');
    rig.api.userSays(CHAT, 'dua');
    await until(() => rig.stored.length === 2);
    expect(rig.stored.map(({ body }) => body)).toEqual([
      { kind: 'text', text: 'satu' },
      { kind: 'text', text: 'dua' },
    ]);
  });

  test('is not taken while too many wait for their commit, and Telegram sends it again', async () => {
    waiting = 0;
    rig.api.userSays(CHAT, 'satu');
    const headers = { 'x-telegram-bot-api-secret-token': secret() };
    expect((await post(headers, { update_id: 1 })).status).toBeGreaterThanOrEqual(500);
    expect(rig.stored).toEqual([]);
    waiting = 1;
    await until(() => rig.stored.length === 1);
  });

  test('a wrong, missing or cut secret changes nothing', async () => {
    const chat = { id: CHAT, type: 'private' };
    const from = { id: CHAT, is_bot: false, first_name: 'X' };
    const update = { update_id: 5, message: { message_id: 1, date: 1, text: 'palsu', chat, from } };
    const header = 'x-telegram-bot-api-secret-token';
    for (const headers of [{}, { [header]: '' }, { [header]: secret().slice(1) }, { [header]: `${secret()}x` }]) {
      expect((await post(headers as Record<string, string>, update)).status).toBe(401);
    }
    expect(rig.stored).toEqual([]);
    expect((await post({ [header]: secret() }, update)).status).toBe(200);
    expect(rig.stored).toHaveLength(1);
  });

  test('nonsense with the right secret is taken and forgotten', async () => {
    const headers = { 'x-telegram-bot-api-secret-token': secret() };
    for (const body of [{}, [], 'x', { update_id: 'a' }, { update_id: 9 }, { update_id: 9, message: {} }]) {
      expect((await post(headers, body)).status).toBeLessThan(500);
    }
    expect(rig.stored).toEqual([]);
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { until } from '../../../tests/rig/until.ts';
import { createTelegramChannel } from './channel.ts';
import { CHAT, openTelegramRig, outgoing, type TelegramRig } from '../../../tests/support/telegram-rig.ts';

describe('messages from Telegram', () => {
  let rig: TelegramRig;
  beforeEach(async () => {
    rig = await openTelegramRig();
    await rig.channel.start();
  });
  afterEach(() => rig.close());

  const methods = () => rig.api.calls.map(({ method }) => method);
  const bodies = () => rig.stored.map(({ body }) => body);

  test('carry person, chat, language and the text of a start link', async () => {
    const update = rig.api.userSays(CHAT, '/start p-steam60', { name: 'Budi', lang: 'id' });
    rig.api.userSays(8002, 'hello', { lang: 'de' });
    await until(() => rig.stored.length === 2);
    expect(rig.stored[0]).toMatchObject({
      channel: 'telegram',
      address: '7001',
      externalId: '7001',
      displayName: 'Budi',
      lang: 'id',
      body: { kind: 'text', text: '/start p-steam60' },
    });
    expect(rig.stored[0]?.messageId).toMatch(new RegExp(`^update:${update}:\\d+$`));
    expect(rig.stored[1]).toMatchObject({ address: '8002', lang: 'en' });
  });

  test('a press arrives as the choice and is answered at once', async () => {
    rig.api.userSays(CHAT, 'halo');
    await until(() => rig.stored.length === 1);
    const rendered = { text: 'Pilih', choices: [{ id: 'menu', label: 'Menu' }] };
    await rig.channel.deliver(outgoing(rendered));
    rig.api.userPresses(CHAT, 'Menu');
    await until(() => rig.stored.length === 2 && methods().includes('answerCallbackQuery'));
    expect(rig.stored[1]?.body).toEqual({ kind: 'choice', choice: 'menu' });
  });

  test('what we cannot read is said to be so; notices, groups, bots and edits are left alone', async () => {
    rig.api.userSends(CHAT, { sticker: { file_id: 's' } });
    rig.api.userSends(CHAT, { photo: [{ file_id: 'p' }], caption: 'bukti bayar' });
    rig.api.userSends(CHAT, { pinned_message: {} });
    rig.api.userSends(-100, { text: 'halo semua' }, { type: 'supergroup' });
    rig.api.userSends(CHAT, { text: 'dari bot', from: { id: 1, is_bot: true, first_name: 'B' } });
    rig.api.block(CHAT);
    rig.api.userSays(CHAT, 'selesai');
    await until(() => rig.stored.some(({ body }) => body.kind === 'text'));
    expect(bodies()).toEqual([
      { kind: 'unsupported', what: 'sticker' },
      { kind: 'unsupported', what: 'photo' },
      { kind: 'text', text: 'selesai' },
    ]);
    const asked = rig.api.calls.find(({ method }) => method === 'getUpdates')?.payload['allowed_updates'];
    expect(asked).not.toContain('edited_message');
  });

  test('control characters do not get in', async () => {
    rig.api.userSays(CHAT, 'satu\u0000dua\u001b[2J\r\ntiga');
    await until(() => rig.stored.length === 1);
    expect(bodies()).toEqual([{ kind: 'text', text: 'satudua[2J\ntiga' }]);
  });

  test('a typed secret is deleted from the chat', async () => {
    rig.api.userSays(CHAT, 'kunci-rahasia');
    await until(() => rig.stored.length === 1);
    const messageId = rig.stored[0]?.messageId ?? '';
    expect(await rig.channel.deleteInbound(String(CHAT), messageId)).toBe(true);
    expect(rig.api.messages(CHAT)).toEqual([]);
    expect(await rig.channel.deleteInbound(String(CHAT), messageId)).toBe(false);
    expect(await rig.channel.deleteInbound(String(CHAT), 'update:12')).toBe(false);
  });

  test('staff have their commands in their own chat only, and lose them with the role', async () => {
    const menus = () => rig.api.calls.filter(({ method }) => method.endsWith('MyCommands'));
    await until(() => menus().length === 2);
    const names = (index: number) =>
      ((menus()[index]?.payload['commands'] ?? []) as { command: string }[]).map(({ command }) => command);
    expect(names(0)).toEqual(['menu', 'rooms', 'shop', 'orders', 'balance', 'help', 'cancel']);
    expect(names(1)).toEqual(['menu', 'kamar', 'belanja', 'pesanan', 'saldo', 'bantuan', 'batal']);
    await rig.channel.setStaffMenu('7001', ['owner', 'reseller']);
    expect(menus()[2]?.payload['scope']).toEqual({ type: 'chat', chat_id: 7001 });
    const staff = [
      'antrean',
      'why',
      'reseller',
      'harga',
      'laporan',
      'pemasok',
      'sinkron',
      'tambah',
      'penyedia',
      'staf',
      'catatan',
      'pin',
      'selesai',
    ];
    expect(names(3)).toEqual([...names(1), ...staff]);
    await rig.channel.setStaffMenu('7001', ['front_desk']);
    expect(names(5)).toEqual([...names(1), 'antrean', 'why', 'pin', 'selesai']);
    await rig.channel.setStaffMenu('7001', ['finance']);
    expect(names(7)).toEqual([...names(1), 'antrean', 'why', 'reseller', 'laporan', 'pemasok', 'penyedia', 'pin']);
    await rig.channel.setStaffMenu('7001', ['reseller']);
    expect(
      menus()
        .slice(8)
        .map(({ method }) => method),
    ).toEqual(['deleteMyCommands', 'deleteMyCommands']);
  });

  test('typing is shown, and nobody hears of it when that fails', async () => {
    rig.api.userSays(CHAT, 'halo');
    await until(() => rig.stored.length === 1);
    await rig.channel.typing(String(CHAT));
    rig.api.failNext({ method: 'sendChatAction', status: 'reset' });
    await rig.channel.typing(String(CHAT));
    expect(methods().filter((method) => method === 'sendChatAction')).toHaveLength(2);
  });
});

describe('starting', () => {
  let rig: TelegramRig;
  beforeEach(async () => void (rig = await openTelegramRig()));
  afterEach(() => rig.close());

  test('goes on trying while Telegram cannot be reached, and never writes the token down', async () => {
    rig.api.failNext({ method: 'deleteWebhook', status: 'reset', times: 2 });
    rig.api.failNext({ method: 'getMe', status: 502, times: 2 });
    rig.api.failNext({ method: 'getUpdates', status: 'reset', times: 2 });
    rig.api.failNext({ method: 'getUpdates', status: 409, description: `Conflict: ${rig.api.token}` });
    await rig.channel.start();
    rig.api.userSays(CHAT, 'halo');
    await until(() => rig.stored.length === 1);
    expect(rig.channel.username()).toBe('sapa_test_bot');
    expect(rig.logged()).toContain('could not connect to Telegram');
    expect(rig.logged()).toContain('could not fetch messages');
    expect(rig.logged()).not.toContain(rig.api.token);
  });

  test('a wrong token is said without it, and stopping does not wait for Telegram', async () => {
    const wrong = rig.again({ token: '999:wrong-token' });
    await wrong.start();
    await until(() => rig.logged().includes('401'));
    await wrong.stop();
    expect(rig.logged()).not.toContain('wrong-token');
    expect(wrong.username()).toBeNull();
  });

  test('a webhook without a public address is refused', () => {
    const options = { token: 't', log: { debug() {}, info() {}, warn() {}, error() {} }, inbound: async () => never() };
    const clock = { now: () => 0, elapsedMs: () => 0 };
    expect(() => createTelegramChannel({ ...options, clock, mode: 'webhook' })).toThrow('public address');
    expect(createTelegramChannel({ ...options, clock, publicUrl: 'http://localhost:8080' }).webhook).toBeNull();
    expect(createTelegramChannel({ ...options, clock, publicUrl: 'https://shop.example' }).webhook).not.toBeNull();
  });
});

function never(): never {
  throw new Error('not called');
}

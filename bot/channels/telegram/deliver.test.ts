import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CHAT, openTelegramRig, outgoing, type TelegramRig } from '../../../tests/support/telegram-rig.ts';

const QRIS = '00020101021226610016ID.CO.EXAMPLE.WWW6304A1B2';
const room = { kind: 'asset', name: 'room-deluxe.png', alt: 'Kamar' } as const;
const qris = { kind: 'qris', payload: QRIS, alt: 'QR' } as const;

describe('sending on Telegram', () => {
  let rig: TelegramRig;
  beforeEach(async () => {
    rig = await openTelegramRig();
    rig.api.userSays(CHAT, 'halo');
  });
  afterEach(() => rig.close());

  const shown = () => rig.api.messages(CHAT).filter(({ from }) => from === 'bot');
  const counted = (method: string) => rig.api.calls.filter((call) => call.method === method).length;

  test('10,000 characters become messages of at most 4,096, without a word lost', async () => {
    const words = Array.from({ length: 1430 }, (_, index) => `kata${String(index).padStart(4, '0')}`);
    const long = words.join(' ');
    expect(long.length).toBeGreaterThan(12_500);
    const sent = await rig.channel.deliver(outgoing({ text: long, choices: [{ id: 'menu', label: 'Menu' }] }));
    expect(sent).toMatchObject({ kind: 'sent' });
    expect(shown().flatMap(({ text }) => text.split(' '))).toEqual(words);
    expect(shown().map(({ buttons }) => buttons.length)).toEqual([0, 0, 0, 1]);
  });

  test('practice and staff are named above the words, goods stand alone', async () => {
    await rig.channel.deliver(outgoing({ text: 'Kode:', copy: 'A<1>&', practice: true }, { author: 'staff' }));
    expect(shown().map(({ html }) => html)).toEqual(['LATIHAN\n\nPetugas:\n\nKode:', '<code>A&lt;1&gt;&amp;</code>']);
  });

  test('a rate limit in the middle does not send the beginning twice', async () => {
    const message = outgoing({ text: 'Token:', image: room, copy: 'XYZ' });
    rig.api.failNext({ status: 429, retry_after: 3, method: 'sendMessage' });
    expect(await rig.channel.deliver(message)).toMatchObject({ kind: 'retry', afterMs: 3000 });
    const externalId = expect.stringMatching(/^photo:\d+ text:\d+$/) as string;
    expect(await rig.channel.deliver(message)).toMatchObject({ kind: 'sent', externalId });
    expect(counted('sendPhoto')).toBe(1);
    expect(counted('sendMessage')).toBe(2);
    expect(shown().map(({ text }) => text)).toEqual(['Token:', 'XYZ']);
  });

  test('a file carries words and buttons; cut short by a rate limit it is neither lost nor sent twice', async () => {
    const file = { id: 'f', name: 'laporan & rincian.csv', sizeBytes: 3, expiresAt: null };
    const bytes = Buffer.from('a;b');
    const more = { openFile: async () => bytes };
    const message = outgoing(
      { text: 'Rincian <1>', file, copy: 'XYZ', choices: [{ id: 'menu', label: 'Menu' }] },
      more,
    );
    rig.api.failNext({ status: 429, retry_after: 3, method: 'sendDocument' });
    expect(await rig.channel.deliver(message)).toMatchObject({ kind: 'retry', afterMs: 3000 });
    rig.api.failNext({ status: 429, retry_after: 3, method: 'sendMessage' });
    expect(await rig.channel.deliver(message)).toMatchObject({ kind: 'retry', afterMs: 3000 });
    const externalId = expect.stringMatching(/^document:\d+ text:\d+$/) as string;
    expect(await rig.channel.deliver(message)).toMatchObject({ kind: 'sent', externalId });
    expect(counted('sendDocument')).toBe(2);
    expect(shown().map(({ text, document }) => [text, document?.bytes])).toEqual([
      ['Rincian <1>', bytes],
      ['XYZ', undefined],
    ]);
    expect(shown()[0]).toMatchObject({ document: { name: 'laporan___rincian.csv' }, buttons: [[{ text: 'Menu' }]] });
  });

  test('a file too long in words goes before them, one that is gone says so, and one is taken back when replaced', async () => {
    const file = { id: 'f', name: 'a.csv', sizeBytes: 3, expiresAt: null };
    const here = { openFile: async () => Buffer.from('a;b') };
    const long = await rig.channel.deliver(outgoing({ text: 'panjang '.repeat(200).trim(), file }, here));
    expect(shown().map(({ document }) => document !== null)).toEqual([true, false]);
    const replacesExternalId = long.kind === 'sent' ? long.externalId : null;
    await rig.channel.deliver(outgoing({ text: 'Rincian', file }, { replacesExternalId }));
    expect(shown().map(({ text, document }) => [text, document])).toEqual([
      ['Rincian\n\n[Berkas a.csv sudah dihapus. Minta lagi di sini untuk mendapat yang baru.]', null],
    ]);
  });

  test('a picture that cannot be made leaves the words, long ones too', async () => {
    const image = { kind: 'asset', name: 'nowhere.png', alt: '' } as const;
    await rig.channel.deliver(outgoing({ text: 'pendek', image }));
    await rig.channel.deliver(outgoing({ text: 'panjang '.repeat(200).trim(), image }));
    expect(shown().map(({ text }) => text.split(' ')[0])).toEqual(['pendek', 'panjang']);
    expect(await rig.channel.deliver(outgoing({ image }))).toMatchObject({ kind: 'rejected' });
  });

  test('the same row handed over twice, at once or later, is sent once', async () => {
    const message = outgoing({ text: 'Kode:', copy: 'ABC' });
    const [first, second] = await Promise.all([rig.channel.deliver(message), rig.channel.deliver(message)]);
    expect(first).toMatchObject({ kind: 'sent' });
    expect(second).toEqual(first);
    expect(await rig.channel.deliver(message)).toEqual(first);
    expect(shown().map(({ text }) => text)).toEqual(['Kode:', 'ABC']);
  });

  test('somebody who blocked us and came back gets what was left', async () => {
    const message = outgoing({ text: 'Kode:', copy: 'ABC' });
    rig.api.block(CHAT);
    expect(await rig.channel.deliver(message)).toMatchObject({ kind: 'gone' });
    rig.api.unblock(CHAT);
    expect(await rig.channel.deliver(message)).toMatchObject({ kind: 'sent' });
    expect(shown().map(({ text }) => text)).toEqual(['Kode:', 'ABC']);
  });

  test.each([
    [{ status: 'reset' }, { kind: 'retry', afterMs: 0 }],
    [{ status: 502 }, { kind: 'retry', afterMs: 0 }],
    [
      { status: 429, retry_after: 7 },
      { kind: 'retry', afterMs: 7000 },
    ],
    [{ status: 401 }, { kind: 'retry', afterMs: 60_000 }],
    [{ status: 403, description: 'Forbidden: user is deactivated' }, { kind: 'gone' }],
    [{ status: 400, description: 'Bad Request: PEER_ID_INVALID' }, { kind: 'gone' }],
    [{ status: 400, description: 'Bad Request: something else' }, { kind: 'rejected' }],
  ] as const)('%o means %o', async (failure, expected) => {
    rig.api.failNext(failure);
    const delivery = await rig.channel.deliver(outgoing({ text: 'x' }));
    expect(delivery).toMatchObject(expected);
    expect(JSON.stringify(delivery)).not.toContain(rig.api.token);
    expect(shown()).toEqual([]);
  });

  test('a chat that never was is gone, an address that is none is refused without a call', async () => {
    expect(await rig.channel.deliver(outgoing({ text: 'x' }, { address: '4242' }))).toMatchObject({ kind: 'gone' });
    const calls = rig.api.calls.length;
    const odd = await rig.channel.deliver(outgoing({ text: 'x' }, { address: 'web-uuid' }));
    expect(odd).toMatchObject({ kind: 'rejected' });
    expect(await rig.channel.deliver(outgoing({}))).toMatchObject({ kind: 'rejected' });
    expect(rig.api.calls).toHaveLength(calls);
  });

  test('a room picture is uploaded once, and again when Telegram has forgotten it', async () => {
    const uploads = () =>
      rig.api.calls.filter(({ payload }) => String(payload['photo']).startsWith('attach://')).length;
    for (const text of ['satu', 'dua']) await rig.channel.deliver(outgoing({ text, image: room }));
    expect(uploads()).toBe(1);
    rig.api.forgetFiles();
    expect(await rig.channel.deliver(outgoing({ text: 'tiga', image: room }))).toMatchObject({ kind: 'sent' });
    expect(uploads()).toBe(2);
    expect(shown().map(({ photo }) => photo?.name)).toEqual(['room-deluxe.png', 'room-deluxe.png', 'room-deluxe.png']);
  });

  test('a link the API refuses on a button follows as text, and nothing is sent twice', async () => {
    rig.api.failNext({ status: 400, description: 'Bad Request: BUTTON_URL_INVALID' });
    const link = { url: 'https://pay.example/x', label: 'Bayar' };
    const choices = [{ id: 'menu', label: 'Menu' }];
    expect(await rig.channel.deliver(outgoing({ text: 'Tagihan', link, choices }))).toMatchObject({ kind: 'sent' });
    expect(shown().map(({ text }) => text)).toEqual(['Tagihan', 'Bayar: https://pay.example/x']);
    expect(shown()[0]?.buttons).toEqual([[{ text: 'Menu', callback_data: 'menu' }]]);
  });

  test('a choice too long for a button can still be typed', async () => {
    await rig.channel.deliver(outgoing({ text: 'Pilih', choices: [{ id: 'x'.repeat(65), label: 'Kamar laut' }] }));
    expect(shown()[0]).toMatchObject({ text: 'Pilih\n\nKamar laut', buttons: [] });
  });

  test('short choices share a row, long ones do not', async () => {
    const labels = ['Ya', 'Tidak', 'Kamar keluarga dengan balkon', 'Menu'];
    await rig.channel.deliver(outgoing({ text: '?', choices: labels.map((label, id) => ({ id: String(id), label })) }));
    expect(shown()[0]?.buttons.map((row) => row.map(({ text }) => text))).toEqual([
      ['Ya', 'Tidak'],
      ['Kamar keluarga dengan balkon'],
      ['Menu'],
    ]);
  });
});

describe('taking the place of a message', () => {
  let rig: TelegramRig;
  beforeEach(async () => {
    rig = await openTelegramRig();
    rig.api.userSays(CHAT, 'halo');
  });
  afterEach(() => rig.close());

  const shown = () => rig.api.messages(CHAT).filter(({ from }) => from === 'bot');
  const send = async (...args: Parameters<typeof outgoing>) => {
    const delivery = await rig.channel.deliver(outgoing(...args));
    if (delivery.kind !== 'sent') throw new Error(JSON.stringify(delivery));
    return delivery.externalId;
  };

  test('words are edited, and the same words again are no error', async () => {
    const old = await send({ text: 'Diproses', choices: [{ id: 'menu', label: 'Menu' }] });
    expect(await send({ text: 'Selesai' }, { replacesExternalId: old })).toBe(old);
    expect(await send({ text: 'Selesai' }, { replacesExternalId: old })).toBe(old);
    expect(shown()).toMatchObject([{ text: 'Selesai', buttons: [], edited: true }]);
  });

  test('a payment code disappears and the news stands at the end of the chat', async () => {
    const old = await send({ text: 'Bayar', image: qris });
    await send({ text: 'lain' });
    await send({ text: 'Kedaluwarsa' }, { replacesExternalId: old });
    expect(shown().map(({ text, photo }) => [text, photo?.qr])).toEqual([
      ['lain', undefined],
      ['Kedaluwarsa', undefined],
    ]);
    expect(rig.api.transcript(CHAT)).toBe(`> halo\n< (QR ${QRIS})\n  Bayar\n< lain\nx Bayar\n< Kedaluwarsa`);
  });

  test('a code too old to be deleted at least says that it is dead', async () => {
    const old = await send({ text: 'Bayar', image: qris, choices: [{ id: 'menu', label: 'Batal' }] });
    rig.api.freeze(Number(old?.split(':')[1]), 'delete');
    await send({ text: 'Kedaluwarsa' }, { replacesExternalId: old });
    expect(shown()).toMatchObject([
      { text: 'Kedaluwarsa', buttons: [], edited: true },
      { text: 'Kedaluwarsa', photo: null },
    ]);
  });

  test('what can be neither edited nor found is followed', async () => {
    const old = await send({ text: 'lama' });
    rig.api.freeze(Number(old?.split(':')[1]));
    await send({ text: 'baru' }, { replacesExternalId: old });
    await send({ text: 'lagi' }, { replacesExternalId: 'text:99999' });
    await send({ text: 'dan lagi' }, { replacesExternalId: 'nobody knows' });
    expect(shown().map(({ text }) => text)).toEqual(['lama', 'baru', 'lagi', 'dan lagi']);
  });

  test('a rate limit between deleting and sending loses nothing and deletes once', async () => {
    const old = await send({ text: 'Bayar', image: qris });
    const message = outgoing({ text: 'Lunas' }, { replacesExternalId: old });
    rig.api.failNext({ status: 429, retry_after: 1, method: 'sendMessage' });
    expect(await rig.channel.deliver(message)).toMatchObject({ kind: 'retry', afterMs: 1000 });
    expect(await rig.channel.deliver(message)).toMatchObject({ kind: 'sent' });
    expect(shown().map(({ text }) => text)).toEqual(['Lunas']);
    expect(rig.api.calls.filter(({ method }) => method === 'deleteMessage')).toHaveLength(1);
  });
});

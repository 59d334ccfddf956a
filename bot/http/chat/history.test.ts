import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Payment } from '../../../commerce/payment/model.ts';
import { openTestSite, plain } from '../testing.ts';
import type { TestSite } from '../testing.ts';
import { endOf } from './history.ts';
import type { ChatMessage } from './message.ts';

const rows = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => ({ seq: from + at }));
const out = (...seqs: [number, 'sent' | 'waiting' | 'sending' | 'failed'][]) =>
  seqs.map(([seq, state]) => ({ seq, state }));

describe('where a page of history ends', () => {
  it('is the chat’s last number when everything was read', () =>
    expect(endOf(7, rows(1, 3), out([4, 'sent'], [7, 'sent']))).toEqual({ next: 7, more: false, sending: false }));

  it('is before the first message that is not sent yet, so nobody has to come back for it', () => {
    expect(endOf(9, rows(7, 9), out([5, 'sent'], [6, 'sending']))).toEqual({ next: 5, more: false, sending: true });
    expect(endOf(9, rows(7, 9), out([5, 'waiting']))).toMatchObject({ next: 4, sending: true });
  });

  it('passes over a message that was given up', () =>
    expect(endOf(3, rows(1, 1), out([2, 'failed'], [3, 'sent']))).toMatchObject({ next: 3, sending: false }));

  it('stops where one direction was cut off at its limit', () => {
    expect(endOf(500, rows(1, 100), out([150, 'sent']))).toEqual({ next: 100, more: true, sending: false });
    expect(endOf(500, rows(1, 100), out([150, 'waiting']))).toMatchObject({ next: 100, more: true, sending: false });
  });

  it('leaves rows above the number read first for the next time', () =>
    expect(endOf(4, rows(1, 6), out())).toEqual({ next: 4, more: false, sending: false }));
});

const drawn = (name: string) => ({ kind: 'asset' as const, name, alt: plain('Kamar') });

describe('messages', () => {
  let site: TestSite;
  let practice = true;
  let session: { session: string; chat: string };
  beforeEach(async () => {
    practice = true;
    site = await openTestSite({ overrides: { mode: async () => ({ practice }) } });
    const answer = await fetch(`${site.url}/api/chat/sessions`, { method: 'POST' });
    session = (await answer.json()) as typeof session;
  });
  afterEach(() => site.close());

  const read = async (after = 0) => {
    const answer = await fetch(`${site.url}/api/chat/messages?after=${after}&session=${session.session}`);
    return (await answer.json()) as { messages: ChatMessage[]; next: number };
  };
  const choose = (id: string, choice: string) =>
    fetch(`${site.url}/api/chat/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ session: session.session, id, choice }),
    });

  it('carry everything a front end needs, and nothing more', async () => {
    const id = await site.say(session.chat, {
      lines: [plain('satu'), plain('dua')],
      choices: [{ id: 'menu', label: plain('Menu') }],
      link: { url: 'https://pay.example/x', label: plain('Bayar') },
    });
    const { messages, next } = await read();
    expect(messages).toEqual([
      {
        seq: 1,
        id,
        from: 'bot',
        lang: 'id',
        text: 'satu\n\ndua',
        choices: [{ id: 'menu', label: 'Menu' }],
        image: null,
        link: { url: 'https://pay.example/x', label: 'Bayar' },
        at: messages[0]?.at,
      },
    ]);
    expect(next).toBe(1);
    expect((await read(1)).messages).toEqual([]);
  });

  it('wait for an earlier message that is still to be sent, then come in order', async () => {
    await site.append(session.chat, { lines: [plain('belum terkirim')] });
    await choose('c1', 'menu');
    expect(await read()).toMatchObject({ messages: [], next: 0 });
    await site.dispatch();
    expect((await read()).messages.map(({ from }) => from)).toEqual(['bot', 'user']);
  });

  it('show a pressed button by its label and a sealed answer as dots', async () => {
    await site.say(session.chat, { lines: [plain('pilih')], choices: [{ id: 'k9:2', label: plain('Kamar lain') }] });
    await choose('c1', 'k9:2');
    await choose('c2', 'never-offered');
    await site.uow.run('test.secret', (stores) =>
      stores.inbox.append({ id: 'row', chatId: session.chat, messageId: 'pin', body: 'SEALED', sealed: true, at: 1 }),
    );
    expect((await read()).messages.slice(1).map(({ text, secret }) => [text, secret])).toEqual([
      ['Kamar lain', undefined],
      ['(tombol)', undefined],
      ['•••', true],
    ]);
    expect((await read(1)).messages[0]?.text).toBe('Kamar lain');
  });

  it('name the message they take the place of, and who speaks', async () => {
    const qr = await site.say(session.chat, { lines: [plain('bayar')], slot: 'pay:1', expiresAt: 99 });
    await site.say(session.chat, { lines: [plain('ada petugas')] }, 'staff');
    await site.say(session.chat, { lines: [plain('diterima')], slot: 'pay:1', replaces: 'pay:1' });
    await site.say(session.chat, { lines: [plain('lain')], replaces: 'pay:none' });
    const { messages } = await read();
    expect(messages.map(({ replaces }) => replaces)).toEqual([undefined, undefined, qr, undefined]);
    expect(messages[0]?.expiresAt).toBe(99);
    expect(messages[1]?.from).toBe('staff');
    expect((await read(2)).messages[0]?.replaces).toBe(qr);
  });

  it('open a secret for its own session', async () => {
    const id = await site.say(session.chat, { lines: [plain('kode')], copy: 'ABCD-1234', secret: true });
    expect((await site.uow.read.outgoing.get(id))?.body).not.toContain('ABCD-1234');
    expect((await read()).messages[0]).toMatchObject({ copy: 'ABCD-1234', secret: true });
  });

  it('give a payment code an address that cannot be guessed, and the way to the practice bank', async () => {
    const image = { kind: 'qris' as const, payload: '00020101021226', alt: plain('Kode QRIS') };
    const id = await site.say(session.chat, { lines: [plain('bayar')], image });
    const [message] = (await read()).messages;
    expect(message?.practiceBank).toBe('/practice/bank');
    const url = message?.image?.url ?? '';
    expect(url).toMatch(new RegExp(`^/media/qr/${id}\\.[\\w-]{43}\\.png$`));
    const picture = await fetch(site.url + url);
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(
      Buffer.from(await picture.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    const forged = url.replace(/\.[\w-]{43}\./, `.${'A'.repeat(43)}.`);
    for (const wrong of [forged, `/media/qr/${id}.png`, '/media/qr/x.y.z', '/media/qr/..%2f..%2fetc']) {
      expect((await fetch(site.url + wrong)).status, wrong).toBe(404);
    }
  });

  it('lead a payment’s code to its own bill at the practice bank, and nowhere once the shop is live', async () => {
    const image = { kind: 'qris' as const, payload: '00020101021226', alt: plain('Kode QRIS') };
    await site.say(session.chat, { lines: [plain('bayar')], image, slot: 'pay:payment-id' });
    const found = { reference: 'K7QF2M-1' } as Payment;
    const get = vi.spyOn(site.uow.read.payments, 'get').mockResolvedValue(found);
    expect((await read()).messages[0]?.practiceBank).toBe('/practice/bank?ref=K7QF2M-1');
    expect(get).toHaveBeenCalledWith('payment-id');
    practice = false;
    expect((await read()).messages[0]).not.toHaveProperty('practiceBank');
  });

  it('show drawn rooms, and only those', async () => {
    await site.say(session.chat, { lines: [plain('kamar')], image: drawn('room-deluxe.png') });
    await site.say(session.chat, { lines: [plain('tanpa')], image: drawn('../server.ts') });
    const { messages } = await read();
    expect(messages.map(({ image }) => image)).toEqual([{ url: '/assets/room-deluxe.png', alt: 'Kamar' }, null]);
    const answer = await fetch(`${site.url}/assets/room-deluxe.png`);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect((await answer.arrayBuffer()).byteLength).toBeLessThan(60_000);
    expect((await fetch(`${site.url}/assets/..%2f..%2fhttp%2fserver.ts`)).status).toBe(404);
  });

  it('go on after one that can no longer be opened', async () => {
    await site.say(session.chat, { lines: [plain('rahasia')], secret: true });
    await site.say(session.chat, { lines: [plain('berikutnya')] });
    const { outgoing } = site.uow.read;
    const broken = vi.spyOn(outgoing, 'screen').mockImplementationOnce(() => {
      throw new Error('key is gone');
    });
    const { messages } = await read();
    broken.mockRestore();
    expect(messages.map(({ text }) => text)).toEqual(['Pesan ini tidak bisa ditampilkan.', 'berikutnya']);
  });

  it('come in pages that meet without a gap', async () => {
    for (let at = 0; at < 130; at += 1) await site.append(session.chat, { lines: [plain(`p${at}`)] });
    for (let round = 0; round < 3; round += 1) await site.dispatch();
    const texts: string[] = [];
    let after = 0;
    for (let page = 0; page < 3; page += 1) {
      const { messages, next } = await read(after);
      texts.push(...messages.map(({ text }) => text));
      after = next;
    }
    expect(texts).toEqual(Array.from({ length: 130 }, (_, at) => `p${at}`));
  });
});

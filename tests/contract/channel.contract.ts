/**
 * What every channel must do, whatever it looks like: bring in what a person does exactly once, and show what we say in
 * a form the person can read, press, scan and copy. Run over the real inbox, outgoing rows and dispatcher.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import { until } from '../rig/until.ts';
import { openChannelBench, type ChannelBench, type ChannelEnd, type Seen } from './channels/bench.ts';

/** A sentence that reads as its own key; no message file knows it. */
const words = (sentence: string): Text => text(sentence);
const choice = (id: string, label: string): Choice => ({ id, label: words(label) });

const QRIS = `00020101021226610016ID.CO.EXAMPLE.WWW0118936009180000000002${'1234567890'.repeat(13)}6304A1B2`;
const qris = { kind: 'qris' as const, payload: QRIS, alt: words('Kode QRIS') };

export function channelContract(name: string, open: () => Promise<ChannelEnd>): void {
  describe(`${name}: the channel contract`, () => {
    let bench: ChannelBench;
    beforeEach(async () => void (bench = await openChannelBench(open)));
    afterEach(() => bench.close());

    const latest = async (): Promise<Seen> => {
      const seen = (await bench.person.sees()).at(-1);
      if (!seen) throw new Error('the person sees nothing');
      return seen;
    };
    const arrived = (count: number) => until(async () => (await bench.inbox()).length >= count);
    const allText = async () => (await bench.person.sees()).map((seen) => seen.text).join('\n');

    test('what a person types arrives as it was typed, in order', async () => {
      const typed = ['kamar besok', 'dua 👨‍👩‍👧 & <b>anak</b> "é"', '2'];
      for (const words of typed) await bench.person.types(words);
      await arrived(3);
      expect(await bench.inbox()).toEqual(typed.map((words) => ({ kind: 'text', text: words })));
    });

    test('a message handed in twice is one message', async ({ skip }) => {
      if (!bench.person.repeatLast) return skip('nothing is handed in twice here');
      await bench.person.types('pesan satu');
      await arrived(1);
      await bench.person.repeatLast();
      await bench.person.types('pesan dua');
      await arrived(2);
      expect(await bench.inbox()).toEqual([
        { kind: 'text', text: 'pesan satu' },
        { kind: 'text', text: 'pesan dua' },
      ]);
    });

    test('choices can be pressed, and arrive as the id of the choice', async () => {
      const full = `d.k3Jx09_a.4.${'x'.repeat(51)}`;
      await bench.say({ lines: [words('Pilih:')], choices: [choice('menu', 'Menu'), choice(full, '🏨 Kamar')] });
      expect((await latest()).choices).toEqual(['Menu', '🏨 Kamar']);
      await bench.person.presses('🏨 Kamar');
      await bench.person.presses('Menu');
      await arrived(2);
      expect(await bench.inbox()).toEqual([
        { kind: 'choice', choice: full },
        { kind: 'choice', choice: 'menu' },
      ]);
    });

    test('words come through with emoji and signs that mean something in markup', async () => {
      const sentence = '5 < 7 & "tanda" <b>bukan tebal</b> &amp; *bintang* _garis_ 👨‍👩‍👧 é';
      await bench.say({ lines: [words(sentence), words('baris kedua')] });
      expect((await latest()).text).toContain(`${sentence}\n\nbaris kedua`);
    });

    test('a payment code is a picture that reads back, with its words, link and buttons', async () => {
      await bench.say({
        lines: [words('Bayar Rp 100.003')],
        image: qris,
        link: { url: 'https://pay.example.com/x/1', label: words('Bayar lewat browser') },
        choices: [choice('check:K7QF2M', 'Cek sekarang')],
      });
      expect(await bench.person.sees()).toHaveLength(1);
      expect(await latest()).toMatchObject({
        qr: QRIS,
        choices: ['Cek sekarang'],
        link: 'https://pay.example.com/x/1',
      });
      expect((await latest()).text).toContain('Bayar Rp 100.003');
    });

    test('a link into this machine is shown although nobody else could open it', async () => {
      await bench.say({ lines: [words('Nota')], link: { url: 'http://localhost:8080/o/abc', label: words('Lihat') } });
      expect((await latest()).link).toBe('http://localhost:8080/o/abc');
    });

    test('a room has its picture, also the second time', async () => {
      for (const title of ['Deluxe', 'Deluxe lagi']) {
        const image = { kind: 'asset' as const, name: 'room-deluxe.png', alt: words('Kamar Deluxe') };
        await bench.say({ lines: [words(title)], image });
        expect(await latest()).toMatchObject({ picture: true, qr: null });
      }
      expect(await allText()).toContain('Deluxe lagi');
    });

    test('a picture that does not exist keeps no words back', async () => {
      const image = { kind: 'asset' as const, name: '../../package.json', alt: words('?') };
      const row = await bench.say({ lines: [words('Tanpa gambar')], image });
      expect(row.state).toBe('sent');
      expect(await allText()).toContain('Tanpa gambar');
    });

    test('goods to copy stand on a line of their own, unchanged', async () => {
      await bench.say({ lines: [words('Ini kodenya:')], copy: 'AB<C&D>-12 34', secret: true });
      expect((await allText()).split('\n')).toContain('AB<C&D>-12 34');
      expect(await allText()).toContain('Ini kodenya:');
    });

    test('a file comes with its words and buttons, under its name and to the byte', async () => {
      const bytes = Buffer.from('\ufeffKode;Total\r\nK7QF2M;100003\r\n\u0000\u00ff', 'utf8');
      const row = await bench.sayWithFile(
        { lines: [words('Rincian <hari ini>')], choices: [choice('menu', 'Menu')] },
        { name: 'laporan-2026-11-20.csv', bytes },
      );
      expect(row.state).toBe('sent');
      const [seen, ...more] = await bench.person.sees();
      expect(more).toEqual([]);
      expect(seen).toMatchObject({ choices: ['Menu'], file: { name: 'laporan-2026-11-20.csv', bytes } });
      expect(seen?.text).toContain('Rincian <hari ini>');
      await bench.sayWithFile({ lines: [words('Sekali lagi')] }, { name: 'laporan-2026-11-20.csv', bytes });
      expect((await latest()).file?.bytes).toEqual(bytes);
    });

    test('a file refused for its rate is sent later, once', async ({ skip }) => {
      if (!bench.person.limitOnce) return skip('there is no rate limit here');
      bench.person.limitOnce();
      const file = { name: 'a.csv', bytes: Buffer.from('x') };
      expect(await bench.sayWithFile({ lines: [words('berkas')] }, file)).toMatchObject({ state: 'sent', attempts: 2 });
      expect(await bench.person.sees()).toHaveLength(1);
    });

    test('10,000 characters arrive cut, not refused', async () => {
      const long = Array.from({ length: 1000 }, (_, index) => `kata-${String(index).padStart(4, '0')}`).join(' ');
      const row = await bench.say({ lines: [words(long)], choices: [choice('menu', 'Menu')] });
      expect(row.state).toBe('sent');
      expect(await allText()).toContain(long.slice(0, 3800));
      expect((await latest()).choices).toEqual(['Menu']);
    });

    test('a long caption loses nothing and keeps picture and buttons', async () => {
      const long = Array.from({ length: 250 }, (_, index) => `kata-${index}`).join(' ');
      await bench.say({ lines: [words(long)], image: qris, choices: [choice('menu', 'Menu')] });
      const seen = await bench.person.sees();
      expect(seen.filter(({ qr }) => qr === QRIS)).toHaveLength(1);
      expect(await allText()).toContain('kata-0 kata-1');
      expect(await allText()).toContain('kata-249');
      expect(seen.flatMap(({ choices }) => choices)).toEqual(['Menu']);
    });

    test('a message takes the place of an earlier one, and a dead payment code is gone', async () => {
      await bench.say({ lines: [words('Bayar')], image: qris, slot: 'pay:1', choices: [choice('menu', 'Batal')] });
      await bench.say({
        lines: [words('Sudah kedaluwarsa')],
        replaces: 'pay:1',
        choices: [choice('newqr:K', 'Buat QR baru')],
      });
      expect(await latest()).toMatchObject({ qr: null, choices: ['Buat QR baru'] });
      expect((await latest()).text).toContain('Sudah kedaluwarsa');
      if (!bench.channel.capabilities.edit) return;
      expect(await bench.person.sees()).toHaveLength(1);
    });

    test('words take the place of words', async () => {
      await bench.say({ lines: [words('Sedang diproses')], slot: 's', choices: [choice('menu', 'Menu')] });
      await bench.say({ lines: [words('Selesai')], replaces: 's' });
      expect(await latest()).toMatchObject({ choices: [] });
      expect((await latest()).text).toContain('Selesai');
      if (bench.channel.capabilities.edit) expect(await bench.person.sees()).toHaveLength(1);
    });

    test('somebody who shut us out gets what waits once they write again, once', async ({ skip }) => {
      const { blocks } = bench.person;
      if (!blocks) return skip('nobody can be shut out here');
      blocks.block();
      const id = await bench.append({ lines: [words('Pembayaran diterima')] });
      await until(async () => (await bench.uow.read.chats.get(bench.chatId))?.blockedAt !== null);
      expect(await bench.row(id)).toMatchObject({ state: 'waiting' });
      blocks.unblock();
      await bench.person.types('halo lagi');
      await until(async () => (await bench.row(id))?.state === 'sent');
      expect(await bench.person.sees()).toHaveLength(1);
    });

    test('a message refused for its rate is sent later, once, and stays in order', async ({ skip }) => {
      if (!bench.person.limitOnce) return skip('there is no rate limit here');
      bench.person.limitOnce();
      const began = performance.now();
      const first = await bench.append({ lines: [words('pertama')] });
      const second = await bench.say({ lines: [words('kedua')] });
      expect(performance.now() - began).toBeGreaterThan(900);
      expect(await bench.row(first)).toMatchObject({ state: 'sent', attempts: 2 });
      expect(second).toMatchObject({ state: 'sent', attempts: 1 });
      expect((await bench.person.sees()).map((seen) => seen.text)).toEqual(['pertama', 'kedua']);
    });

    test('practice is said, and only in practice', async () => {
      await bench.say({ lines: [words('sungguhan')] });
      expect(await bench.person.seesPractice()).toBe(false);
      bench.practice(true);
      await bench.say({ lines: [words('coba-coba')] });
      expect(await bench.person.seesPractice()).toBe(true);
    });
  });
}

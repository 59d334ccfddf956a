/**
 * What people type wrongly and what programs send wrongly over the chat's HTTP API: a clear answer in the person's
 * language, one log line where a request was refused, and nothing changed that is worth money.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { order } from '../crash/customers.ts';
import { openVisitor, type Visitor } from '../support/web-client.ts';
import { footprint, openShop, type Shop } from './rig.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.discard());
beforeEach(() => {
  shop.log.length = 0;
});

const LANGUAGES = ['id', 'en'] as const;
type Lang = (typeof LANGUAGES)[number];

/** Talks a visitor to the question, one message after the other. */
async function at(lang: Lang, ...steps: [words: string, until: RegExp][]): Promise<Visitor> {
  const visitor = await openVisitor(shop.url, { lang });
  for (const [words, until] of steps) {
    await visitor.say(words);
    await visitor.until(
      (message) => until.test(message.text) || message.choices.some(({ label }) => until.test(label)),
    );
  }
  return visitor;
}

const ROOMS: [string, RegExp] = ['kamar', /Menginap|stay/];
const SHOP: [string, RegExp] = ['wifi 1 hari', /Mau berapa|How many/];

interface Case {
  name: string;
  before: [string, RegExp][];
  words: string;
  id: RegExp;
  en: RegExp;
}

const LOST = { id: /belum kami tangkap|belum menangkap/i, en: /did not understand|could not read/i };

const CASES: Case[] = [
  {
    name: '31 February',
    before: [ROOMS],
    words: '31/2/2027',
    id: /31\/2\/2027 tidak ada di kalender/,
    en: /31\/2\/2027 .* not in the calendar/,
  },
  {
    name: '31 February in words',
    before: [ROOMS],
    words: '31 feb',
    id: /tidak ada di kalender/,
    en: /not in the calendar/,
  },
  {
    name: 'check-out before check-in',
    before: [ROOMS],
    words: '24/12/2026 - 20/12/2026',
    id: /harus sesudah check-in/,
    en: /has to be after check-in/,
  },
  {
    name: '400 nights',
    before: [ROOMS],
    words: 'besok 400 malam',
    id: /Paling banyak 30 malam.* 400 malam/,
    en: /At most 30 nights.*400/,
  },
  { name: 'no nights', before: [ROOMS], words: 'besok 0 malam', id: /paling sedikit 1 malam/, en: /at least 1 night/ },
  { name: 'a day long past', before: [ROOMS], words: '1/1/2020', id: /sudah lewat/, en: /has passed/ },
  {
    name: 'a day in a thousand years',
    before: [ROOMS],
    words: '12/12/3026',
    id: /bisa dipesan sampai/,
    en: /can be booked until/,
  },
  {
    name: 'a thousand guests',
    before: [ROOMS, ['besok 1 malam', /tamu|guests/]],
    words: '1000',
    id: /paling banyak/i,
    en: /At most/,
  },
  {
    name: 'minus two guests',
    before: [ROOMS, ['besok 1 malam', /tamu|guests/]],
    words: '-2',
    id: /jumlah tamunya|sedikit 1 tamu/,
    en: /number of guests|At least 1 guest/,
  },
  { name: 'emoji for a date', before: [ROOMS], words: '🙈🙉🙊', ...LOST },
  { name: 'emoji out of the blue', before: [], words: '🙈🙉🙊', ...LOST },
  {
    name: 'a negative quantity',
    before: [SHOP],
    words: '-1',
    id: /Paling sedikit 1|angka, 1 sampai/,
    en: /At least 1|as a number, 1 to/,
  },
  {
    name: 'quantity zero',
    before: [SHOP],
    words: '0',
    id: /Paling sedikit 1|angka, 1 sampai/,
    en: /At least 1|as a number, 1 to/,
  },
  {
    name: 'an absurd quantity',
    before: [SHOP],
    words: '99999999999999999999',
    id: /Paling banyak|angka, 1 sampai/,
    en: /At most|as a number, 1 to/,
  },
  {
    name: 'half a voucher',
    before: [SHOP],
    words: '1,5',
    id: /angka, 1 sampai|Paling/,
    en: /as a number, 1 to|At (most|least)/,
  },
  { name: 'not a number', before: [SHOP], words: 'NaN', id: /angka, 1 sampai/, en: /as a number, 1 to/ },
  { name: 'an order code nobody has', before: [], words: 'ZZZZ22', ...LOST },
];

test.each(CASES.flatMap((each) => LANGUAGES.map((lang) => ({ ...each, lang }))))(
  '$name ($lang) is answered and changes nothing',
  async ({ before, words, lang, ...answers }) => {
    const visitor = await at(lang, ...before);
    const untouched = await footprint(shop);
    await visitor.say(words);
    await visitor.until(answers[lang]);
    expect(await footprint(shop)).toEqual(untouched);
    expect(visitor.transcript()).not.toMatch(/undefined|NaN Rp|\[object|\{ ?\$/);
    expect(errorsIn(shop.log)).toEqual([]);
    expect(shop.log.filter((line) => line.includes('message not taken'))).toHaveLength(1);
  },
);

test.each(LANGUAGES)('control characters vanish, and what is left is understood (%s)', async (lang) => {
  const visitor = await at(lang);
  await visitor.say('\u0000w\u0007i\u001bf\u007fi\u0000');
  await visitor.until((message) => message.choices.some(({ label }) => label.includes('1 hari')));
  // oxlint-disable-next-line no-control-regex
  expect(visitor.transcript()).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/);
});

test.each([
  ['id', /Pesannya terlalu panjang|terlalu panjang/],
  ['en', /too long/],
] as const)('10,000 characters are refused with the limit, in %s, with one log line', async (lang, says) => {
  const visitor = await at(lang);
  const untouched = await footprint(shop);
  shop.log.length = 0;
  const answer = await post(visitor.session, { text: 'a'.repeat(10_000) });
  expect(answer).toMatchObject({ status: 413, code: 'text_too_long' });
  expect(answer.message).toMatch(says);
  expect(shop.log).toHaveLength(1);
  expect(shop.log[0]).not.toContain('aaaa');
  await visitor.refresh();
  expect(visitor.seen).toEqual([]);
  expect(await footprint(shop)).toEqual(untouched);
});

test.each(LANGUAGES)('a message just within the limit is answered (%s)', async (lang) => {
  const visitor = await at(lang);
  await visitor.say('besok '.repeat(660));
  await visitor.until(/./);
  expect(errorsIn(shop.log)).toEqual([]);
});

test.each(LANGUAGES)('a button of a finished question says so and orders nothing (%s)', async (lang) => {
  const visitor = await openVisitor(shop.url, { lang });
  await visitor.say('wifi');
  const list = await visitor.until((message) => message.choices.some(({ label }) => label.includes('1 hari')));
  await visitor.press(/1 hari/);
  await visitor.until(/Mau berapa|How many/);
  const old = list.choices.find(({ label }) => label.includes('7 hari'))?.id ?? '';
  const untouched = await footprint(shop);
  shop.log.length = 0;
  await post(visitor.session, { choice: old });
  await visitor.until(/pertanyaan (yang )?(sudah|sebelumnya)|pertanyaan|earlier question/);
  expect(shop.log.filter((line) => line.includes('message not taken'))).toHaveLength(1);
  await post(visitor.session, { choice: 'made-up:choice' });
  await visitor.say('1');
  await visitor.until(/1 × Rp 10[.,]000/);
  expect(await footprint(shop)).toEqual(untouched);
});

test('a foreign, cut or invented session is one and the same refusal, with one log line, and shows nothing', async () => {
  const owner = await at('en', ['menu', /Sapa/]);
  for (const session of [`${owner.session}x`, owner.session.slice(0, -1), randomUUID(), '../../etc/passwd', '']) {
    shop.log.length = 0;
    const answer = await post(session, { text: 'menu' });
    expect(answer.status, session).toBe(401);
    expect(answer.code).toBe('session_unknown');
    const read = await fetch(`${shop.url}/api/chat/messages?after=0`, { headers: { 'x-chat-session': session } });
    expect(read.status).toBe(401);
    expect(await read.text()).not.toContain('Sapa');
    expect(shop.log).toHaveLength(2);
    expect(shop.log.join('')).not.toContain(owner.session.slice(0, -1));
  }
});

test.each([
  // One code in five thousand is also a day there cannot be ("45APR9"), and answered as one.
  ['id', /tidak ada pesanan|belum menangkap|tidak ada di kalender|sudah lewat|sesudah check-in/i],
  ['en', /There is no order|did not understand|not in the calendar|has passed|after check-in/i],
] as const)("somebody else's order code opens nothing (%s)", async (lang, says) => {
  const owner = await openVisitor(shop.url, { lang });
  const { code } = await order(owner, { kind: 'voucher', qty: 1 });
  const untouched = await footprint(shop);
  const stranger = await openVisitor(shop.url, { lang });
  for (const words of [code, code.toLowerCase(), `batal ${code}`, `cancel ${code}`]) {
    await stranger.say(words);
    await stranger.until(/./);
  }
  await stranger.say(code);
  await stranger.until(says);
  expect(stranger.transcript()).not.toMatch(/Voucher WiFi 1 hari|Rp 10[.,]/);
  expect(await footprint(shop)).toEqual(untouched);
  const page = await fetch(`${shop.url}/o/${code}`);
  expect(page.status).toBe(404);
});

test('what is no message at all is refused with the field, and never a 5xx', async () => {
  const { session } = await at('en');
  const bodies: unknown[] = [
    null,
    [],
    {},
    { session, id: '', text: 'x' },
    { session, id: 'a'.repeat(65), text: 'x' },
    { session, id: 'k', text: 7 },
    { session, id: 'k', text: 'x', choice: 'y' },
    { session, id: 'k', choice: '' },
    { session, id: 'k', choice: 'c'.repeat(129) },
    { session: { $ne: null }, id: 'k', text: 'x' },
  ];
  const untouched = await footprint(shop);
  for (const body of bodies) {
    const { status } = await raw(JSON.stringify(body));
    expect(status, JSON.stringify(body)).toBeGreaterThanOrEqual(400);
    expect(status, JSON.stringify(body)).toBeLessThan(500);
  }
  expect((await raw('{"text":')).status).toBe(400);
  expect((await raw('x', 'text/plain')).status).toBe(415);
  expect(await footprint(shop)).toEqual(untouched);
  expect(errorsIn(shop.log)).toEqual([]);
});

function raw(body: string, type = 'application/json'): Promise<Response> {
  return fetch(`${shop.url}/api/chat/messages`, { method: 'POST', headers: { 'content-type': type }, body });
}

async function post(session: string, body: object): Promise<{ status: number; code?: string; message?: string }> {
  const response = await raw(JSON.stringify({ session, id: randomUUID(), ...body }));
  const { error } = (await response.json()) as { error?: { code: string; message: string } };
  return { status: response.status, ...error };
}

/** Lines of level error and above, 50 in the log's own numbers. */
const errorsIn = (log: readonly string[]): string[] =>
  log.filter((line) => Number(/"level":(\d+)/.exec(line)?.[1]) >= 50);

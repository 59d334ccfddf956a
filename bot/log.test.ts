/** Whatever is thrown at the log, no planted secret comes out, and what leads to the order does. */
import { expect, test } from 'vitest';
import { secret } from '../commerce/ports/secret.ts';
import { inContext } from './log-context.ts';
import { createLog } from './log.ts';
import { maskText } from './log-mask.ts';

function written(level = 'debug') {
  const lines: string[] = [];
  const log = createLog(level, { write: (line) => void lines.push(line) });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown> };
}

const PLANTED = 'Planted-Geheim-7731';

test.each([
  ['a field', { apiKey: PLANTED }],
  ['a field two levels down', { provider: { config: { server_key: PLANTED } } }],
  ['a field five levels down', { a: { b: { c: { d: { 'x-api-key': PLANTED } } } } }],
  ['an array of objects', { rows: [{ serial: PLANTED }, { voucher: PLANTED }] }],
  ['headers', { headers: { Authorization: `Bearer ${PLANTED}`, 'Set-Cookie': PLANTED } }],
  ['a bearer token in a sentence', { note: `sent Bearer ${PLANTED} there` }],
  [
    'an address with a query',
    { error: `GET https://pay.example/api/detail?project=x&api_key=${PLANTED} answered 500` },
  ],
  ['a path with a query', { path: `/api/transactiondetail?api_key=${PLANTED}&amount=1` }],
  ['an address with a user', { url: `redis://shop:${PLANTED}@redis:6379/0` }],
  ['a URL', { at: new URL(`https://pay.example/?token=${PLANTED}`) }],
  ['JSON as text', { body: `{"password": "${PLANTED}", "amount": 1}` }],
  ['a Secret', { key: secret(PLANTED), list: [secret(PLANTED)] }],
  ['a Map', { all: new Map([['token', PLANTED]]) }],
  ['bytes', { raw: Buffer.from(PLANTED) }],
  ['an error', { err: new Error(`https://pay.example/x?api_key=${PLANTED}&b=1`) }],
  ['the cause of an error', { err: new Error('failed', { cause: new Error(`Bearer ${PLANTED}`) }) }],
  ['what a library hung on an error', { err: Object.assign(new Error('bad'), { request: { body: PLANTED } }) }],
  ['an error inside an object', { outcome: { reason: new Error(`token=${PLANTED}`) } }],
])('%s keeps its secret', (_, fields) => {
  const { log, lines } = written();
  log.error(fields, 'planted');
  expect(lines).toHaveLength(1);
  expect(lines.join('')).not.toContain(PLANTED);
  expect(lines.join('')).not.toContain(Buffer.from(PLANTED).toString('base64'));
  expect(lines.join('')).not.toContain(JSON.stringify([...Buffer.from(PLANTED)]).slice(1, 20));
});

test('the sentence itself is masked, too', () => {
  const { log, lines } = written();
  log.warn({}, `asked https://pay.example/?key=${PLANTED}`);
  expect(lines.join('')).not.toContain(PLANTED);
});

test.each([
  ['rang +6281234567890', 'rang ***890'],
  ['0812-kept, 081234567890 not', '0812-kept, ***890 not'],
  ['order A7K2M9-1 of 1763700000000', 'order A7K2M9-1 of 1763700000000'],
  ['GET https://pay.example/a/b?x=1&y=2#z', 'GET https://pay.example/a/b?x=***&y=***#z'],
])('%s', (text, shown) => expect(maskText(text)).toBe(shown));

test('what finds the order stays', () => {
  const { log, last } = written();
  const err = Object.assign(new Error('no answer'), { code: 'ECONNRESET' });
  log.warn({ orderCode: 'A7K2M9', reference: 'A7K2M9-1', attempts: 2, err }, 'payment not created');
  expect(last()).toMatchObject({ orderCode: 'A7K2M9', reference: 'A7K2M9-1', attempts: 2, msg: 'payment not created' });
  expect(last()['err']).toMatchObject({ type: 'Error', message: 'no answer', code: 'ECONNRESET' });
});

test('objects that loop, run deep or throw when read are survived', () => {
  const { log, lines } = written();
  const loop: Record<string, unknown> = {};
  loop['self'] = loop;
  const trap = {
    get value() {
      throw new Error(PLANTED);
    },
  };
  log.info({ loop, inner: { trap }, big: 10n, nothing: null, missing: undefined }, 'odd');
  expect(lines.join('')).toContain('[circular]');
  expect(lines.join('')).not.toContain(PLANTED);
});

test('a line says what it was written for, however deep, and a quiet level writes nothing', async () => {
  const { log, last } = written();
  await inContext({ requestId: 'r1' }, async () => {
    await Promise.resolve();
    await inContext({ paymentId: 'p1' }, async () => log.info({ step: 1 }, 'inside'));
  });
  expect(last()).toMatchObject({ requestId: 'r1', paymentId: 'p1', step: 1 });
  log.info({}, 'outside');
  expect(last()).not.toHaveProperty('requestId');
  const quiet = written('error');
  quiet.log.warn({}, 'unheard');
  expect(quiet.lines).toEqual([]);
});

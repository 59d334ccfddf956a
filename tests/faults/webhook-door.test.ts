/**
 * A rightly signed delivery counts whatever it is dressed in, because signatures are made over bytes: odd content types,
 * headers in any case and number, every address we give out. And what is cut short or doubled never does.
 */
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../rig/until.ts';
import { alerts, openShop, paidBody, signature, signWebhooks, type Shop } from './rig.ts';

const SECRET = 'canary-webhook-signing-secret';
const NAME = 'x-pakasir-signature';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop({ SAPA_SET_untrueWebhookAlertsPerHour: '100' });
  await signWebhooks(shop, SECRET);
});
afterAll(() => shop.discard());

/** Sends exactly these header lines; gives the status, 0 when the connection was cut without one. */
function post(path: string, body: string, lines: readonly string[]): Promise<number> {
  const head = [
    `POST ${path} HTTP/1.1`,
    'host: shop',
    'connection: close',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(shop.url).port), '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0)));
    socket.write(`${[...head, ...lines].join('\r\n')}\r\n\r\n${body}`);
  });
}

const address = () => `/webhook/payment/${shop.gateway.slug}`;
const sign = (body: string): string => signature(SECRET, body)[NAME] ?? '';
let last = 0;
const newReference = (): string => `ODD${(last += 1)}-1`;

/** It was worked off: a payment nobody knows is told to the owner. */
const actedOn = (reference: string) =>
  until(async () => (await alerts(shop)).some(({ screen }) => screen.includes(`"${reference}"`)));

const many = Array.from({ length: 300 }, (_, at) => `x-proxy-${at}: 1`);

test.each<[string, string[]]>([
  ['no content type', []],
  ['an empty content type', ['content-type: ']],
  ['a content type that is none', ['content-type: ;;;']],
  ['two content types in one', ['content-type: application/json, text/plain']],
  ['a form’s', ['content-type: multipart/form-data']],
  ['another charset', ['content-type: application/json; charset=utf-16']],
  ['an encoding it does not have', ['content-type: application/json', 'content-encoding: gzip']],
  ['three hundred headers before the signature', many],
  ['a header of three thousand characters', [`x-long: ${'y'.repeat(3_000)}`]],
])('%s: taken and acted on', async (_what, lines) => {
  const reference = newReference();
  const body = paidBody(reference, 10_000);
  expect(await post(address(), body, [...lines, `${NAME.toUpperCase()}: ${sign(body)}`])).toBe(200);
  await actedOn(reference);
});

test('every address we give out is the same door', async () => {
  const { slug } = shop.gateway;
  for (const path of [address(), `/webhooks/${slug}`, `/api/v1/webhook/${slug}`, `${address()}?from=%00panel`]) {
    const reference = newReference();
    const body = paidBody(reference, 10_000);
    expect(await post(path, body, [`${NAME}: ${sign(body)}`]), path).toBe(200);
    await actedOn(reference);
  }
});

test('nearly the address is not the address', async () => {
  const body = paidBody(newReference(), 10_000);
  const paths = [`${address()}/`, `/${address()}`, address().toUpperCase(), `${address()}%00`, '/webhooks/__proto__'];
  for (const path of paths) expect(await post(path, body, [`${NAME}: ${sign(body)}`]), path).toBe(404);
});

test.each<[string, (right: string) => string[]]>([
  ['the signature twice', (right) => [`${NAME}: ${right}`, `${NAME}: ${right}`]],
  ['a right one after a wrong one', (right) => [`${NAME}: 00`, `${NAME}: ${right}`]],
  ['a right one under another name', (right) => [`x-pakasir_signature: ${right}`]],
])('%s is refused', async (_what, lines) => {
  const body = paidBody(newReference(), 10_000);
  expect(await post(address(), body, lines(sign(body)))).toBe(401);
});

test('two lengths, or more than one way to say where the body ends, are no request', async () => {
  const body = paidBody(newReference(), 10_000);
  const signed = `${NAME}: ${sign(body)}`;
  expect(await post(address(), body, [signed, 'content-length: 5'])).toBe(400);
  expect(await post(address(), body, [signed, 'transfer-encoding: chunked'])).toBe(400);
});

test('a key that stands twice counts as it is read everywhere: the last one', async () => {
  const [first, second] = [newReference(), newReference()];
  const body = `{"order_id":"${first}",${paidBody(second, 10_000).slice(1)}`;
  expect(await post(address(), body, [`${NAME}: ${sign(body)}`])).toBe(200);
  await actedOn(second);
  expect((await alerts(shop)).filter(({ screen }) => screen.includes(`"${first}"`))).toEqual([]);
});

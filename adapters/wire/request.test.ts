import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { secret } from '../../commerce/ports/secret.ts';
import { buildRequest } from './request.ts';

const scope = { order: { id: 'A/1', amount: 5000 }, secret: { key: secret('k&1') }, method: { code: 'qris' } };

test('a JSON body, a percent-encoded path, headers in lower case', () => {
  const request = buildRequest(
    {
      http: 'POST',
      path: '/create/{method.code}/{order.id}',
      headers: { 'X-Key': '{secret.key}' },
      encoding: 'json',
      body: { id: '{order.id}', amount: '{order.amount|int}', note: '{order.note}' },
    },
    'https://api.example/v1/',
    scope,
  );
  expect(request).toMatchObject({
    method: 'POST',
    url: 'https://api.example/v1/create/qris/A%2F1',
    headers: { accept: 'application/json', 'content-type': 'application/json', 'x-key': 'k&1' },
    body: '{"id":"A/1","amount":5000}',
  });
});

test('a query and a form escape what they carry', () => {
  const query = buildRequest(
    { http: 'GET', path: '/s', query: { k: '{secret.key}', none: '{order.no}' } },
    'http://h',
    scope,
  );
  expect(query).toMatchObject({ url: 'http://h/s?k=k%261' });
  const form = buildRequest(
    { http: 'POST', path: '/s', encoding: 'form', body: { k: '{secret.key}' } },
    'http://h',
    scope,
  );
  expect(form).toMatchObject({ body: 'k=k%261', headers: { 'content-type': 'application/x-www-form-urlencoded' } });
});

test('a signature goes into the body, or over the finished body into a header', () => {
  const inBody = buildRequest(
    { http: 'POST', path: '/s', body: { sign: '{sign}' }, sign: { alg: 'md5', message: '{secret.key}{order.id}' } },
    'http://h',
    scope,
  );
  expect(inBody).toMatchObject({ body: JSON.stringify({ sign: createHash('md5').update('k&1A/1').digest('hex') }) });
  const overBody = buildRequest(
    {
      http: 'POST',
      path: '/s',
      body: { id: '{order.id}' },
      headers: { signature: '{sign}' },
      sign: { alg: 'hmac_sha256', key: '{secret.key}', message: '{verb}:{path}:{raw}' },
    },
    'http://h',
    scope,
  );
  const digest = createHmac('sha256', 'k&1').update('POST:/s:{"id":"A/1"}').digest('hex');
  expect(overBody).toMatchObject({ headers: { signature: digest } });
});

test('nothing half made goes out', () => {
  expect(buildRequest({ http: 'GET', path: '/x/{order.none}' }, 'http://h', scope)).toHaveProperty('missing');
  expect(buildRequest({ http: 'GET', path: '/x', headers: { a: '{secret.no}' } }, 'http://h', scope)).toHaveProperty(
    'missing',
  );
  const unsigned = { http: 'POST', path: '/x', body: {}, sign: { alg: 'md5', message: '{secret.no}' } } as const;
  expect(buildRequest(unsigned, 'http://h', scope)).toHaveProperty('missing');
});

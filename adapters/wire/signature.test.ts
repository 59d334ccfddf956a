/** Rows of the table in the payment facts, as the data a preset would hold, with published or independent digests. */
import { createHash, createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { secret } from '../../commerce/ports/secret.ts';
import { makeSignature, verifySignature } from './signature.ts';
import type { SignatureScheme, SignedMessage } from './signature.ts';

const NOW = 1_795_230_000_000;

function message(
  overrides: Partial<Omit<SignedMessage, 'secret'>> & { secrets?: Record<string, string> },
): SignedMessage {
  const { secrets = {}, ...rest } = overrides;
  const opened = Object.entries(secrets).map(([name, value]) => [name, secret(value)]);
  const blank = { raw: Buffer.alloc(0), body: null, header: {}, path: '/hook?x=1', verb: 'POST', cfg: {} };
  return { ...blank, ...rest, secret: Object.fromEntries(opened) as Record<string, unknown> };
}

const hmacOfRaw = (alg: SignatureScheme['alg']): SignatureScheme => ({
  alg,
  key: '{secret.key}',
  message: '{raw}',
  given: { header: 'X-Signature' },
});

describe('published vectors', () => {
  // RFC 2202 and RFC 4231, test case 2.
  test.each([
    ['hmac_sha1', 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79'],
    ['hmac_sha256', '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'],
    [
      'hmac_sha512',
      '164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737',
    ],
  ] as const)('%s', (alg, digest) => {
    const raw = Buffer.from('what do ya want for nothing?');
    const given = message({ raw, header: { 'x-signature': digest }, secrets: { key: 'Jefe' } });
    expect(verifySignature(hmacOfRaw(alg), given, NOW)).toEqual({ verified: true, reason: 'ok' });
  });

  test('md5 over body fields (payments facts, section 9)', () => {
    const scheme: SignatureScheme = {
      alg: 'md5',
      message: '{body.merchantCode}{body.amount}{body.merchantOrderId}{secret.api_key}',
      given: { body: 'signature' },
    };
    const body = {
      merchantCode: 'D0001',
      amount: '10000',
      merchantOrderId: '12345',
      signature: '4104f20a70c933113c66c004fe25a9f1',
    };
    const secrets = { api_key: '732B39FC61796845775D2C4FB05332AF' };
    expect(verifySignature(scheme, message({ body, secrets }), NOW).verified).toBe(true);
    expect(verifySignature(scheme, message({ body: { ...body, amount: '10001' }, secrets }), NOW).reason).toBe(
      'bad_signature',
    );
  });
});

describe('rows of the table', () => {
  test('sha512 over amounts as text', () => {
    const scheme: SignatureScheme = {
      alg: 'sha512',
      message: '{body.order_id}{body.status_code}{body.gross_amount}{secret.server_key}',
      given: { body: 'signature_key' },
    };
    const signature = createHash('sha512').update('ORD-1200275000.00server').digest('hex');
    const body = { order_id: 'ORD-1', status_code: '200', gross_amount: '275000.00', signature_key: signature };
    expect(verifySignature(scheme, message({ body, secrets: { server_key: 'server' } }), NOW).verified).toBe(true);
  });

  test('a static token', () => {
    const scheme: SignatureScheme = {
      alg: 'static',
      key: '{secret.callback_token}',
      given: { header: 'x-callback-token' },
    };
    const secrets = { callback_token: 'Tok-1' };
    expect(verifySignature(scheme, message({ header: { 'x-callback-token': 'Tok-1' }, secrets }), NOW).verified).toBe(
      true,
    );
    expect(verifySignature(scheme, message({ header: { 'x-callback-token': 'tok-1' }, secrets }), NOW).verified).toBe(
      false,
    );
  });

  test('sha1 over the md5 text', () => {
    const scheme: SignatureScheme = {
      alg: 'sha1_of_md5hex',
      message: '{secret.user_id}{secret.password}{body.bill_no}{body.payment_status_code}',
      given: { body: 'signature' },
    };
    const md5 = createHash('md5').update('bot12345pwB-12').digest('hex');
    const body = { bill_no: 'B-1', payment_status_code: '2', signature: createHash('sha1').update(md5).digest('hex') };
    expect(
      verifySignature(scheme, message({ body, secrets: { user_id: 'bot12345', password: 'pw' } }), NOW).verified,
    ).toBe(true);
  });

  test('header lines with a digest of the body, base64, a prefix and an equal client id', () => {
    const scheme: SignatureScheme = {
      alg: 'hmac_sha256',
      key: '{secret.secret_key}',
      message:
        'Client-Id:{header.client-id}\nRequest-Id:{header.request-id}\nRequest-Target:{path}\nDigest:{raw|sha256|b64}',
      output: 'base64',
      prefix: 'HMACSHA256=',
      given: { header: 'signature' },
      require: [{ left: '{header.client-id}', right: '{secret.client_id}' }],
    };
    const raw = Buffer.from('{"order":{"amount":1}}');
    const digest = createHash('sha256').update(raw).digest('base64');
    const text = `Client-Id:MCH-1\nRequest-Id:r1\nRequest-Target:/hook\nDigest:${digest}`;
    const signature = `HMACSHA256=${createHmac('sha256', 'sk').update(text).digest('base64')}`;
    const header = { 'client-id': 'MCH-1', 'request-id': 'r1', signature };
    const verdict = (clientId: string) =>
      verifySignature(scheme, message({ raw, header, secrets: { secret_key: 'sk', client_id: clientId } }), NOW);
    expect(verdict('MCH-1').verified).toBe(true);
    expect(verdict('MCH-2').reason).toBe('bad_signature');
  });

  test('a list with a timestamp: any entry passes, an old one is stale', () => {
    const scheme: SignatureScheme = {
      alg: 'hmac_sha256',
      key: '{secret.signing}',
      message: '{given.t}.{raw}',
      given: { header: 'x-list-signature' },
      list: { timestamp: 't', signature: 'v1' },
      toleranceSeconds: 300,
    };
    const raw = Buffer.from('{}');
    const at = String(NOW / 1000);
    const right = createHmac('sha256', 'signing-key').update(`${at}.{}`).digest('hex');
    const signed = (value: string) =>
      message({ raw, header: { 'x-list-signature': value }, secrets: { signing: 'signing-key' } });
    const list = `t=${at},v1=${'0'.repeat(64)},v1=${right},v0=zzz`;
    expect(verifySignature(scheme, signed(list), NOW + 300_000).verified).toBe(true);
    expect(verifySignature(scheme, signed(list), NOW + 301_000).reason).toBe('stale');
    expect(verifySignature(scheme, signed(`t=${at},v0=${right}`), NOW).reason).toBe('malformed');
    expect(verifySignature(scheme, signed(right), NOW).reason).toBe('malformed');
  });

  test('the bank standard: symmetric over the minified body, asymmetric with a public key', () => {
    const raw = Buffer.from('{ "a": "b c" }');
    const bodyHash = createHash('sha256').update('{"a":"b c"}').digest('hex');
    const symmetric: SignatureScheme = {
      alg: 'hmac_sha512',
      key: '{secret.client_secret}',
      message: '{verb}:{path}:{cfg.token}:{raw|minify|sha256|hex}:{header.x-timestamp}',
      output: 'base64',
      given: { header: 'x-signature' },
    };
    const text = `POST:/hook:tok:${bodyHash}:2026-11-21T10:00:00+07:00`;
    const header = {
      'x-timestamp': '2026-11-21T10:00:00+07:00',
      'x-signature': createHmac('sha512', 'cs').update(text).digest('base64'),
    };
    const given = message({ raw, header, cfg: { token: 'tok' }, secrets: { client_secret: 'cs' } });
    expect(verifySignature(symmetric, given, NOW).verified).toBe(true);

    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const asymmetric: SignatureScheme = {
      alg: 'rsa_sha256',
      key: '{secret.public_key}',
      message: '{verb}:{path}:{raw|minify|sha256|hex}',
      output: 'base64',
      given: { header: 'x-signature' },
    };
    const signature = createSign('RSA-SHA256').update(`POST:/hook:${bodyHash}`).sign(privateKey).toString('base64');
    const rsa = (key: string) =>
      verifySignature(
        asymmetric,
        message({ raw, header: { 'x-signature': signature }, secrets: { public_key: key } }),
        NOW,
      );
    expect(rsa(pem).verified).toBe(true);
    expect(rsa('not a key').reason).toBe('bad_signature');
  });
});

describe('failing closed', () => {
  const scheme = hmacOfRaw('hmac_sha256');
  const raw = Buffer.from('{"amount":22000}');
  const right = createHmac('sha256', 'secret').update(raw).digest('hex');
  const verdict = (given: string | undefined, secrets: Record<string, string> = { key: 'secret' }, body = raw) =>
    verifySignature(
      scheme,
      message({ raw: body, header: given === undefined ? {} : { 'x-signature': given }, secrets }),
      NOW,
    );

  test.each([
    ['missing', undefined, 'missing_signature'],
    ['empty', '', 'missing_signature'],
    ['upper case', right.toUpperCase(), 'bad_signature'],
    ['cut', right.slice(0, -1), 'bad_signature'],
    ['lengthened', `${right}0`, 'bad_signature'],
    ['of another secret', createHmac('sha256', 'other').update(raw).digest('hex'), 'bad_signature'],
    ['another alphabet', Buffer.from(right, 'hex').toString('base64'), 'bad_signature'],
    ['twice', `${right}, ${right}`, 'bad_signature'],
  ])('%s is refused', (_name, given, reason) => {
    expect(verdict(given)).toEqual({ verified: false, reason });
  });

  test('the right signature on another body is refused', () => {
    expect(verdict(right, { key: 'secret' }, Buffer.from('{"amount":22001}')).verified).toBe(false);
  });

  test('no secret or an empty one refuses, even a signature made with the empty key', () => {
    const empty = createHmac('sha256', '').update(raw).digest('hex');
    expect(verdict(empty, { key: '' }).reason).toBe('no_secret');
    expect(verdict(empty, {}).reason).toBe('no_secret');
  });

  test('an optional scheme without its secret is unsigned; with it, it is as strict as any', () => {
    const optional: SignatureScheme = { ...scheme, optional: true };
    expect(verifySignature(optional, message({ raw, secrets: { key: '' } }), NOW).reason).toBe('unsigned');
    expect(verifySignature(optional, message({ raw, secrets: { key: 'secret' } }), NOW).reason).toBe(
      'missing_signature',
    );
  });

  test('no flipped bit passes', () => {
    fc.assert(
      fc.property(fc.nat(right.length - 1), fc.integer({ min: 1, max: 127 }), (at, flip) => {
        const forged = right.slice(0, at) + String.fromCharCode(right.charCodeAt(at) ^ flip) + right.slice(at + 1);
        return !verdict(forged).verified;
      }),
    );
  });
});

test('outgoing signatures come from the same recipes', () => {
  const scope = { secret: { user: secret('u'), key: secret('k') }, purchase: { ref_id: 'R1' } };
  const recipe = { alg: 'md5', message: '{secret.user}{secret.key}{purchase.ref_id}' } as const;
  expect(makeSignature(recipe, scope)).toBe(createHash('md5').update('ukR1').digest('hex'));
  expect(makeSignature(recipe, { ...scope, secret: {} })).toBeNull();
});

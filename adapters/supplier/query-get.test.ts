import { afterAll, describe, expect, test } from 'vitest';
import { benchOf, presetNamed } from '../../tests/contract/supplier-bench.ts';
import { supplierContract } from '../../tests/contract/supplier.contract.ts';
import type { SupplierRecording } from '../../tests/contract/supplier.contract.ts';
import { startVendor } from '../../tests/contract/vendor-server.ts';
import okeconnect from '../../tests/wire/okeconnect.json' with { type: 'json' };
import { createHttpClient } from '../wire/http.ts';

const client = createHttpClient();
afterAll(async () => await client.close());

const recording = okeconnect as SupplierRecording;
const build = benchOf('okeconnect', client.request);

supplierContract('GETs answered in sentences', { recording, proof: { of: 'nothing' }, build });

test('the price list may live at another address', async () => {
  const [home, elsewhere] = [await startVendor(), await startVendor()];
  const list = {
    status: 200,
    contentType: 'application/json',
    body: '[{"kode":"T5","keterangan":"T","harga":"1","status":"1"}]',
  };
  elsewhere.behave(list);
  const credentials = { ...recording.credentials, price_list_url: elsewhere.url };
  const supplier = build({ baseUrl: home.url, credentials, timeoutMs: 1_000 });
  expect(await supplier.priceList()).toMatchObject({ kind: 'ok', value: [{ sku: 'T5' }] });
  expect(home.asked).toEqual([]);
  expect(JSON.stringify(elsewhere.asked)).not.toContain(recording.credentials['pin']);
  await home.close();
  await elsewhere.close();
});

describe('a GET format refuses a profile that', () => {
  const { profile } = presetNamed('okeconnect');
  const ops = profile['ops'] as Record<string, object>;
  const meaning = { created: true, reason: 'ok' };
  test.each([
    ['buys by POST', { ops: { ...ops, purchase: { ...ops['purchase'], http: 'POST', body: {} } } }, /ops\.purchase/],
    [
      'takes a success that names no purchase',
      { phrases: [{ pattern: 'SUKSES', is: 'success', ...meaning }] },
      /must name the purchase/,
    ],
    [
      'takes a failure that names no purchase',
      { phrases: [{ pattern: 'GAGAL', is: 'failed', ...meaning }] },
      /must name the purchase/,
    ],
    [
      'has a pattern that is none',
      { phrases: [{ pattern: '(', is: 'pending', ...meaning }] },
      /not a regular expression/,
    ],
    ['reads both fields and sentences', { reply: { status: 'status' } }, /either reply or phrases/],
    [
      'believes a report by GET',
      { webhook: { ...(profile['webhook'] as object), confirm: 'never' } },
      /only a signature/,
    ],
  ])('%s', (_what, change, problem) => {
    const unfit = benchOf('okeconnect', client.request, { ...profile, ...change });
    expect(() => unfit({ baseUrl: 'http://127.0.0.1:1', credentials: {}, timeoutMs: 1 })).toThrow(problem);
  });
});

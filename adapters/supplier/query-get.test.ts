import { afterAll, describe, expect, test } from 'vitest';
import { blankProvider } from '../../commerce/provider/blank.ts';
import type { IntegrationLog } from '../../commerce/provider/model.ts';
import { benchOf, presetNamed } from '../../tests/contract/supplier-bench.ts';
import { supplierContract } from '../../tests/contract/supplier.contract.ts';
import type { SupplierRecording } from '../../tests/contract/supplier.contract.ts';
import { startVendor } from '../../tests/contract/vendor-server.ts';
import type { Answer, Asked } from '../../tests/contract/vendor-server.ts';
import okeconnect from '../../tests/wire/okeconnect.json' with { type: 'json' };
import { createRegistry } from '../registry.ts';
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

/** Odd enough to be written in another way wherever it stands. */
const CANARIES = { pin: '90817263', password: "k@n ari&'burung+1" };

test('the secrets of an address stand nowhere in logs and errors, though the supplier repeats the address', async () => {
  const logs: IntegrationLog[] = [];
  const vendor = await startVendor();
  const gone = await startVendor();
  await gone.close();
  const { profile, apiFormat } = presetNamed('okeconnect');
  const readings: unknown[] = [];
  for (const [baseUrl, behaviour] of [
    [vendor.url, (asked: Asked) => echo(asked, 200)],
    [vendor.url, (asked: Asked) => echo(asked, 500)],
    [vendor.url, () => 'reset' as const],
    [gone.url, () => 'reset' as const],
    ['http://no such address', () => 'reset' as const],
  ] as const) {
    vendor.behave(behaviour);
    const row = { id: baseUrl, businessId: '', integrationType: 'supplier', name: '', slug: 's' } as const;
    const supplier = createRegistry({
      http: client.request,
      vault: { openCredentials: () => JSON.stringify(CANARIES) },
      clock: { now: () => Date.now(), elapsedMs: () => performance.now() },
      ids: { uuid: () => 'row' },
      logSink: (log) => void logs.push(log),
    }).supplier(
      blankProvider({
        ...row,
        apiFormat,
        environment: 'live',
        baseUrl,
        presetId: null,
        profile,
        config: { member_id: 'OK1' },
      }),
    );
    readings.push(await supplier.purchase(recording.purchase), await supplier.status(recording.purchase));
    readings.push(await supplier.balance(), await supplier.priceList(), await supplier.test());
  }
  expect(vendor.asked.some(({ query }) => query['password'] === CANARIES.password)).toBe(true);
  expect(logs).toHaveLength(25);
  const written = decodeURIComponent(JSON.stringify([logs, readings]).replaceAll('+', ' '));
  for (const trace of ['90817263', 'k@n ari', 'burung']) expect(written).not.toContain(trace);
  await vendor.close();
});

/** An error page that quotes what it was asked, as it stood in the address and as it was meant. */
const echo = ({ path, query }: Asked, status: number): Answer => ({
  status,
  contentType: 'text/plain',
  body: `Cannot GET ${path}?${new URLSearchParams(query).toString()} for ${JSON.stringify(query)}`,
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

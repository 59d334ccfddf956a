/** Where an operation is sent: a further address of the vendor follows the account's environment, and practice stays at home. */
import { expect, test } from 'vitest';
import { blankProvider } from '../../commerce/provider/blank.ts';
import { partsOf } from './gateway-parts.ts';
import { readPaymentProfile } from './profile.ts';

const HOME = 'http://home.test/base';
const operation = { http: 'GET', path: '/ask' } as const;
const profile = readPaymentProfile({
  currency: 'IDR',
  amountUnit: 'rupiah',
  bases: { api: { live: 'https://live.test', sandbox: 'https://sandbox.test' } },
  referencePattern: '.+',
  limits: {},
  methods: {},
  links: {},
  operations: {},
  errorMessage: 'message',
  errors: [],
  statuses: { paid: 'paid' },
});

async function sentTo(environment: 'live' | 'sandbox' | 'practice', base?: string): Promise<string[]> {
  const urls: string[] = [];
  const own = { id: 'p', businessId: 'b', integrationType: 'payment', name: 'N', slug: 'n', apiFormat: 'x' } as const;
  const provider = blankProvider({ ...own, environment, baseUrl: HOME });
  const http = ({ url }: { url: string }) => {
    urls.push(url);
    return Promise.resolve({ kind: 'not_sent', message: 'nobody there' } as const);
  };
  const clock = { now: () => 0, elapsedMs: () => 0 };
  await partsOf({ provider, credentials: {}, http, clock }, profile).send({ ...operation, base }, {});
  return urls;
}

test.each([
  ['live', 'api', 'https://live.test/ask'],
  ['sandbox', 'api', 'https://sandbox.test/ask'],
  ['practice', 'api', `${HOME}/ask`],
  ['live', undefined, `${HOME}/ask`],
] as const)('%s, base %s', async (environment, base, url) => {
  expect(await sentTo(environment, base)).toEqual([url]);
});

/**
 * The vendors' own npm clients as a second opinion: for the same payment they must send what our presets send, and what
 * they sign our receivers must take. They know addresses, authorization and encoding; the fields of a body are given to
 * them, so a wrong field name would not show here. No network: they all talk to a local socket.
 */
import midtrans from 'midtrans-client';
import apiConfig from 'midtrans-client/lib/apiConfig.js';
import { Stripe } from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { Xendit } from 'xendit-node';
import type { PaymentGateway } from '../commerce/ports/payment-gateway.ts';
import { builderFor, closeConnections, presetFile } from './contract/payment-bench.ts';
import { NOW } from './contract/payment.contract.ts';
import { jsonAnswer, startVendor } from './contract/vendor-server.ts';
import type { VendorServer } from './contract/vendor-server.ts';

const ASK = {
  reference: 'K7QF2M-1',
  amountIdr: 99_000,
  description: 'Pesanan K7QF2M',
  returnUrl: 'https://toko.example/o/K7QF2M',
  expiresAt: NOW + 30 * 60_000,
};
const REFUND = { key: 'K7QF2M-1-R1', amountIdr: 10_000, reason: 'Satu malam' };

let vendor: VendorServer;
beforeAll(async () => {
  vendor = await startVendor();
  vendor.behave(jsonAnswer({}));
});
beforeEach(() => (vendor.asked.length = 0));
afterAll(async () => {
  await vendor.close();
  await closeConnections();
});

function gateway(preset: string, credentials: Record<string, string>): PaymentGateway {
  return builderFor(presetFile(`${preset}.json`))({ baseUrl: vendor.url, credentials, timeoutMs: 2_000 });
}

/** Runs ours, then theirs, and gives both requests as far as they have to agree. The answers do not matter here. */
async function bothSent(ours: () => Promise<unknown>, theirs: () => Promise<unknown>, headers: string[] = []) {
  await ours();
  await theirs().catch(() => undefined);
  expect(vendor.asked).toHaveLength(2);
  return vendor.asked.map(({ method, path, query, headers: sent, body }) => ({
    method,
    path,
    query,
    headers: Object.fromEntries(['authorization', ...headers].map((name) => [name, sent[name]])),
    body: method === 'GET' ? null : sortedBody(sent['content-type'] ?? '', body),
  }));
}

function sortedBody(contentType: string, body: string): unknown {
  // One of them sends the word null where it has nothing to say.
  if (body === '' || body === 'null') return {};
  if (contentType.startsWith('application/json')) return JSON.parse(body) as unknown;
  return Object.fromEntries(new URLSearchParams(body));
}

describe('midtrans-client', () => {
  const serverKey = 'SB-Mid-server-wire';
  const options = { isProduction: false, serverKey, clientKey: '' };
  const query = { ...ASK, gatewayTransactionId: null };
  const item = { id: ASK.reference, price: 99_000, quantity: 1, name: ASK.reference };
  const transaction_details = { order_id: ASK.reference, gross_amount: 99_000 };

  beforeAll(() => {
    apiConfig.SNAP_SANDBOX_BASE_URL = vendor.url;
    apiConfig.CORE_SANDBOX_BASE_URL = vendor.url;
  });

  test('a hosted page', async () => {
    const body = {
      transaction_details,
      item_details: [item],
      callbacks: { finish: ASK.returnUrl },
      expiry: { unit: 'minutes', duration: 30 },
    };
    const [ours, theirs] = await bothSent(
      async () => await gateway('midtrans-snap', { server_key: serverKey }).create({ ...ASK, method: 'link' }),
      async () => await new midtrans.Snap(options).createTransaction(body),
    );
    expect(ours).toEqual(theirs);
  });

  const core = () => new midtrans.CoreApi(options);
  const own = () => gateway('midtrans-core', { server_key: serverKey });

  test('a charge', async () => {
    const body = {
      payment_type: 'bank_transfer',
      transaction_details,
      item_details: [item],
      custom_expiry: { expiry_duration: 30, unit: 'minute' },
      bank_transfer: { bank: 'bca' },
    };
    const [ours, theirs] = await bothSent(
      async () => await own().create({ ...ASK, method: 'bca_va' }),
      async () => await core().charge(body),
    );
    expect(ours).toEqual(theirs);
  });

  test.each([
    ['status', async () => await own().status({ ...query, method: 'qris' })],
    ['cancel', async () => await own().cancel({ ...query, method: 'qris' })],
  ] as const)('%s', async (operation, ask) => {
    const [ours, theirs] = await bothSent(ask, async () => await core().transaction[operation](ASK.reference));
    expect(ours).toEqual(theirs);
  });

  test('a refund', async () => {
    const [ours, theirs] = await bothSent(
      async () => await own().refund({ ...query, method: 'qris' }, REFUND),
      async () =>
        await core().transaction.refund(ASK.reference, {
          refund_key: REFUND.key,
          amount: 10_000,
          reason: 'Satu malam',
        }),
    );
    expect(ours).toEqual(theirs);
  });
});

describe('xendit-node', () => {
  const secretKey = 'xnd_development_wire';
  const own = () => gateway('xendit-invoice', { secret_key: secretKey, callback_token: 'wire-callback-token' });
  const query = { ...ASK, method: 'link', gatewayTransactionId: 'inv-1' };
  let client: Xendit;
  beforeAll(() => {
    // It says on the console that the key is a test key.
    const quiet = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    client = new Xendit({ secretKey, xenditURL: vendor.url });
    quiet.mockRestore();
  });

  test('an invoice', async () => {
    const data = {
      externalId: ASK.reference,
      amount: 99_000,
      currency: 'IDR',
      description: ASK.description,
      invoiceDuration: 1800,
      successRedirectUrl: ASK.returnUrl,
      failureRedirectUrl: ASK.returnUrl,
    };
    const [ours, theirs] = await bothSent(
      async () => await own().create({ ...ASK, method: 'link' }),
      async () => await client.Invoice.createInvoice({ data }),
    );
    // It writes a slash at the end, which the documentation has not.
    expect(ours).toEqual({ ...theirs, path: theirs?.path.replace(/\/$/, '') });
  });

  test('looking for it by our reference', async () => {
    const [ours, theirs] = await bothSent(
      async () => await own().status(query),
      async () => await client.Invoice.getInvoices({ externalId: ASK.reference }),
    );
    expect(ours).toEqual(theirs);
  });

  test('ending it', async () => {
    const [ours, theirs] = await bothSent(
      async () => await own().cancel(query),
      async () => await client.Invoice.expireInvoice({ invoiceId: 'inv-1' }),
    );
    expect(ours).toEqual(theirs);
  });

  test('a refund', async () => {
    const data = {
      invoiceId: 'inv-1',
      referenceId: REFUND.key,
      amount: 10_000,
      currency: 'IDR',
      reason: 'OTHERS' as const,
    };
    const [ours, theirs] = await bothSent(
      async () => await own().refund(query, REFUND),
      async () => await client.Refund.createRefund({ idempotencyKey: REFUND.key, data }),
      ['idempotency-key'],
    );
    expect(ours).toEqual(theirs);
  });
});

describe('stripe', () => {
  const webhookSecret = 'whsec_wire-signing-secret';
  const credentials = { secret_key: 'sk_test_wire', webhook_secret: webhookSecret, return_url: 'https://toko.example' };
  const own = () => gateway('stripe-checkout', credentials);
  const query = { ...ASK, method: 'link', gatewayTransactionId: 'cs_test_a1' };
  const client = () => {
    const { hostname: host, port } = new URL(vendor.url);
    return new Stripe('sk_test_wire', { host, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false });
  };

  test('a session', async () => {
    const metadata = { order_id: ASK.reference };
    const price_data = { currency: 'idr', unit_amount: 9_900_000, product_data: { name: ASK.description } };
    const [ours, theirs] = await bothSent(
      async () => await own().create({ ...ASK, method: 'link' }),
      async () =>
        await client().checkout.sessions.create(
          {
            mode: 'payment',
            client_reference_id: ASK.reference,
            line_items: [{ quantity: 1, price_data }],
            metadata,
            payment_intent_data: { metadata },
            success_url: ASK.returnUrl,
            cancel_url: ASK.returnUrl,
          },
          { idempotencyKey: ASK.reference },
        ),
      ['idempotency-key', 'content-type'],
    );
    expect(withVersion(ours)).toEqual(withVersion(theirs));
  });

  test('asking about it, and ending it', async () => {
    const asked = await bothSent(
      async () => await own().status(query),
      async () => await client().checkout.sessions.retrieve('cs_test_a1'),
    );
    expect(withVersion(asked[0])).toEqual(withVersion(asked[1]));
    vendor.asked.length = 0;
    const ended = await bothSent(
      async () => await own().cancel(query),
      async () => await client().checkout.sessions.expire('cs_test_a1'),
    );
    expect(withVersion(ended[0])).toEqual(withVersion(ended[1]));
  });

  /** It puts its API's version before the path, which is part of our base address. */
  const withVersion = (asked: { path: string } | undefined) => ({ ...asked, path: asked?.path.replace(/^\/v1/, '') });

  const object = {
    client_reference_id: ASK.reference,
    amount_total: 9_900_000,
    currency: 'idr',
    payment_status: 'paid',
  };
  const payload = JSON.stringify({ id: 'evt_000000001', type: 'checkout.session.completed', data: { object } });
  const header = (secret: string, ageSeconds = 0) =>
    client().webhooks.generateTestHeaderString({
      payload,
      secret,
      timestamp: Math.floor(NOW / 1000) - ageSeconds,
    });
  const read = (signature: string, text = payload) =>
    own().readWebhook(
      {
        method: 'POST',
        path: '/webhook/payment/shop',
        headers: { 'stripe-signature': signature },
        body: Buffer.from(text),
      },
      NOW,
    );

  test('what it signs, we take', () => {
    expect(read(header(webhookSecret))).toMatchObject({
      verified: true,
      events: [{ status: 'paid', amountIdr: 99_000, reference: ASK.reference }],
    });
    expect(read(header(webhookSecret, 300))).toMatchObject({ verified: true });
  });

  test.each([
    ['another secret', 'whsec_another', 0, payload, 'bad_signature'],
    ['another amount', webhookSecret, 0, payload.replace('9900000', '9800000'), 'bad_signature'],
    ['too old', webhookSecret, 301, payload, 'stale'],
  ])('and refuse as it does: %s', (_what, secret, ageSeconds, text, reason) => {
    const signature = header(secret, ageSeconds);
    expect(read(signature, text)).toMatchObject({ verified: false, reason, events: [] });
    const theirs = () => client().webhooks.constructEvent(text, signature, webhookSecret, 300, undefined, NOW);
    expect(theirs).toThrow(Stripe.errors.StripeSignatureVerificationError);
  });
});

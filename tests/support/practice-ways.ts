/** Ways of paying the practice gateway has and the preset of its vendor has not, put into the profiles of its accounts. */
import type { Core } from '../../commerce/core.ts';
import { until } from '../rig/until.ts';

export interface TaughtWays {
  /** Method name → the method as a profile says it; each becomes the feature `payment.NAME` unless `features` names it. */
  methods: Record<string, object>;
  /** Joins `create.out`. */
  out?: Record<string, string>;
  embeds?: Record<string, object>;
  features?: Record<string, string>;
}

interface Profile {
  methods: Record<string, object>;
  embeds?: Record<string, object>;
  operations: { create: { out: Record<string, string> } };
}

/** Every practice gateway learns them; the first serves them, the second stands behind it. */
export async function teachWays(core: Core, { methods, out = {}, embeds, features }: TaughtWays): Promise<void> {
  const environment = 'practice';
  const gateways = await core.uow.read.providers.list({ integrationType: 'payment', environment });
  const [first, second] = gateways;
  if (!first) throw new Error('no practice gateway');
  const mapped = features ?? Object.fromEntries(Object.keys(methods).map((name) => [`payment.${name}`, name]));
  await core.uow.run('test.ways', async (stores) => {
    for (const gateway of gateways) {
      const profile = structuredClone(gateway.profile) as unknown as Profile;
      Object.assign(profile.methods, methods);
      Object.assign(profile.operations.create.out, out);
      if (embeds) profile.embeds = { ...profile.embeds, ...embeds };
      await stores.providers.update({ ...gateway, profile: { ...profile }, updatedAt: core.clock.now() });
    }
    for (const [feature, method] of Object.entries(mapped))
      await stores.providers.setFeature({
        feature,
        environment,
        primaryProviderId: first.id,
        primaryMethod: method,
        fallbackProviderId: second?.id ?? null,
        fallbackMethod: second ? method : null,
      });
  });
}

export const BILLS: TaughtWays = {
  methods: { mandiri_bill: { format: 'va_static', code: 'mandiri_bill', name: 'Mandiri', link: 'page' } },
  out: { billerCode: 'payment.biller_code' },
  features: { 'payment.mandiri_va': 'mandiri_bill' },
};

export const WALLETS: TaughtWays = {
  methods: {
    wallet: { format: 'e_wallet_redirect', code: 'practice_wallet', name: 'Dompet Latihan', link: 'page' },
    push: {
      format: 'e_wallet_redirect',
      code: 'practice_push',
      name: 'Dompet Ketuk',
      asks: 'phone',
      body: { phone: '{payer.phone|phone_local}' },
    },
  },
  out: { deepLink: 'payment.deep_link' },
};

const SCRIPT = 'https://nowhere.example/embed.js';

export const FORM: TaughtWays = {
  methods: { page: { format: 'embed_flow', code: 'practice_form', embed: 'form', link: 'page' } },
  out: { clientToken: 'payment.client_token' },
  embeds: {
    form: {
      kind: 'token_call',
      script: { live: SCRIPT, sandbox: SCRIPT, practice: '/embed.js' },
      attributes: { 'data-project': '{cfg.project}' },
      global: 'practicePay.open',
    },
  },
};

export const CARD: TaughtWays = {
  methods: {
    card: {
      format: 'direct_charge',
      code: 'practice_card',
      name: 'Kartu',
      asks: 'card',
      embed: 'card',
      body: { card_token: '{payer.token}' },
    },
  },
  out: { payUrl: 'payment.redirect_url' },
  embeds: {
    card: {
      kind: 'card_fields',
      script: { live: SCRIPT, sandbox: SCRIPT, practice: '/embed.js' },
      attributes: { id: 'practice', 'data-mode': { live: 'production', sandbox: 'sandbox', practice: 'latihan' } },
      global: 'practicePay.tokenize',
      card: {
        number: 'card_number',
        month: 'card_exp_month',
        year: 'card_exp_year',
        code: 'card_cvv',
        token: 'token_id',
      },
    },
  },
};

const KEPT_MS = 1_000;

/** Other processes keep a provider's row for a second at most (db/kept-rows.ts), and nobody can look into theirs. */
export async function untilKnownEverywhere(): Promise<void> {
  if (process.env['SCENARIO_STACK'] !== 'postgres') return;
  const from = performance.now();
  await until(() => performance.now() - from > KEPT_MS);
}

/** Every preset is fit to run and proven by a recording. Run alone as `npm run check:presets`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { formats } from '../adapters/formats.ts';
import { fieldsIn } from '../commerce/provider/fields-in.ts';
import { checkPreset, createPresetCatalogue } from '../adapters/preset-catalogue.ts';

const root = new URL('../', import.meta.url);
const catalogue = createPresetCatalogue(new URL('presets', root).pathname);

/** A buyer reads the same name whichever account makes the number. */
const WHOSE = Object.fromEntries(
  catalogue.list('payment').flatMap(({ profile, optionalFeatures = {} }) => {
    const methods = profile['methods'] as Record<string, { name?: string }>;
    return Object.entries(optionalFeatures).map(([feature, method]) => [feature, methods[method]?.name]);
  }),
);

test('no preset has a problem', () => expect(catalogue.problems()).toEqual([]));

test('there are presets to check', () => expect(catalogue.list().length).toBeGreaterThanOrEqual(2));

describe.each(catalogue.list())('$id', (preset) => {
  const { id, baseUrls, integrationType, features, optionalFeatures } = preset;

  test('has a recorded exchange', () => expect(existsSync(new URL(`tests/wire/${id}.json`, root))).toBe(true));

  test('talks to the real vendor over TLS only', () => {
    for (const url of [baseUrls.live, baseUrls.sandbox]) expect(url ?? 'https://none').toMatch(/^https:\/\//);
  });

  test('maps features of its own kind', () => {
    const all = { ...features, ...optionalFeatures };
    for (const feature of Object.keys(all)) expect(feature.split('.')[0]).toBe(integrationType);
  });

  test('names whom an account number belongs to, the same for every vendor', () => {
    const methods = preset.profile['methods'] as Record<string, { format: string; name?: string }> | undefined;
    for (const [feature, method] of Object.entries(optionalFeatures ?? {})) {
      const { format, name } = methods?.[method] ?? {};
      if (format === 'va_static') expect([feature, name]).toEqual([feature, WHOSE[feature]]);
    }
  });
});

test('a key that tells its environment is only taken in that one', () => {
  const telling = catalogue.list().flatMap((preset) =>
    preset.fields.flatMap((field, at) => {
      if (!field.patterns) return [];
      const fits = (environment: 'live' | 'sandbox' | 'practice') =>
        new RegExp(`^(?:${fieldsIn(preset, environment)[at]?.pattern ?? ''})$`).test(field.example);
      return [[preset.id, fits('sandbox'), fits('practice'), fits('live')]];
    }),
  );
  expect(telling.length).toBeGreaterThan(0);
  expect(telling).toEqual(telling.map(([id]) => [id, true, true, false]));
});

describe('ways of paying', () => {
  const tripay = readFileSync(new URL('presets/tripay.json', root), 'utf8');
  const problemsWith = (change: (preset: Record<string, any>) => void): string[] => {
    const preset = JSON.parse(tripay) as Record<string, any>;
    change(preset);
    return checkPreset('tripay.json', JSON.stringify(preset)).problems;
  };

  test.each<[string, (preset: Record<string, any>) => void]>([
    ['features.payment.x: no method nobody', (preset) => (preset['optionalFeatures'] = { 'payment.x': 'nobody' })],
    ['optionalFeatures.payment.qris: stands', (preset) => (preset['optionalFeatures'] = { 'payment.qris': 'qris' })],
    ['methods.qris: fee: steps', (preset) => (preset['profile'].methods.qris.fee = [{ upToIdr: 5 }])],
    ['methods.qris: fee: steps', (preset) => (preset['profile'].methods.qris.fee = [{ flatIdr: 5 }, { flatIdr: 6 }])],
    ['methods.qris.place', (preset) => (preset['profile'].methods.qris.place = 'moon')],
  ])('not %s', (problem, change) => {
    const [first, ...more] = problemsWith(change);
    expect(first).toContain(problem);
    expect(more).toEqual([]);
  });
});

describe('forms on our own page', () => {
  const snap = readFileSync(new URL('presets/midtrans-snap.json', root), 'utf8');
  const problemsWith = (change: (form: Record<string, any>, profile: Record<string, any>) => void): string[] => {
    const preset = JSON.parse(snap) as { profile: Record<string, any> };
    change(preset.profile['embeds'].popup, preset.profile);
    return checkPreset('midtrans-snap.json', JSON.stringify(preset)).problems;
  };

  test.each<[string, (form: Record<string, any>, profile: Record<string, any>) => void]>([
    ['embeds.popup: {secret.server_key}', (form) => (form['attributes'] = { 'data-key': '{secret.server_key}' })],
    ['attributes', (form) => (form['attributes'] = { onload: 'x' })],
    ['embeds.popup.global', (form) => (form['global'] = 'eval(1)')],
    ['embeds.popup.kind', (form) => (form['kind'] = 'anything')],
    ['embeds.popup.script.live', (form) => (form['script'].live = 'http://app.example/x.js')],
    ['embeds.popup.origins.live', (form) => (form['origins'].live = ['https://app.example/path'])],
    ['methods.popup: no embed other', (_form, profile) => (profile['methods'].popup.embed = 'other')],
    [
      'methods.popup: needs create.out.clientToken',
      (_form, { operations }) => delete operations.create.out.clientToken,
    ],
  ])('not %s', (problem, change) => {
    const [first, ...more] = problemsWith(change);
    expect(first).toContain(problem);
    expect(more).toEqual([]);
  });
});

describe('further addresses and bodies of methods', () => {
  const core = readFileSync(new URL('presets/midtrans-snap.json', root), 'utf8');
  const problemsWith = (change: (profile: Record<string, any>) => void): string[] => {
    const preset = JSON.parse(core) as { profile: Record<string, any> };
    change(preset.profile);
    return checkPreset('midtrans-snap.json', JSON.stringify(preset)).problems;
  };

  test.each<[string, (profile: Record<string, any>) => void]>([
    ['operations.status: no base elsewhere', (profile) => (profile['operations'].status.base = 'elsewhere')],
    ['bases.api.live', (profile) => (profile['bases'].api.live = 'http://api.example')],
    ['methods.card.body: {secret.nobodys}', (profile) => (profile['methods'].card.body = { a: '{secret.nobodys}' })],
    ['operations.status.envelope: not a path', (profile) => (profile['operations'].status.envelope = 'a..b')],
    [
      'create.out: payable needs',
      (profile) => (profile['operations'].create.out = { payUrl: 'u', payable: 'total', clientToken: 'token' }),
    ],
    ['webhook.only: not a path', (profile) => (profile['webhook'].only = { path: 'a b', equals: ['x'] })],
  ])('not %s', (problem, change) => {
    const [first, ...more] = problemsWith(change);
    expect(first).toContain(problem);
    expect(more).toEqual([]);
  });
});

describe('webhooks by GET', () => {
  const pakasir = readFileSync(new URL('presets/pakasir.json', root), 'utf8');
  const token = { param: 'hub.verify_token', key: '{secret.webhook_secret}' };
  const challenge = { mode: { param: 'hub.mode', is: 'subscribe' }, token, echo: 'hub.challenge' };
  const problemsWith = (webhook: object): string[] => {
    const preset = JSON.parse(pakasir) as { profile: { webhook: object } };
    preset.profile.webhook = { ...preset.profile.webhook, ...webhook };
    return checkPreset('pakasir.json', JSON.stringify(preset)).problems;
  };

  test.each([[{ challenge }], [{ report: 'get' }], [{ challenge: { token, echo: 'word' }, report: 'get' }]])(
    'a preset may say %j',
    (webhook) => expect(problemsWith(webhook)).toEqual([]),
  );

  test.each([
    [{ report: 'put' }, 'webhook.report'],
    [{ report: true }, 'webhook.report'],
    [{ challenge: { token } }, 'webhook.challenge.echo'],
    [{ challenge: { ...challenge, token: { param: 'token' } } }, 'webhook.challenge.token.key'],
    [{ challenge: { ...challenge, token: { ...token, key: 'known-to-all' } } }, 'names no secret'],
    [{ challenge: { ...challenge, token: { ...token, key: '{secret.nobodys}' } } }, '{secret.nobodys} is not declared'],
    [{ challenge: { ...challenge, echo: 'hub.mode' } }, 'two parameters have one name'],
    [{ challenge: { ...challenge, believe: true } }, 'webhook.challenge'],
  ])('and not %j', (webhook, problem) => {
    const [first, ...more] = problemsWith(webhook);
    expect(first).toContain(problem);
    expect(more).toEqual([]);
  });
});

test('every format file is listed', () => {
  const folders = ['payment', 'supplier', 'door_lock'] as const;
  const listed = new Set(formats.map(({ apiFormat }) => apiFormat));
  const declared = folders.flatMap((folder) => {
    const files = readdirSync(new URL(`adapters/${folder}`, root)).filter((file) => /(?<!\.test)\.ts$/.test(file));
    return files.flatMap((file) => {
      const text = readFileSync(new URL(`adapters/${folder}/${file}`, root), 'utf8');
      return [...text.matchAll(/^ {2}apiFormat: '([a-z_0-9]+)'/gm)].map((match) => match[1] ?? '');
    });
  });
  expect(declared.length).toBeGreaterThanOrEqual(4);
  expect(declared.filter((name) => !listed.has(name))).toEqual([]);
});

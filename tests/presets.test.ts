/** Every preset is fit to run and proven by a recording. Run alone as `npm run check:presets`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { formats } from '../adapters/formats.ts';
import { checkPreset, createPresetCatalogue } from '../adapters/preset-catalogue.ts';

const root = new URL('../', import.meta.url);
const catalogue = createPresetCatalogue(new URL('presets', root).pathname);

test('no preset has a problem', () => expect(catalogue.problems()).toEqual([]));

test('there are presets to check', () => expect(catalogue.list().length).toBeGreaterThanOrEqual(2));

describe.each(catalogue.list())('$id', ({ id, baseUrls, integrationType, features }) => {
  test('has a recorded exchange', () => expect(existsSync(new URL(`tests/wire/${id}.json`, root))).toBe(true));

  test('talks to the real vendor over TLS only', () => {
    for (const url of [baseUrls.live, baseUrls.sandbox]) expect(url ?? 'https://none').toMatch(/^https:\/\//);
  });

  test('maps features of its own kind', () => {
    for (const feature of Object.keys(features)) expect(feature.split('.')[0]).toBe(integrationType);
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

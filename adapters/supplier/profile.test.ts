import { expect, test } from 'vitest';
import preset from '../../presets/digiflazz.json' with { type: 'json' };
import { supplierProfileErrors } from './profile-errors.ts';

const DECLARED = { secrets: ['api_key', 'webhook_secret'], settings: ['username'] };
const changed = (change: (profile: typeof preset.profile) => void) => {
  const profile = structuredClone(preset.profile);
  change(profile);
  return supplierProfileErrors(profile, DECLARED);
};

test('the preset is fit to run', () => {
  expect(supplierProfileErrors(preset.profile, DECLARED)).toEqual([]);
  expect(supplierProfileErrors(preset.profile)).toEqual([]);
});

test('each mistake is named', () => {
  expect(changed((profile) => (profile.idempotentSubmit = false))[0]).toContain('statusMode');
  expect(changed((profile) => (profile.statusMode = 'endpoint'))[0]).toContain('ops.status');
  expect(changed((profile) => (profile.envelope = 'data..x'))[0]).toContain('envelope');
  expect(changed((profile) => (profile.priceList.hide = ['(']))[0]).toContain('regular expression');
  expect(changed((profile) => (profile.ops.purchase.body.username = '{secret.pin}'))[0]).toContain('secret.pin');
  expect(changed((profile) => (profile.ops.balance.sign.message = '{request.order}'))[0]).toContain('request.order');
  expect(changed((profile) => (profile.webhook.verify.key = '{secret.other}'))[0]).toContain('webhook.verify');
  expect(changed((profile) => (profile.codes['00'].is = 'yes'))[0]).toContain('codes.00.is');
  expect(supplierProfileErrors({})).not.toEqual([]);
  expect(supplierProfileErrors(null)).not.toEqual([]);
});

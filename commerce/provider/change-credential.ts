/**
 * Puts another value in the place of one credential or setting. It is tried first, beside the account: one that is in
 * use keeps the value that works when the new one does not. One that rests takes whatever is given, with its result.
 */
import type { Answer } from '../app.ts';
import type { Core } from '../core.ts';
import { demandPin } from '../people/danger.ts';
import type { Actor } from '../people/model.ts';
import type { ConnectionTest } from '../ports/outcome.ts';
import { answering, Refused } from '../refusal.ts';
import { changeProvider, ownProvider, type ProviderChange } from './changing.ts';
import type { Provider } from './model.ts';
import { callTest } from './test-provider.ts';
import { fieldsIn } from './fields-in.ts';

export interface ChangeCredentialInput extends ProviderChange {
  field: string;
  value: string;
}

const CHANGE = { right: 'changeCredential', act: 'provider.credential' } as const;

export function changeCredential(
  core: Core,
  actor: Actor,
  key: string,
  { value, ...change }: ChangeCredentialInput,
): Promise<Answer<{ saved: boolean; test: ConnectionTest }>> {
  return answering(async () => {
    const before = await ownProvider(core.uow.read, actor, 'changeCredential', change.slug);
    if (before.environment !== 'practice') await demandPin(core, core.uow.read, actor);
    const preset = core.presets.get(before.presetId ?? '');
    const field = preset && fieldsIn(preset, before.environment).find(({ name }) => name === change.field);
    if (!field) throw new Refused('not_found', { what: 'field' });
    if (!new RegExp(`^(?:${field.pattern})$`, 'u').test(value)) throw new Refused('bad_input', { field: field.name });
    const test = await tryBeside(core, before, field, value);
    if (!test.ok && before.isActive) return { ok: true as const, saved: false, test };
    const asked = { ...change, value: core.vault.fingerprint('provider_values', value) };
    const saved = await changeProvider(core, actor, key, CHANGE, asked, async (stores, provider) => {
      await stores.providers.update({
        ...withValue(core, provider, provider.id, field, value),
        updatedAt: core.clock.now(),
      });
      const message = test.message.slice(0, 300);
      await stores.providers.setTestResult(provider.id, test.ok ? 'ok' : 'failed', message, core.clock.now());
      return field.name;
    });
    return saved.ok ? { ok: true as const, saved: true, test } : saved;
  });
}

/** Under an id of its own: what is known of the account by its id (opened keys, a breaker) must not mix with a trial. */
function tryBeside(core: Core, provider: Provider, field: Field, value: string): Promise<ConnectionTest> {
  const trial = core.ids.uuid();
  return callTest(core, { ...withValue(core, provider, trial, field, value), id: trial });
}

type Field = { name: string; secret: boolean };

function withValue(
  core: Core,
  provider: Provider,
  sealedFor: string,
  { name, secret }: Field,
  value: string,
): Provider {
  const opened = JSON.parse(core.vault.openCredentials(provider.id, provider.credentialsEncrypted)) as object;
  const credentials = JSON.stringify(secret ? { ...opened, [name]: value } : opened);
  return {
    ...provider,
    config: secret ? provider.config : { ...provider.config, [name]: value },
    credentialsEncrypted: core.vault.sealCredentials(sealedFor, credentials),
  };
}

/**
 * What every template of a provider may name, whatever the operation: `secret.*`, `cfg.*`, `base_url`, `now`, `uuid`.
 * Formats add their own roots (`order`, `method`, …).
 */
import { randomUUID } from 'node:crypto';
import type { Secret } from '../../commerce/ports/secret.ts';
import type { FormatContext } from '../format.ts';
import type { Declared } from './profile.ts';
import type { Scope } from './template.ts';

/** The scope at this instant; `uuid` is new on every call. What belongs to the provider's version is made once. */
export function providerScope(context: FormatContext): Scope {
  let fixed = fixedOf.get(context);
  if (fixed === undefined) {
    const { provider, credentials } = context;
    fixed = {
      secret: credentials,
      cfg: openSettings(provider.config, credentials),
      base_url: provider.baseUrl.replace(/\/+$/, ''),
    };
    fixedOf.set(context, fixed);
  }
  return { ...fixed, now: context.clock.now(), uuid: onceAsked() };
}

/** Hardly any template names it, and making one costs as much as the rest of the scope. */
function onceAsked(): { reveal(): string } {
  let uuid: string | undefined;
  return { reveal: () => (uuid ??= randomUUID()) };
}

const fixedOf = new WeakMap<FormatContext, Scope>();

/**
 * Settings beside the credential fields, because an account's name (a slug, a merchant number) is stored with its key
 * although it is no secret. Which names are open is checked against the preset's fields.
 */
function openSettings(config: Record<string, string>, credentials: Readonly<Record<string, Secret>>): Scope {
  const given = Object.entries(config).filter(([, value]) => value !== '');
  return { ...credentials, ...Object.fromEntries(given) };
}

/** The same names for validation. */
export function declaredBy(fields: { secrets: readonly string[]; settings: readonly string[] }): Declared {
  return { secret: fields.secrets, cfg: fields.settings, base_url: 'value', now: 'value', uuid: 'value' };
}

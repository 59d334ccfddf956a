/**
 * Is a payment profile fit to run? Reports every problem at once: placeholders nobody declares, secrets in places that
 * leave the house, paths that are none, methods without what their format needs.
 */
import type { DeclaredFields } from '../format.ts';
import { pathErrors, shapeErrors, templateErrors } from '../wire/profile.ts';
import type { Declared } from '../wire/profile.ts';
import { declaredBy } from '../wire/scope.ts';
import type { Template } from '../wire/template.ts';
import type { PaymentBehaviour } from './behaviour.ts';
import { ORDER_NAMES, PAYER_NAMES, REFUND_NAMES } from './gateway-parts.ts';
import { paymentProfileSchema } from './profile.ts';
import type { PaymentMethod, PaymentProfile } from './profile.ts';

export function paymentProfileErrors(
  profile: unknown,
  fields: DeclaredFields,
  behaviours: readonly PaymentBehaviour[],
): string[] {
  const parsed = paymentProfileSchema.safeParse(profile);
  if (!parsed.success) return shapeErrors(parsed.error);
  const declared = declaredBy(fields);
  return [
    ...operationErrors(parsed.data, { ...declared, order: ORDER_NAMES, method: ['code'], sign: 'value' }),
    ...embedErrors(parsed.data, { ...declared, secret: [] }),
    ...cardErrors(parsed.data),
    ...linkErrors(parsed.data, { ...declared, secret: [], order: ORDER_NAMES, method: ['code'] }),
    ...webhookErrors(parsed.data, declared),
    ...methodErrors(parsed.data, behaviours),
    ...moneyErrors(parsed.data),
    ...methodBodyErrors(parsed.data, {
      ...declared,
      order: ORDER_NAMES,
      method: ['code'],
      sign: 'value',
      payer: PAYER_NAMES,
    }),
    ...pathsOf(parsed.data).flatMap(([where, path]) => pathErrors(where, path)),
    ...(parsed.data.account === undefined
      ? []
      : templateErrors('account', parsed.data.account, { ...declared, secret: [] })),
    ...patternErrors(parsed.data.referencePattern),
    ...(Object.values(parsed.data.statuses).includes('paid') ? [] : ['statuses: no word means paid']),
  ];
}

function operationErrors(profile: PaymentProfile, declared: Declared): string[] {
  const signing: Declared = { ...declared, path: 'value', verb: 'value', raw: 'value' };
  return Object.entries(profile.operations).flatMap(([name, operation]) => {
    if (!operation) return [];
    const { path, base, headers = {}, query = {}, body = null, sign } = operation;
    const allowed = { ...declared, ...ROOTS_OF[name] };
    const template: Template = { path, headers, query, body };
    const recipe: Template = { key: sign?.key ?? '', message: sign?.message ?? '' };
    return [
      ...templateErrors(`operations.${name}`, template, allowed),
      ...(base === undefined || Object.hasOwn(profile.bases ?? {}, base)
        ? []
        : [`operations.${name}: no base ${base}`]),
      ...templateErrors(`operations.${name}.sign`, recipe, signing),
    ];
  });
}

/** What only one operation knows of. */
const ROOTS_OF: Record<string, Declared> = { refund: { refund: REFUND_NAMES }, create: { payer: PAYER_NAMES } };

/** A total alone cannot be told from another amount: whatever it is above ours would read as a fee. */
function moneyErrors({ operations: { create } }: PaymentProfile): string[] {
  const { amount, fee, payable } = create?.out ?? {};
  const isUnchecked = payable !== undefined && amount === undefined && fee === undefined;
  return isUnchecked ? ['operations.create.out: payable needs amount or fee beside it'] : [];
}

/** What the script is told leaves the house: settings, never a secret. */
function embedErrors({ embeds = {} }: PaymentProfile, declared: Declared): string[] {
  return Object.entries(embeds).flatMap(([name, { attributes = {} }]) =>
    templateErrors(`embeds.${name}`, attributes, declared),
  );
}

/** A card's fields are named where they are used, and nowhere else. */
function cardErrors({ embeds = {} }: PaymentProfile): string[] {
  return Object.entries(embeds).flatMap(([name, { kind, card }]) =>
    (kind === 'card_fields') === (card !== undefined) ? [] : [`embeds.${name}: card goes with kind card_fields`],
  );
}

function linkErrors(profile: PaymentProfile, declared: Declared): string[] {
  return Object.entries(profile.links).flatMap(([name, { base, path, query = {} }]) =>
    templateErrors(`links.${name}`, { base, path, query }, declared),
  );
}

function webhookErrors(profile: PaymentProfile, declared: Declared): string[] {
  return [...verifyErrors(profile, declared), ...challengeErrors(profile, declared)];
}

function challengeErrors(profile: PaymentProfile, declared: Declared): string[] {
  const challenge = profile.webhook?.challenge;
  if (!challenge) return [];
  const { mode, token, echo } = challenge;
  const names = [token.param, echo, ...(mode ? [mode.param] : [])];
  return [
    ...templateErrors('webhook.challenge', token.key, declared),
    ...(token.key.includes('{secret.') ? [] : ['webhook.challenge: names no secret, so it proves nothing']),
    ...(new Set(names).size === names.length ? [] : ['webhook.challenge: two parameters have one name']),
  ];
}

function verifyErrors(profile: PaymentProfile, declared: Declared): string[] {
  const verify = profile.webhook?.verify;
  if (!verify) return [];
  const message: Declared = { raw: 'value', body: 'any', header: 'any', path: 'value', verb: 'value', given: ['t'] };
  const template: Template = { key: verify.key ?? '', message: verify.message ?? '', require: verify.require ?? [] };
  const keyed = verify.alg === 'static' || verify.alg.startsWith('hmac_') || verify.alg === 'rsa_sha256';
  return [
    ...templateErrors('webhook.verify', template, { ...declared, ...message }),
    ...(keyed && verify.key === undefined ? [`webhook.verify: ${verify.alg} needs a key`] : []),
    ...(JSON.stringify(template).includes('{secret.') ? [] : ['webhook.verify: names no secret, so it proves nothing']),
  ];
}

function methodErrors(profile: PaymentProfile, behaviours: readonly PaymentBehaviour[]): string[] {
  return Object.entries(profile.methods).flatMap(([name, method]) => {
    const behaviour = behaviours.find(({ apiFormat }) => apiFormat === method.format);
    const problem = behaviour ? behaviour.setupProblem(profile, method) : `no format ${method.format}`;
    const fees = feeProblem(method);
    const asked = askProblem(profile, method);
    const noLink = method.link !== undefined && !Object.hasOwn(profile.links, method.link);
    return [
      ...(problem ? [problem] : []),
      ...(fees ? [fees] : []),
      ...(asked ? [asked] : []),
      ...(noLink ? [`no link ${String(method.link)}`] : []),
    ].map((line) => `methods.${name}: ${line}`);
  });
}

/** A phone that is asked for is sent, and one that is sent is asked for: nobody is asked in vain. */
function askProblem({ operations: { create } }: PaymentProfile, { asks, body }: PaymentMethod): string | null {
  const sent = JSON.stringify([create?.path, create?.query, body ?? create?.body]);
  const wanted = asks === 'phone' ? '{payer.phone' : '{payer.token';
  if (asks !== undefined) return sent.includes(wanted) ? null : `asks: create sends no ${wanted}}`;
  return body !== undefined && JSON.stringify(body).includes('{payer.')
    ? 'body: names the payer and asks nothing'
    : null;
}

/** Steps rise, and the last one has no end: every amount has exactly one. */
function feeProblem({ fee }: PaymentMethod): string | null {
  if (!fee) return null;
  const ends = fee.map(({ upToIdr }) => upToIdr ?? Number.POSITIVE_INFINITY);
  const isRising = ends.every((end, at) => at === 0 || end > (ends[at - 1] ?? 0));
  return isRising && fee.at(-1)?.upToIdr === undefined ? null : 'fee: steps must rise and the last have no upToIdr';
}

function methodBodyErrors(profile: PaymentProfile, declared: Declared): string[] {
  return Object.entries(profile.methods).flatMap(([name, { body = {} }]) =>
    templateErrors(`methods.${name}.body`, body, declared),
  );
}

/** Every path into a body, with where it stands. */
function pathsOf(profile: PaymentProfile): [string, string][] {
  const outs = Object.entries(profile.operations).map(([name, operation]): [string, unknown] => [
    `operations.${name}`,
    operation ? pathsIn(operation) : {},
  ]);
  return [
    ...[...outs, ['webhook', { out: profile.webhook?.out, only: profile.webhook?.only?.path }] as const].flatMap(
      ([where, out]) => leaves(where, out),
    ),
    ['errorMessage', profile.errorMessage],
    ...profile.errors.flatMap((rule, at) =>
      leaves(`errors.${String(at)}`, { path: rule.path, emptyList: rule.emptyList }),
    ),
  ];
}

const pathsIn = (operation: object): object => ({
  out: 'out' in operation ? operation.out : {},
  envelope: 'envelope' in operation ? operation.envelope : undefined,
});

/** The texts of an `out`, but for the names of time formats and the vendor's words. */
function leaves(where: string, value: unknown): [string, string][] {
  if (typeof value === 'string') return [[where, value]];
  if (typeof value !== 'object' || value === null) return [];
  const entries = Object.entries(value).filter(([key]) => key !== 'format' && key !== 'words');
  return entries.flatMap(([key, inner]) => leaves(key === 'path' ? where : `${where}.${key}`, inner));
}

function patternErrors(pattern: string): string[] {
  try {
    RegExp(pattern);
    return [];
  } catch {
    return [`referencePattern: not a regular expression: ${pattern}`];
  }
}

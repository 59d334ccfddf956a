/**
 * What must be true of a supplier's profile beyond its shape, all errors at once. The rules that cost money when they
 * are broken stand here and not in a preset author's care: nothing may be bought again by asking, a sentence may count
 * as an end only when it names the purchase, and only a signature over the whole message may be believed.
 */
import type { DeclaredFields } from '../format.ts';
import { pathErrors, shapeErrors, templateErrors } from '../wire/profile.ts';
import type { Declared } from '../wire/profile.ts';
import { declaredBy } from '../wire/scope.ts';
import { supplierProfileSchema } from './profile.ts';
import type { Phrase, SUPPLIER_GROUPS, SupplierOperation, SupplierProfile, SupplierReads } from './profile.ts';

/** What requests may name beside credentials; `testing` has a value only in the sandbox environment. */
const REQUEST_NAMES = {
  request: ['ref_id', 'sku', 'customer_no', 'max_price', 'user', 'zone', 'supplier_ref'],
  sign: 'value',
  testing: 'value',
} as const;
const MESSAGE_NAMES = { raw: 'value', body: 'any', header: 'any', path: 'value', verb: 'value', given: ['t'] } as const;

/**
 * Everything wrong with a profile of a format, as lines for the owner. Without `declared` the credentials' names are
 * not checked; without `group` any of them will do.
 */
export function supplierProfileErrors(
  profile: unknown,
  declared?: DeclaredFields,
  group?: (typeof SUPPLIER_GROUPS)[number],
): string[] {
  const parsed = supplierProfileSchema.safeParse(profile);
  if (!parsed.success) return shapeErrors(parsed.error);
  const common: Declared = { ...declaredBy(declared ?? { secrets: [], settings: [] }) };
  return [
    ...(group === undefined || parsed.data.group === group ? [] : [`group: this format takes ${group}`]),
    ...askingErrors(parsed.data),
    ...purchaseErrors(parsed.data),
    ...replyErrors(parsed.data),
    ...webhookErrors(parsed.data),
    ...inquiryErrors(parsed.data),
    ...billErrors(parsed.data),
    ...pathsOf(parsed.data).flatMap(([where, expression]) => (expression === '$' ? [] : pathErrors(where, expression))),
    ...parsed.data.priceList.hide.flatMap((pattern) => patternErrors('priceList.hide', pattern)),
    ...(parsed.data.billList?.hide ?? []).flatMap((pattern) => patternErrors('billList.hide', pattern)),
    ...nameErrors(parsed.data, declared ? common : { ...common, secret: 'any', cfg: 'any' }),
  ];
}

function askingErrors({ statusMode, idempotentSubmit, ops, recent }: SupplierProfile): string[] {
  const asksByItself = statusMode === 'endpoint' || statusMode === 'list_match';
  const lists = statusMode === 'list_match';
  return [
    ...(statusMode === 'resubmit' && !idempotentSubmit
      ? ['statusMode: sending again would buy again, because idempotentSubmit is false']
      : []),
    ...(asksByItself === (ops.status !== undefined)
      ? []
      : ['ops.status: goes with statusMode endpoint or list_match, and only with them']),
    ...(lists === (ops.recent !== undefined) && lists === (recent !== undefined)
      ? []
      : ['recent: it and ops.recent go with statusMode list_match, and only with it']),
  ];
}

/** How a group sends a purchase. Questions may be asked in any way. */
function purchaseErrors({ group, ops: { purchase } }: SupplierProfile): string[] {
  const encoding = purchase.encoding ?? 'json';
  const fits = {
    json_signed_post: purchase.http === 'POST' && encoding === 'json' && purchase.body !== undefined,
    form_signed_post: purchase.http === 'POST' && encoding === 'form' && purchase.body !== undefined,
    query_get: purchase.http === 'GET' && purchase.body === undefined,
  };
  return fits[group] ? [] : [`ops.purchase: is not sent as ${group} says`];
}

function replyErrors({ reply, phrases, envelope, refusals, statusMode, ops }: SupplierProfile): string[] {
  const named = statusMode === 'list_match' && { ...reply, ...ops.status?.reads?.reply }.supplierRef === undefined;
  return [
    ...((reply === undefined) === (phrases === undefined) ? ['reply: either reply or phrases, and not both'] : []),
    ...(reply !== undefined && envelope === undefined ? ['envelope: goes with reply'] : []),
    ...(phrases ?? []).flatMap(phraseErrors),
    ...(refusals ?? []).flatMap(({ pattern, is, created }) => [
      ...patternErrors('refusals', pattern),
      ...(is === 'unknown' || (is === 'failed' && !created) ? [] : [`refusals: can only refuse: ${pattern}`]),
    ]),
    ...(named ? ['reply.supplierRef: list_match asks by it, so the answer must name it'] : []),
  ];
}

function inquiryErrors({ inquiry, ops, reply }: SupplierProfile): string[] {
  return [
    ...((inquiry === undefined) === (ops.inquiry === undefined) ? [] : ['inquiry: it and ops.inquiry go together']),
    ...(inquiry !== undefined && reply === undefined ? ['inquiry: goes with reply'] : []),
  ];
}

/** Half of it would sell bills that cannot be asked about, or paid. */
function billErrors({ bill, billList, ops, reply }: SupplierProfile): string[] {
  const parts = [bill, billList, ops.billList, ops.billInquiry, ops.billPay, ops.billStatus];
  const given = parts.filter((part) => part !== undefined).length;
  return [
    ...(given === 0 || given === parts.length
      ? []
      : ['bill: it, billList and the operations billList, billInquiry, billPay and billStatus go together']),
    ...(given > 0 && reply === undefined ? ['bill: goes with reply'] : []),
  ];
}

/** A sentence ends a purchase only when it says which one; what surely created nothing has nothing to name. */
function phraseErrors({ pattern, is, created }: Phrase): string[] {
  const mustName = is === 'success' || (is === 'failed' && created);
  return [
    ...patternErrors('phrases', pattern),
    ...(mustName && !pattern.includes('(?<ref>') ? [`phrases: must name the purchase by (?<ref>: ${pattern}`] : []),
  ];
}

/** Only what binds the whole message may be believed: else a right token round a lie would move money. */
function webhookErrors({ webhook, phrases }: SupplierProfile): string[] {
  if (!webhook) return [];
  const { accept = 'json', confirm, verify, text } = webhook;
  const binds = verify !== undefined && /^(hmac_|rsa_)/.test(verify.alg) && /\{raw\b/.test(verify.message ?? '{raw}');
  return [
    ...(confirm === 'never' && (!binds || accept === 'query')
      ? ['webhook.confirm: only a signature over the whole body may be believed without asking']
      : []),
    ...(text !== undefined && phrases === undefined ? ['webhook.text: goes with phrases'] : []),
  ];
}

function pathsOf(profile: SupplierProfile): [string, string][] {
  const { hide: _hide, active, activeWords: _words, stock, name, ...columns } = profile.priceList;
  const { bill, billList, inquiry, recent, webhook } = profile;
  const many = (where: string, values: readonly (string | undefined)[]): [string, string][] =>
    values.filter((value) => value !== undefined).map((value) => [where, value]);
  return [
    ...many('envelope', [profile.envelope]),
    ...many('balance', typeof profile.balance === 'string' ? [profile.balance] : []),
    ...readsPaths('reply', { reply: profile.reply }),
    ...Object.entries(profile.ops).flatMap(([op, { reads }]) => readsPaths(`ops.${op}.reads`, reads)),
    ...readsPaths('webhook.reads', webhook?.reads),
    ...many('priceList.name', [name].flat()),
    ...Object.entries({ ...columns, ...stock }).flatMap(([column, value]) => many(`priceList.${column}`, [value])),
    ...many('priceList.active', active),
    ...many(
      'refusals.at',
      (profile.refusals ?? []).map(({ at }) => at),
    ),
    ...many('webhook', [webhook?.ping, webhook?.text]),
    ...many('bill', [bill?.name, bill?.fee, bill?.selling, bill?.period]),
    ...many('billList', [billList?.sku, billList?.category, billList?.brand, billList?.fee]),
    ...many('billList', [billList?.name ?? [], billList?.active ?? []].flat()),
    ...many('inquiry', [inquiry?.name, inquiry?.tariffPower]),
    ...many(
      'recent',
      recent
        ? [recent.list, recent.supplierRef, recent.status, recent.sku, recent.at?.path, ...recent.destination]
        : [],
    ),
  ];
}

const readsPaths = (where: string, reads: SupplierReads | undefined): [string, string][] =>
  Object.entries({ ...reads?.reply, ...(reads?.envelope === undefined ? {} : { envelope: reads.envelope }) }).flatMap(
    ([name, value]) => (value === undefined ? [] : [[`${where}.${name}`, value] as [string, string]]),
  );

function patternErrors(where: string, pattern: string): string[] {
  try {
    void new RegExp(pattern, 'iu');
    return [];
  } catch {
    return [`${where}: not a regular expression: ${pattern}`];
  }
}

function nameErrors(profile: SupplierProfile, common: Declared): string[] {
  const asked = Object.entries(profile.ops).flatMap(([name, operation]) =>
    templateErrors(`ops.${name}`, templatesOf(operation), { ...common, ...REQUEST_NAMES }),
  );
  const { key = '', message = '' } = profile.webhook?.verify ?? {};
  return [...asked, ...templateErrors('webhook.verify', [key, message], { ...common, ...MESSAGE_NAMES })];
}

const templatesOf = ({ sign, body, query, headers, path, base }: SupplierOperation) => [
  path,
  base ?? '',
  body ?? null,
  query ?? {},
  headers ?? {},
  sign?.message ?? '',
  sign?.key ?? '',
];

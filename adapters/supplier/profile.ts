/**
 * The shape of a supplier's wire profile: its requests, where its answers keep things, its words and its codes. All of
 * it is data in the provider row. A word or code that is not in the profile is never guessed.
 */
import { z } from 'zod';
import type { PurchaseReason } from '../../commerce/ports/supplier.ts';
import type { DeclaredFields } from '../format.ts';
import type { Declared } from '../wire/profile.ts';
import {
  operationSchema,
  pathErrors,
  replySchema,
  shapeErrors,
  signatureSchemeSchema,
  templateErrors,
} from '../wire/profile.ts';
import { declaredBy } from '../wire/scope.ts';
import { catalogueMapSchema } from './catalogue-map.ts';

const DAY_MS = 86_400_000;
const path = z.string().min(1);

const REASONS = [
  'ok',
  'pending',
  'destination',
  'product',
  'price',
  'cut_off',
  'supplier_balance',
  'credentials',
  'rate_limit',
  'duplicate_ref',
  'repeat',
  'request',
  'account',
  'failed',
  'reversed',
] as const satisfies readonly PurchaseReason[];

const codeSchema = z.strictObject({
  /** `unknown`: the code itself leaves open what became of the purchase. */
  is: z.enum(['success', 'pending', 'failed', 'unknown']),
  /** Whether the supplier says a transaction came into being. A failure without one is safe to release at once. */
  created: z.boolean(),
  reason: z.enum(REASONS),
  /** The code is about the asking, not about the purchase, although a transaction is said to exist. */
  aboutRequest: z.boolean().optional(),
  /** The refusal means our address is not on the supplier's list. */
  address: z.boolean().optional(),
});

const wordsSchema = z.strictObject({
  success: z.array(z.string().min(1)),
  pending: z.array(z.string().min(1)),
  failed: z.array(z.string().min(1)),
  /** Words that are known to decide nothing, such as a partial success. */
  unknown: z.array(z.string().min(1)),
});

const replyFieldsSchema = z.strictObject({
  status: path,
  rc: path,
  refId: path,
  sku: path,
  customerNo: path,
  serial: path,
  price: path,
  message: path,
});

const priceListSchema = z.strictObject({
  sku: path,
  name: path,
  category: path,
  brand: path,
  type: path,
  price: path,
  /** All of them must be true. */
  active: z.array(path).min(1),
  stock: z.strictObject({ unlimited: path, count: path }).optional(),
  multi: path,
  cutOffStart: path.optional(),
  cutOffEnd: path.optional(),
  description: path.optional(),
  /** Regular expressions, compared without case, over the names of SKUs that are tools and no goods. */
  hide: z.array(z.string().min(1)),
});

export const supplierProfileSchema = z.strictObject({
  group: z.literal('json_signed_post'),
  idempotentSubmit: z.boolean(),
  /** How to ask what became of a purchase: send it again, ask elsewhere, or not at all. */
  statusMode: z.enum(['resubmit', 'endpoint', 'none']),
  maxStatusAgeDays: z.number().int().positive(),
  minPollGapMs: z.number().int().positive().max(DAY_MS),
  minPriceListGapMs: z.number().int().positive().max(DAY_MS),
  ops: z.strictObject({
    balance: operationSchema,
    priceList: operationSchema,
    purchase: operationSchema,
    status: operationSchema.optional(),
  }),
  /** Where the answer proper stands in the body; the paths of `reply`, `balance` and `webhook` begin there. */
  envelope: path,
  reply: replyFieldsSchema,
  balance: path,
  priceList: priceListSchema,
  /** Copied in from the preset files when the provider is saved. */
  catalogue: catalogueMapSchema.optional(),
  words: wordsSchema,
  numbers: z.record(z.string(), z.enum(['success', 'pending', 'failed', 'unknown'])).optional(),
  codes: z.record(z.string(), codeSchema),
  webhook: z
    .strictObject({
      verify: signatureSchemeSchema,
      confirm: z.enum(['never', 'always']),
      /** A body that has this path is the vendor trying the address out. */
      ping: path.optional(),
      reply: replySchema,
    })
    .optional(),
});

export type SupplierProfile = z.infer<typeof supplierProfileSchema>;
export type CodeMeaning = z.infer<typeof codeSchema>;

/** What requests may name beside credentials; `testing` has a value only in the sandbox environment. */
const REQUEST_NAMES = {
  request: ['ref_id', 'sku', 'customer_no', 'max_price'],
  sign: 'value',
  testing: 'value',
} as const;
const MESSAGE_NAMES = { raw: 'value', body: 'any', header: 'any', path: 'value', verb: 'value', given: ['t'] } as const;

/** Everything wrong with a profile, as lines for the owner. Without `declared` the credentials' names are not checked. */
export function supplierProfileErrors(profile: unknown, declared?: DeclaredFields): string[] {
  const parsed = supplierProfileSchema.safeParse(profile);
  if (!parsed.success) return shapeErrors(parsed.error);
  const common: Declared = { ...declaredBy(declared ?? { secrets: [], settings: [] }) };
  return [
    ...contradictions(parsed.data),
    ...pathsOf(parsed.data).flatMap(([where, expression]) => pathErrors(where, expression)),
    ...parsed.data.priceList.hide.flatMap(patternErrors),
    ...nameErrors(parsed.data, declared ? common : { ...common, secret: 'any', cfg: 'any' }),
  ];
}

function contradictions(profile: SupplierProfile): string[] {
  const lines: string[] = [];
  if (profile.statusMode === 'resubmit' && !profile.idempotentSubmit) {
    lines.push('statusMode: sending again would buy again, because idempotentSubmit is false');
  }
  if ((profile.statusMode === 'endpoint') !== (profile.ops.status !== undefined)) {
    lines.push('ops.status: goes with statusMode endpoint, and only with it');
  }
  return lines;
}

function pathsOf(profile: SupplierProfile): [string, string][] {
  const { hide: _hide, active, stock, ...columns } = profile.priceList;
  return [
    ['envelope', profile.envelope],
    ['balance', profile.balance],
    ...Object.entries(profile.reply).map(([name, value]): [string, string] => [`reply.${name}`, value]),
    ...Object.entries({ ...columns, ...stock }).map(([name, value]): [string, string] => [`priceList.${name}`, value]),
    ...active.map((value): [string, string] => ['priceList.active', value]),
    ...[profile.webhook?.ping ?? []].flat().map((value): [string, string] => ['webhook.ping', value]),
  ];
}

function patternErrors(pattern: string): string[] {
  try {
    void new RegExp(pattern, 'i');
    return [];
  } catch {
    return [`priceList.hide: not a regular expression: ${pattern}`];
  }
}

function nameErrors(profile: SupplierProfile, common: Declared): string[] {
  const asked = Object.entries(profile.ops).flatMap(([name, { sign, body, query, headers, path: address }]) =>
    templateErrors(
      `ops.${name}`,
      [address, body ?? null, query ?? {}, headers ?? {}, sign?.message ?? '', sign?.key ?? ''],
      { ...common, ...REQUEST_NAMES },
    ),
  );
  const { key = '', message = '' } = profile.webhook?.verify ?? {};
  return [...asked, ...templateErrors('webhook.verify', [key, message], { ...common, ...MESSAGE_NAMES })];
}

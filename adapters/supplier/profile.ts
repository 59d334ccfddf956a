/**
 * The shape of a supplier's wire profile: its requests, where its answers keep things, its words, codes and sentences.
 * All of it is data in the provider row; what it must mean is checked in profile-errors.ts. A word, code or sentence
 * that is not in the profile is never guessed.
 */
import { z } from 'zod';
import type { PurchaseReason } from '../../commerce/ports/supplier.ts';
import { operationSchema, replySchema, signatureSchemeSchema, timePathSchema } from '../wire/profile.ts';
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

/**
 * A sentence a supplier answers with. Its named groups `ref`, `sku`, `dest`, `serial`, `price` and `id` (the supplier's
 * own number) are the fields of the reply.
 */
const phraseSchema = codeSchema.extend({ pattern: z.string().min(1).max(500) });

/** A refusal that stands in a JSON answer as words instead of a code: where they stand, and what they mean. */
const refusalSchema = phraseSchema.extend({ at: path });

const replyFieldsSchema = z.strictObject({
  status: path,
  rc: path.optional(),
  refId: path.optional(),
  /** The supplier's own number of the transaction. */
  supplierRef: path.optional(),
  sku: path.optional(),
  customerNo: path.optional(),
  serial: path.optional(),
  price: path.optional(),
  message: path.optional(),
});

/** Where one answer keeps things elsewhere than the others. */
const readsSchema = z.strictObject({ envelope: path.optional(), reply: replyFieldsSchema.partial().optional() });

const supplierOperationSchema = operationSchema.extend({
  /** Template of another address than the account's; nothing where it has no value. */
  base: z.string().min(1).optional(),
  reads: readsSchema.optional(),
});

const priceListSchema = z.strictObject({
  sku: path,
  /** Several are joined by a space. */
  name: z.union([path, z.array(path).min(1)]),
  category: path,
  brand: path,
  type: path,
  price: path,
  /** All of them must be true, or one of `activeWords`. */
  active: z.array(path).min(1),
  activeWords: z.array(z.string().min(1)).optional(),
  stock: z.strictObject({ unlimited: path, count: path }).optional(),
  multi: path,
  cutOffStart: path.optional(),
  cutOffEnd: path.optional(),
  description: path.optional(),
  /** Regular expressions, compared without case, over the names of SKUs that are tools and no goods. */
  hide: z.array(z.string().min(1)),
});

/** What the answer to `ops.inquiry` says of a customer; code, status and number stand where `reply` has them. */
const inquirySchema = z.strictObject({
  kinds: z.array(z.enum(['pln'])).min(1),
  name: path,
  /** Tariff and power in one text, with a slash between them. */
  tariffPower: path.optional(),
});

/** The list of bills: what they cost is known by asking for one of them, so a row only has the supplier's fee. */
const billListSchema = priceListSchema
  .omit({ price: true, type: true, multi: true, stock: true })
  .extend({ fee: path });

/** What the answer to `ops.billInquiry` says of a bill; code, status, number and price stand where `reply` has them. */
const billSchema = z.strictObject({
  name: path,
  fee: path,
  /** What the supplier would have the customer pay. */
  selling: path,
  period: path.optional(),
});

/** A candidate for our purchase in the list of a supplier that does not know our reference. */
const recentSchema = z.strictObject({
  list: path,
  supplierRef: path,
  status: path,
  /** The destination's parts, as the list keeps them. */
  destination: z.array(path).min(1),
  sku: path.optional(),
  at: timePathSchema.optional(),
});

const webhookSchema = z.strictObject({
  /** `query`: a report by GET, which never proves anything. */
  accept: z.enum(['json', 'form', 'query']).optional(),
  /** Absent: the supplier signs nothing, so every delivery is only a hint. */
  verify: signatureSchemeSchema.optional(),
  confirm: z.enum(['never', 'always']),
  reads: readsSchema.optional(),
  /** Where the report carries a sentence, to be read by `phrases`. */
  text: path.optional(),
  /** A body that has this path is the vendor trying the address out. */
  ping: path.optional(),
  reply: replySchema,
});

export const SUPPLIER_GROUPS = ['json_signed_post', 'form_signed_post', 'query_get'] as const;

export const supplierProfileSchema = z.strictObject({
  group: z.enum(SUPPLIER_GROUPS),
  idempotentSubmit: z.boolean(),
  /**
   * How to ask what became of a purchase: send it again; ask elsewhere; ask by the supplier's own number and, while we
   * have none, look through its list for what a person may recognise; not at all.
   */
  statusMode: z.enum(['resubmit', 'endpoint', 'list_match', 'none']),
  maxStatusAgeDays: z.number().int().positive(),
  minPollGapMs: z.number().int().positive().max(DAY_MS),
  minPriceListGapMs: z.number().int().positive().max(DAY_MS),
  /** Stands between the parts of a destination for a supplier that takes them apart: `{request.user}`, `{request.zone}`. */
  destinationSeparator: z.string().min(1).max(3).optional(),
  ops: z.strictObject({
    balance: supplierOperationSchema,
    priceList: supplierOperationSchema,
    purchase: supplierOperationSchema,
    status: supplierOperationSchema.optional(),
    /** The supplier's latest transactions, for `list_match`. */
    recent: supplierOperationSchema.optional(),
    /** Who a number belongs to. */
    inquiry: supplierOperationSchema.optional(),
    /** Bills: which there are, what one comes to, paying it and asking what became of that, all under one reference. */
    billList: supplierOperationSchema.optional(),
    billInquiry: supplierOperationSchema.optional(),
    billPay: supplierOperationSchema.optional(),
    billStatus: supplierOperationSchema.optional(),
  }),
  /** Where the answer proper stands in a JSON body, `$` for all of it; other paths begin there. */
  envelope: path.optional(),
  reply: replyFieldsSchema.optional(),
  refusals: z.array(refusalSchema).max(40).optional(),
  /** Instead of `reply`: purchases are answered in sentences. */
  phrases: z.array(phraseSchema).min(1).max(40).optional(),
  /** A path, or a pattern with the group `amount` for a balance that is told in a sentence. */
  balance: z.union([path, z.strictObject({ pattern: z.string().min(1).max(500) })]),
  priceList: priceListSchema,
  recent: recentSchema.optional(),
  inquiry: inquirySchema.optional(),
  billList: billListSchema.optional(),
  bill: billSchema.optional(),
  /** Copied in from the preset files when the provider is saved. */
  catalogue: catalogueMapSchema.optional(),
  words: wordsSchema,
  numbers: z.record(z.string(), z.enum(['success', 'pending', 'failed', 'unknown'])).optional(),
  codes: z.record(z.string(), codeSchema),
  webhook: webhookSchema.optional(),
});

export type SupplierProfile = z.infer<typeof supplierProfileSchema>;
export type SupplierOperation = z.infer<typeof supplierOperationSchema>;
export type SupplierWebhookRules = z.infer<typeof webhookSchema>;
export type SupplierReads = z.infer<typeof readsSchema>;
export type CodeMeaning = z.infer<typeof codeSchema>;
export type Phrase = z.infer<typeof phraseSchema>;

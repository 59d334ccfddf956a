/**
 * The wire profile of a payment gateway: its dialect as data. Shape here, meaning in `profile-errors.ts`. One profile
 * serves several formats: each of our method names says which behaviour it has and what the vendor calls it.
 */
import { z } from 'zod';
import { ProfileError } from '../format.ts';
import {
  challengeSchema,
  operationSchema as wireOperationSchema,
  replySchema,
  shapeErrors,
  signatureSchemeSchema,
  templateSchema,
  timePathSchema,
} from '../wire/profile.ts';

const path = z.string().min(1);
const amountIdr = z.number().int().nonnegative();
const limitsSchema = z.strictObject({ minIdr: amountIdr.optional(), maxIdr: amountIdr.optional() });

export const PAYMENT_BEHAVIOURS = [
  'qris_dynamic',
  'va_static',
  'e_wallet_redirect',
  'redirect_flow',
  'embed_flow',
  'direct_charge',
] as const;

/** How a vendor's script is used on a page of ours. */
const EMBED_KINDS = ['token_call', 'card_fields'] as const;

/** What the payer pays on top, by the vendor's list; the first step whose `upToIdr` is not below the amount holds. */
const feeStepSchema = z.strictObject({
  upToIdr: amountIdr.optional(),
  percent: z.number().min(0).max(100).optional(),
  flatIdr: amountIdr.optional(),
});

const methodSchema = z.strictObject({
  format: z.enum(PAYMENT_BEHAVIOURS),
  /** The vendor's word, as `{method.code}`. A method without one is made by its link alone, without a call. */
  code: z.string().min(1).optional(),
  /** The entry of `links` that is this method's hosted page. */
  link: z.string().min(1).optional(),
  /** Whose number or wallet it is, as people call it. Shown to the payer as it stands. */
  name: z.string().min(1).max(40).optional(),
  /** The entry of `embeds` that is this method's form on a page of ours. */
  embed: z.string().min(1).optional(),
  /**
   * What the gateway has to know of the payer. `phone`: asked in the chat, `{payer.phone}` in the body of `create`;
   * `card`: the token of the page's script, `{payer.token}`.
   */
  asks: z.enum(['phone', 'card']).optional(),
  /** Where a payment number is given: in a bank's app when left out, or at a shop's till. */
  place: z.enum(['bank', 'shop']).optional(),
  limits: limitsSchema.optional(),
  /** Said before the payer chooses; what counts is what `create` answers. */
  fee: z.array(feeStepSchema).min(1).optional(),
  /** Keys that replace or join those of the body of `create`; null leaves one out. */
  body: z.record(z.string(), templateSchema).optional(),
});

const linkSchema = z.strictObject({
  /** Template of scheme and host: `{cfg.public_domain ?? base_url}`. */
  base: z.string().min(1),
  path: z.string().startsWith('/'),
  query: z.record(z.string(), templateSchema).optional(),
});

const httpsUrl = z.url({ protocol: /^https$/ });

/** An origin and nothing more: it becomes part of the page's policy. */
const origin = httpsUrl.refine((text) => new URL(text).origin === text, 'an origin: scheme and host, nothing after');

const word = z.string().regex(/^[A-Za-z_]\w{0,40}$/);
const perEnvironmentSchema = z.strictObject({
  live: z.string().min(1),
  sandbox: z.string().min(1),
  practice: z.string().min(1).optional(),
});

/**
 * The vendor's script on a page of ours. `kind` is how it is used (see bot/http/web/embed.js); `global` the name it gives
 * itself there. `practice` is a path below the practice vendor's address.
 */
const embedSchema = z.strictObject({
  kind: z.enum(EMBED_KINDS),
  script: z.strictObject({ live: httpsUrl, sandbox: httpsUrl, practice: z.string().startsWith('/').optional() }),
  attributes: z
    .record(z.string().regex(/^(?:id|data-[a-z-]{1,40})$/), z.union([z.string().min(1), perEnvironmentSchema]))
    .optional(),
  /** `card_fields`: what the script calls the fields of a card, and where its answer has the token. */
  card: z.strictObject({ number: word, month: word, year: word, code: word, token: word }).optional(),
  global: z.string().regex(/^[A-Za-z_$][\w$]{0,40}(?:\.[A-Za-z_$][\w$]{0,40}){0,2}$/),
  /** Further origins its frames and requests go to. */
  origins: z
    .strictObject({ live: z.array(origin), sandbox: z.array(origin), practice: z.array(z.string()).optional() })
    .optional(),
});

/** `base` is the entry of `bases` it is sent to; absent: the provider's own address. */
const operationSchema = wireOperationSchema.extend({ base: z.string().min(1).optional() });

/**
 * Where an answer or webhook says which account and which payment it is about; compared with what we asked. A vendor
 * whose answer names no payment is trusted to answer the question it was asked.
 */
const identityShape = { reference: path.optional(), account: path.optional(), gatewayTransactionId: path.optional() };

const createOutSchema = z.strictObject({
  ...identityShape,
  amount: path.optional(),
  fee: path.optional(),
  payable: path.optional(),
  paymentNumber: path.optional(),
  payUrl: path.optional(),
  /** Opens the payer's app. */
  deepLink: path.optional(),
  /** What the vendor's script on a page of ours pays this payment with. */
  clientToken: path.optional(),
  /** Goes with the payment number where a bank wants two. */
  billerCode: path.optional(),
  expiresAt: timePathSchema.optional(),
});

const statusOutSchema = z.strictObject({
  ...identityShape,
  status: path,
  /** A second word that may decide; `statuses` then has `word/detail`. */
  statusDetail: path.optional(),
  amount: path.optional(),
  /** The payer's fee where `amount` includes it; taken off again. */
  payerFee: path.optional(),
  currency: path.optional(),
  paidAt: timePathSchema.optional(),
  testMoney: path.optional(),
  /** The same the other way round: true is real money. */
  liveMoney: path.optional(),
  /** What went back to the payer so far, in all. */
  refunded: path.optional(),
  /** Where the vendor lists all transfers of a reference; the paths below start at one of them. */
  transfers: z
    .strictObject({ list: path, gatewayTransactionId: path, amount: path, paidAt: timePathSchema.optional() })
    .optional(),
});

/**
 * Giving back. `words` are the vendor's, lower case; one that is not here leaves open what happened. Within
 * `repeatableDays` the same key is the same refund, so it may be sent again to ask about it.
 */
const refundSchema = operationSchema.extend({
  out: z.strictObject({ reference: path, status: path, amount: path.optional() }),
  words: z.record(z.string().toLowerCase(), z.enum(['done', 'pending', 'failed'])),
  partial: z.boolean(),
  methods: z.array(z.string().min(1)).optional(),
  withinDays: z.number().int().positive().optional(),
  repeatableDays: z.number().int().positive(),
});

/** A rule holds when all it names does; the first that holds wins. Words compare without case. */
const errorRuleSchema = z.strictObject({
  httpStatus: z.array(z.number().int()).optional(),
  path: path.optional(),
  equals: z.array(z.string().min(1)).optional(),
  contains: z.array(z.string().min(1)).optional(),
  /** A list there is, and nothing is in it. */
  emptyList: path.optional(),
  is: z.enum(['auth', 'ip', 'not_found', 'duplicate', 'retryable', 'refused']),
});

export const GATEWAY_STATUSES = ['pending', 'paid', 'failed', 'expired', 'cancelled', 'refunded', 'challenge'] as const;

const statusWordsSchema = z.record(z.string().toLowerCase(), z.enum(GATEWAY_STATUSES));

const webhookSchema = z.strictObject({
  accept: z.enum(['json', 'form']),
  /** The messages that are about a payment; genuine others are thanked for and forgotten. */
  only: z.strictObject({ path, equals: z.array(z.string().min(1)).min(1) }).optional(),
  /** Where a webhook's words mean something else than an answer's. */
  statuses: statusWordsSchema.optional(),
  /** Absent: the vendor signs nothing, so every delivery is only a hint. */
  verify: signatureSchemeSchema.optional(),
  confirm: z.enum(['never', 'always']),
  /** Paths start at `body` or `header`. */
  out: statusOutSchema.extend({
    reference: path,
    eventId: path.optional(),
    payerTelegramId: path.optional(),
    payerName: path.optional(),
  }),
  reply: replySchema,
  /** The vendor tries the address out by GET before it sends anything. */
  challenge: challengeSchema.optional(),
  /** The vendor also reports by GET: `out` then reads the query as it reads a body. Always a hint, never believed. */
  report: z.literal('get').optional(),
});

export const paymentProfileSchema = z.strictObject({
  currency: z.literal('IDR'),
  amountUnit: z.enum(['rupiah', 'x100']),
  /** Further addresses of the vendor, by our name and environment; in practice all is asked at the provider's own. */
  bases: z.record(z.string(), z.strictObject({ live: httpsUrl, sandbox: httpsUrl })).optional(),
  /** What the account calls itself, compared with `account` paths: `{cfg.project}`. */
  account: z.string().min(1).optional(),
  /** Regular expression for the references the vendor takes unchanged. */
  referencePattern: z.string().min(1),
  limits: limitsSchema,
  methods: z.record(z.string(), methodSchema),
  links: z.record(z.string(), linkSchema),
  embeds: z.record(z.string(), embedSchema).optional(),
  operations: z.strictObject({
    create: operationSchema.extend({ out: createOutSchema, envelope: path.optional() }).optional(),
    /** `envelope` is where the answer proper stands, so that one entry of a list can be picked. */
    status: operationSchema.extend({ out: statusOutSchema, envelope: path.optional() }).optional(),
    /** Done when `done` says yes, or one of `words`. */
    cancel: operationSchema
      .extend({ out: z.strictObject({ done: path, words: z.array(z.string().toLowerCase()).optional() }) })
      .optional(),
    /** A harmless question that proves the key, where the status of an unknown payment does not. */
    test: operationSchema.optional(),
    simulate: operationSchema.optional(),
    refund: refundSchema.optional(),
  }),
  /** Where the vendor puts its words about trouble. */
  errorMessage: path,
  errors: z.array(errorRuleSchema),
  /**
   * The vendor's status words, lower case. A word that is not here stays unrecognised; so does one with a detail when
   * there are entries `word/…` and none is that detail.
   */
  statuses: statusWordsSchema,
  webhook: webhookSchema.optional(),
});

export type PaymentProfile = z.infer<typeof paymentProfileSchema>;
export type PaymentMethod = z.infer<typeof methodSchema>;
export type CreateOut = z.infer<typeof createOutSchema>;
export type StatusOut = z.infer<typeof statusOutSchema>;
export type RefundOperation = z.infer<typeof refundSchema>;
export type ErrorRule = z.infer<typeof errorRuleSchema>;

/** Checks the shape of a stored profile. Throws ProfileError with every problem. */
export function readPaymentProfile(profile: unknown): PaymentProfile {
  const parsed = paymentProfileSchema.safeParse(profile);
  if (!parsed.success) throw new ProfileError(shapeErrors(parsed.error));
  return parsed.data;
}

/**
 * What the running app would make of a supplier's answer, for somebody holding one in his hand. It calls the same
 * reader and classifier with the same profile; nothing is sent.
 */
import { z } from 'zod';
import type { PurchaseOutcome, PurchaseReason } from '../../commerce/ports/supplier.ts';
import type { Preset } from '../../commerce/ports/registry.ts';
import { classifyAnswer } from '../supplier/classify.ts';
import type { Expected, Phase } from '../supplier/classify.ts';
import { supplierProfileErrors } from '../supplier/profile-errors.ts';
import type { SupplierProfile, SupplierReads } from '../supplier/profile.ts';
import { createReplyReader } from '../supplier/reply.ts';
import { classifyFailure } from '../wire/http.ts';
import type { HttpResult } from '../wire/http.ts';

const PHASES = { purchase: 'submit', status: 'check', webhook: 'webhook' } as const satisfies Record<string, Phase>;

const inputSchema = z.object({
  operation: z.enum(['purchase', 'status', 'webhook']),
  httpStatus: z.number().int().min(100).max(599).nullish(),
  contentType: z.string().nullish(),
  /** The exact text of the body. */
  body: z.string().nullish(),
  /** Code of the transport's failure, as Node names it; nothing came back then. */
  transportError: z.string().nullish(),
  request: z
    .object({
      ref_id: z.string(),
      buyer_sku_code: z.string().nullish(),
      customer_no: z.string().nullish(),
      max_price: z.number().nullish(),
    })
    .nullish(),
});

export interface SupplierInspection {
  outcome: PurchaseOutcome;
  serial: string | null;
  price: number | null;
  message: string;
  reason: PurchaseReason;
}

/** Throws Error with a readable line when the preset is no supplier's or the input has another shape. */
export function inspectSupplier(preset: Preset, input: unknown): SupplierInspection {
  const [problem] = preset.integrationType === 'supplier' ? supplierProfileErrors(preset.profile) : ['no supplier'];
  if (problem !== undefined) throw new Error(`preset ${preset.id}: ${problem}`);
  const parsed = inputSchema.safeParse(input);
  if (!parsed.success) throw new Error(parsed.error.issues.map(describe).join('; '));
  const { operation, request } = parsed.data;
  const profile = preset.profile as SupplierProfile;
  const { outcome, serial, priceIdr, message, reason } = classifyAnswer(
    createReplyReader(profile, readsOf(profile, operation)),
    PHASES[operation],
    answerOf(parsed.data),
    request ? expectedOf(request) : null,
  );
  return { outcome, serial, price: priceIdr, message, reason };
}

/** Where this kind of answer keeps things elsewhere than the others. */
function readsOf({ ops, webhook }: SupplierProfile, operation: keyof typeof PHASES): SupplierReads | undefined {
  if (operation === 'webhook') return webhook?.reads;
  return (operation === 'status' && ops.status ? ops.status : ops.purchase).reads;
}

function answerOf({ operation, httpStatus, body, transportError }: z.infer<typeof inputSchema>): HttpResult {
  if (transportError) return classifyFailure({ code: transportError });
  // A webhook is a request to us: it has no status of its own.
  const status = operation === 'webhook' ? 200 : (httpStatus ?? 200);
  return { kind: 'response', status, headers: {}, body: Buffer.from(body ?? '') };
}

function expectedOf(request: NonNullable<z.infer<typeof inputSchema>['request']>): Expected {
  return {
    refId: request.ref_id,
    sku: request.buyer_sku_code ?? '',
    customerNo: request.customer_no ?? '',
    maxPriceIdr: request.max_price ?? null,
  };
}

const describe = (issue: z.core.$ZodIssue) => `${issue.path.join('.') || 'input'}: ${issue.message}`;

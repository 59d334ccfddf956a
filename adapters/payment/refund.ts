/**
 * Giving money back through a gateway whose profile says how. The same key may be sent again: the vendor then tells
 * what became of the first one, so a lost answer costs a question and never a second refund.
 */
import type { CallResult } from '../../commerce/ports/outcome.ts';
import { ok } from '../../commerce/ports/outcome.ts';
import type {
  PaymentQuery,
  RefundCapability,
  RefundOrder,
  RefundProgress,
} from '../../commerce/ports/payment-gateway.ts';
import { compilePath } from '../wire/paths.ts';
import { readAmount } from '../wire/values.ts';
import { asFailure } from './answer.ts';
import { queryScope, type GatewayParts, type REFUND_NAMES } from './gateway-parts.ts';
import type { PaymentProfile, RefundOperation } from './profile.ts';
import { textAt } from './reading.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

type Result = CallResult<{ progress: RefundProgress }>;

const doubt = (message: string): Result => ({ kind: 'unknown', message });

export function refundCapability({ operations }: PaymentProfile): RefundCapability | null {
  const { refund } = operations;
  if (!refund) return null;
  return {
    partial: refund.partial,
    methods: refund.methods ?? null,
    withinMs: refund.withinDays === undefined ? null : refund.withinDays * DAY_MS,
    repeatableMs: refund.repeatableDays * DAY_MS,
  };
}

export async function refund(parts: GatewayParts, query: PaymentQuery, order: RefundOrder): Promise<Result> {
  const operation = parts.profile.operations.refund;
  if (!operation) return { kind: 'rejected', code: 'unsupported', message: 'the profile has no operation refund' };
  const values: Record<(typeof REFUND_NAMES)[number], unknown> = {
    key: order.key,
    amount: order.amountIdr,
    reason: order.reason,
  };
  const answer = await parts.send(operation, { ...queryScope(parts, query), refund: values });
  if (answer.kind === 'unready') return { kind: 'rejected', code: 'setup', message: answer.message };
  if (answer.kind !== 'said') return asFailure(answer);
  return readRefund(parts.profile, operation, answer.body, query, order);
}

/** An answer about another payment or another amount says nothing about ours. */
function readRefund(
  profile: PaymentProfile,
  { out, words }: RefundOperation,
  body: object,
  query: PaymentQuery,
  order: RefundOrder,
): Result {
  const named = textAt(out.reference, body);
  if (named !== query.reference && named !== query.gatewayTransactionId && named !== order.key)
    return doubt(named === null ? 'the answer names no payment' : 'the answer is about another payment');
  const said = out.amount === undefined ? undefined : compilePath(out.amount)(body);
  if (said !== undefined && readAmount(said, profile.amountUnit) !== order.amountIdr)
    return doubt(`asked to give back ${String(order.amountIdr)}, answered about another amount`);
  const word = textAt(out.status, body)?.trim().toLowerCase() ?? '';
  const progress = Object.hasOwn(words, word) ? words[word] : undefined;
  return progress ? ok({ progress }) : doubt(`an unknown word for a refund: ${word.slice(0, 40)}`);
}

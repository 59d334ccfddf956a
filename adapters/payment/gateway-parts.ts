/** What the parts of a wire gateway share: the profile, the template scope, and one way to send an operation. */
import type { CreatePaymentRequest, PaymentQuery } from '../../commerce/ports/payment-gateway.ts';
import type { FormatContext } from '../format.ts';
import { buildRequest } from '../wire/request.ts';
import type { Operation as WireOperation } from '../wire/request.ts';
import { providerScope } from '../wire/scope.ts';
import { renderText } from '../wire/template.ts';
import type { Scope, Template } from '../wire/template.ts';
import { readAnswer } from './answer.ts';
import type { Answer } from './answer.ts';
import type { PaymentMethod, PaymentProfile } from './profile.ts';

type Operation = WireOperation & { base?: string | undefined };

export interface GatewayParts {
  context: FormatContext;
  profile: PaymentProfile;
  /** Template values of the provider, fresh at this instant. */
  scope(): Scope;
  /** What our account calls itself; null when the profile does not say. */
  account(): string | null;
  /** Sends an operation and sorts what came back; `unready` when a value it needs is missing. */
  send(operation: Operation, scope: Scope): Promise<Answer | { kind: 'unready'; message: string }>;
}

export function partsOf(context: FormatContext, profile: PaymentProfile): GatewayParts {
  const scope = (): Scope => providerScope(context);
  const { baseUrl, environment } = context.provider;
  const baseOf = ({ base }: Operation): string =>
    (base !== undefined && environment !== 'practice' ? profile.bases?.[base]?.[environment] : undefined) ?? baseUrl;
  let account: string | null | undefined;
  return {
    context,
    profile,
    scope,
    // Names settings only, which belong to the provider's version.
    account: () => (account ??= profile.account === undefined ? null : renderText(profile.account, scope())),
    send: async (operation, values) => {
      const request = buildRequest(operation, baseOf(operation), values);
      if ('missing' in request) return { kind: 'unready', message: `the setup lacks ${request.missing}` };
      return readAnswer(profile, await context.http(request));
    },
  };
}

export function methodNamed(profile: PaymentProfile, name: string): PaymentMethod | undefined {
  return Object.hasOwn(profile.methods, name) ? profile.methods[name] : undefined;
}

/** The operation with what the method wants to say differently. */
export function operationFor<T extends Operation>(operation: T, method: PaymentMethod): T {
  if (method.body === undefined) return operation;
  const body = { ...(operation.body as Record<string, Template> | undefined), ...method.body };
  return { ...operation, body: Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null)) };
}

type Order = Pick<CreatePaymentRequest, 'reference' | 'amountIdr'> &
  Partial<CreatePaymentRequest> & { gatewayTransactionId?: string | null };

/** Names of `order.*`, for validation. */
export const ORDER_NAMES = [
  'id',
  'amount',
  'description',
  'return_url',
  'expires_at',
  'seconds_left',
  'minutes_left',
  'gateway_id',
] as const;

/** Names of `payer.*`, known while a payment is created and at no other time. */
export const PAYER_NAMES = ['phone', 'token'] as const;

/** Names of `refund.*`. */
export const REFUND_NAMES = ['key', 'amount', 'reason'] as const;

/** `order.*` and `method.*` of the template language. */
export function orderScope(order: Order, method: PaymentMethod | undefined, now: number): Scope {
  const left = (unitMs: number): number | undefined =>
    order.expiresAt === undefined ? undefined : Math.max(1, Math.floor((order.expiresAt - now) / unitMs));
  const values: Record<(typeof ORDER_NAMES)[number], unknown> = {
    id: order.reference,
    amount: order.amountIdr,
    description: order.description,
    return_url: order.returnUrl,
    expires_at: order.expiresAt,
    seconds_left: left(1_000),
    minutes_left: left(60_000),
    gateway_id: order.gatewayTransactionId ?? undefined,
  };
  return { order: values, method: { code: method?.code } };
}

/** What a question about a payment puts into the templates. */
export function queryScope(parts: GatewayParts, query: PaymentQuery): Scope {
  return {
    ...parts.scope(),
    ...orderScope(query, methodNamed(parts.profile, query.method), parts.context.clock.now()),
  };
}

/** Ways the shop takes payments, with what a payer should know before choosing: limits and what comes on top. */
import type { Core } from '../core.ts';
import type { Actor } from '../people/model.ts';
import type { FeeStep, PaymentFormat } from '../ports/payment-gateway.ts';
import { openRoutes, type PaymentRoute } from './routes.ts';

export interface PayWay {
  /** `payment.qris`. */
  feature: string;
  format: PaymentFormat;
  /** Whose number or wallet it is; null where the kind says it all. */
  name: string | null;
  place: 'bank' | 'shop';
  /** The payer's mobile number goes with it. */
  asksPhone: boolean;
  minIdr: number | null;
  maxIdr: number | null;
  /** By the vendor's list; null when the list says nothing, or no amount was given. What counts is what the payment says. */
  feeIdr: number | null;
}

/** Without an amount every way that is open; with one, those that take it. */
export async function paymentMethods(core: Core, { environment }: Actor, amountIdr?: number): Promise<PayWay[]> {
  const routes = await openRoutes(core, core.uow.read, environment, amountIdr);
  return routes.map((route) => wayOf(route, amountIdr));
}

function wayOf({ feature, facts }: PaymentRoute, amountIdr: number | undefined): PayWay {
  const { format, name, place, asksPhone, minIdr, maxIdr, fee } = facts;
  return {
    feature,
    format,
    name,
    place,
    asksPhone,
    minIdr,
    maxIdr,
    feeIdr: amountIdr === undefined ? null : feeOf(fee, amountIdr),
  };
}

/** Rounded as vendors round what is shown to a payer. */
export function feeOf(steps: readonly FeeStep[], amountIdr: number): number | null {
  const step = steps.find(({ upToIdr }) => upToIdr === null || amountIdr <= upToIdr);
  return step ? Math.round((amountIdr * step.percent) / 100) + step.flatIdr : null;
}

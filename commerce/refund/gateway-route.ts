/** Can a refund go back the way the money came? Asked of the payment that brought it, whoever takes payments today. */
import type { Core } from '../core.ts';
import type { Payment, Receipt, Refund } from '../payment/model.ts';
import type { PaymentGateway, RefundCapability } from '../ports/payment-gateway.ts';

export interface GatewayRoute {
  payment: Payment;
  gateway: PaymentGateway;
  capability: RefundCapability;
}

/** Null where it has to go by hand. */
export async function gatewayRoute(core: Core, refund: Refund): Promise<GatewayRoute | null> {
  const { payments, providers } = core.uow.read;
  const payment = refund.paymentId ? await payments.get(refund.paymentId) : null;
  const provider = payment ? await providers.get(payment.providerId) : null;
  if (!payment || !provider || provider.environment !== refund.environment) return null;
  const gateway = gatewayOrNull(core, () => core.registry.payment(provider));
  const capability = gateway?.capabilities.refund ?? null;
  if (!gateway || !capability) return null;
  const receipts = (await payments.receiptsOf(refund.orderId)).filter((row) => row.paymentId === payment.id);
  const others = (await payments.refundsOf(refund.orderId)).filter(
    (row) => row.id !== refund.id && row.paymentId === payment.id && row.way === 'gateway' && row.state !== 'kept',
  );
  const fits = fitsCapability(capability, refund, payment, receipts, others, core.clock.now());
  return fits ? { payment, gateway, capability } : null;
}

/** A provider that cannot be built any more does not keep the money. */
function gatewayOrNull(core: Core, build: () => PaymentGateway): PaymentGateway | null {
  try {
    return build();
  } catch (error) {
    core.log.warn({ error: String(error) }, 'a refund cannot go through its gateway');
    return null;
  }
}

/** Pure. */
export function fitsCapability(
  capability: RefundCapability,
  refund: Pick<Refund, 'amountIdr' | 'feeIdr'>,
  payment: Pick<Payment, 'method' | 'feeIdr' | 'refundedIdr' | 'paidAt'>,
  receipts: readonly Pick<Receipt, 'amountIdr'>[],
  others: readonly Pick<Refund, 'amountIdr'>[],
  now: number,
): boolean {
  if (capability.methods !== null && !capability.methods.includes(payment.method)) return false;
  if (capability.withinMs !== null && payment.paidAt !== null && now > payment.paidAt + capability.withinMs)
    return false;
  const receivedIdr = sum(receipts) + payment.feeIdr * receipts.length;
  const leftIdr = receivedIdr - sum(others) - payment.refundedIdr;
  if (refund.amountIdr > leftIdr) return false;
  // Some give back a payment as a whole or not at all, with or without the fee.
  return capability.partial || refund.amountIdr === leftIdr || refund.amountIdr === sum(receipts);
}

const sum = (rows: readonly { amountIdr: number }[]): number => rows.reduce((total, row) => total + row.amountIdr, 0);

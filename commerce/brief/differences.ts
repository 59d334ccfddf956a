/** Which of the compared figures do not agree. Pure. */
import type { Difference, GatewayRow, SupplierRow } from './model.ts';

/** Positive: the gateway confirmed more than the books took in. */
const gatewayGap = ({ receivedIdr, bookedIdr }: GatewayRow): number => receivedIdr - bookedIdr;

/** What the deposit did besides paying for what we bought; positive: it rose, as it does when the owner fills it. */
export function depositGap({ readings, boughtIdr }: SupplierRow): number | null {
  return readings && readings.toIdr - readings.fromIdr + boughtIdr;
}

export function moneyDifferences(
  gateways: readonly GatewayRow[],
  suppliers: readonly SupplierRow[],
  toleranceIdr: number,
  since: number,
): Difference[] {
  const atGateways = gateways.flatMap((row): Difference[] => {
    const amountIdr = gatewayGap(row);
    return amountIdr === 0 ? [] : [{ what: 'gateway', providerId: row.providerId, name: row.name, amountIdr, since }];
  });
  const atSuppliers = suppliers.flatMap((row): Difference[] => {
    const amountIdr = depositGap(row) ?? 0;
    if (Math.abs(amountIdr) <= toleranceIdr) return [];
    return [{ what: 'deposit', providerId: row.providerId, name: row.name, amountIdr, since }];
  });
  return [...atGateways, ...atSuppliers];
}

/** One case per difference: the same order is odd once per kind, a vendor once per kind and day. */
export const differenceKey = (one: Difference, date: string): string =>
  'orderId' in one ? `difference:${one.what}:${one.orderId}` : `difference:${one.what}:${one.providerId}:${date}`;

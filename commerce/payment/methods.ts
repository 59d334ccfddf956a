/**
 * Ways the shop takes payments: each mapped feature `payment.*` whose provider is active, the QR first. A gateway's pay
 * page is none of its own beside the QR: it is linked below every QR there is. Where only one is mapped it is given
 * unlooked at: the order itself says when it cannot be paid.
 */
import type { Core } from '../core.ts';
import type { Actor } from '../people/model.ts';
import { PAYMENT_FEATURE, paymentRoute } from './new-payment.ts';

/** Feature names such as `payment.qris`. */
export async function paymentMethods(core: Core, { environment }: Actor): Promise<string[]> {
  const stores = core.uow.read;
  const mapped = (await stores.providers.features()).filter((row) => row.environment === environment);
  const names = mapped.map(({ feature }) => feature).filter((name) => name.startsWith('payment.'));
  const ways = names.includes(PAYMENT_FEATURE) ? names.filter((name) => name !== 'payment.link') : names;
  if (ways.length < 2) return ways;
  const open: string[] = [];
  for (const name of ways) if (await paymentRoute(stores, environment, name)) open.push(name);
  return open.toSorted((a, b) => Number(b === PAYMENT_FEATURE) - Number(a === PAYMENT_FEATURE) || (a < b ? -1 : 1));
}

/**
 * Which account and method a way of paying (`payment.*`) leads to now. A candidate is passed over when its account is
 * off, its profile does not know the method, or the amount is outside the method's limits: the fallback may do better.
 */
import type { Core } from '../core.ts';
import type { Environment } from '../environment.ts';
import type { Order } from '../order/model.ts';
import type { PaymentMethodFacts } from '../ports/payment-gateway.ts';
import type { Stores } from '../ports/stores/index.ts';
import type { Provider, ProviderFeature } from '../provider/model.ts';
import type { Payment } from './model.ts';

export const PAYMENT_FEATURE = 'payment.qris';
/** A gateway's own page. It is no way of its own beside the QR: it is linked below every QR there is. */
const LINK_FEATURE = 'payment.link';

export interface PaymentRoute {
  feature: string;
  providerId: string;
  method: string;
  facts: PaymentMethodFacts;
}

type Where = Pick<Core, 'registry' | 'log'>;

/** The mapped primary, else its fallback; null when neither can take this amount. The QR when no way is named. */
export async function paymentRoute(
  core: Where,
  stores: Stores,
  environment: Environment,
  name: string = PAYMENT_FEATURE,
  amountIdr?: number,
): Promise<PaymentRoute | null> {
  const row = name.startsWith('payment.') ? await stores.providers.feature(name, environment) : null;
  return row ? routeOf(core, stores, row, amountIdr) : null;
}

async function routeOf(
  core: Where,
  stores: Stores,
  row: ProviderFeature,
  amountIdr: number | undefined,
): Promise<PaymentRoute | null> {
  const { feature, primaryProviderId, primaryMethod, fallbackProviderId, fallbackMethod } = row;
  const candidates = [{ providerId: primaryProviderId, method: primaryMethod }];
  if (fallbackProviderId) candidates.push({ providerId: fallbackProviderId, method: fallbackMethod ?? primaryMethod });
  for (const candidate of candidates) {
    const route = await routeTo(core, stores, row.environment, { feature, ...candidate });
    if (route && (amountIdr === undefined || takesAmount(route.facts, amountIdr))) return route;
  }
  return null;
}

/** Null when the account is off or cannot do it. */
export async function routeTo(
  core: Where,
  stores: Stores,
  environment: Environment,
  to: Omit<PaymentRoute, 'facts'>,
): Promise<PaymentRoute | null> {
  const provider = await stores.providers.get(to.providerId);
  if (!provider?.isActive || provider.environment !== environment) return null;
  const facts = factsOf(core, provider, to.method);
  return facts ? { ...to, facts } : null;
}

/** An account that cannot even be built takes no payments; the others go on. */
function factsOf({ registry, log }: Where, provider: Provider, method: string): PaymentMethodFacts | null {
  try {
    return registry.payment(provider).method(method);
  } catch (error) {
    log.error({ provider: provider.slug, error: String(error) }, 'an account that takes payments cannot be used');
    return null;
  }
}

export const takesAmount = ({ minIdr, maxIdr }: PaymentMethodFacts, amountIdr: number): boolean =>
  amountIdr >= (minIdr ?? 0) && amountIdr <= (maxIdr ?? Number.MAX_SAFE_INTEGER);

/** Every way that is open, the QR first; with an amount only those that take it. */
export async function openRoutes(
  core: Where,
  stores: Stores,
  environment: Environment,
  amountIdr?: number,
): Promise<PaymentRoute[]> {
  const rows = (await stores.providers.features()).filter(
    (row) => row.environment === environment && row.feature.startsWith('payment.'),
  );
  const hasQr = rows.some(({ feature }) => feature === PAYMENT_FEATURE);
  const routes: PaymentRoute[] = [];
  for (const row of rows) {
    if (hasQr && row.feature === LINK_FEATURE) continue;
    const route = await routeOf(core, stores, row, amountIdr);
    if (route) routes.push(route);
  }
  const isQr = ({ feature }: PaymentRoute) => Number(feature === PAYMENT_FEATURE);
  return routes.toSorted((a, b) => isQr(b) - isQr(a) || (a.feature < b.feature ? -1 : 1));
}

/**
 * For a further payment nobody is asked about: the way of the one before while it is open, else the QR, else whatever is
 * open. A wallet that wants a phone is not among them: the number is not kept.
 */
export async function routeAgain(
  core: Where,
  stores: Stores,
  order: Pick<Order, 'environment'>,
  before: Pick<Payment, 'feature'> | undefined,
  amountIdr: number,
): Promise<PaymentRoute | null> {
  const { environment } = order;
  for (const name of [before?.feature, PAYMENT_FEATURE]) {
    const route = name ? await paymentRoute(core, stores, environment, name, amountIdr) : null;
    if (route && !route.facts.asksPhone) return route;
  }
  const open = await openRoutes(core, stores, environment, amountIdr);
  return open.find(({ facts }) => !facts.asksPhone) ?? null;
}

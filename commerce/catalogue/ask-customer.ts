/**
 * Asks the supplier who a number belongs to, before anything is bought. It never stands in the way of a sale: a supplier
 * that is slow, down or asked too often makes the answer `unchecked`, and is left alone for a while. What it said is
 * remembered in this process only, for minutes, and only masked.
 */
import type { Core } from '../core.ts';
import type { Actor } from '../people/model.ts';
import type { CallResult } from '../ports/outcome.ts';
import type { CustomerReading, Supplier } from '../ports/supplier.ts';
import type { Provider } from '../provider/model.ts';
import { checkDestination } from './destination-check.ts';
import { customerFound, type CustomerCheck } from './customer.ts';
import type { Product } from './model.ts';
import { customerNoFor } from './offer-destination.ts';

const KNOWN_MS = 10 * 60_000;
const REST_MS = 30_000;
const MAX_KNOWN = 500;

export type AskCustomer = (actor: Actor, productId: string, input: string) => Promise<CustomerCheck>;

interface Question {
  providerId: string;
  customerNo: string;
  supplier: Supplier;
}

/** One memory per process; two that ask at once wait for one answer. */
export function createCustomerCheck(core: Core): AskCustomer {
  const known = new Map<string, { until: number; check: Promise<CustomerCheck> }>();
  const restsUntil = new Map<string, number>();

  const ask = async ({ providerId, customerNo, supplier }: Question): Promise<CustomerCheck> => {
    const result = await supplier.inquire(customerNo);
    if (isTrouble(result)) restsUntil.set(providerId, core.clock.now() + REST_MS);
    return meaningOf(result);
  };

  return async (actor, productId, input) => {
    const product = await core.uow.read.catalogue.product(productId);
    if (product?.kind !== 'h2h' || product.environment !== actor.environment) return { kind: 'not_asked' };
    const question = await questionFor(core, product, input);
    if (!question) return { kind: 'not_asked' };
    const key = `${question.providerId} ${question.customerNo}`;
    const now = core.clock.now();
    const before = known.get(key);
    if (before && before.until > now) return before.check;
    if ((restsUntil.get(question.providerId) ?? 0) > now) return { kind: 'unchecked' };
    const check = ask(question);
    known.delete(key);
    known.set(key, { until: now + KNOWN_MS, check });
    for (const oldest of known.keys()) {
      if (known.size <= MAX_KNOWN) break;
      known.delete(oldest);
    }
    const answer = await check;
    if (answer.kind === 'unchecked') known.delete(key);
    return answer;
  };
}

/** The first supplier of the product, in the order it would be bought in, that knows such numbers. */
async function questionFor(core: Core, product: Product, input: string): Promise<Question | null> {
  if (product.destination?.kind !== 'pln') return null;
  const destination = checkDestination(product.destination, input);
  if (!destination.ok) return null;
  const stores = core.uow.read;
  for (const offer of await stores.catalogue.offersToBuy(product.id)) {
    const provider = await stores.providers.get(offer.providerId);
    if (!provider?.isActive || provider.environment !== product.environment) continue;
    const customerNo = customerNoFor(offer, destination.value);
    const supplier = usable(core, provider);
    if (customerNo === null || !supplier?.capabilities.inquires.includes(product.destination.kind)) continue;
    return { providerId: provider.id, customerNo, supplier };
  }
  return null;
}

/** Null where the provider's profile does not hold: that is found out, and said to the owner, when it is bought from. */
function usable(core: Core, provider: Provider): Supplier | null {
  try {
    return core.registry.supplier(provider);
  } catch {
    return null;
  }
}

function isTrouble(result: CallResult<CustomerReading>): boolean {
  return (
    result.kind === 'unknown' ||
    result.kind === 'not_sent' ||
    (result.kind === 'rejected' && result.code === 'rate_limit')
  );
}

function meaningOf(result: CallResult<CustomerReading>): CustomerCheck {
  if (result.kind === 'ok') return customerFound(result.value);
  return result.kind === 'rejected' && result.code === 'destination' ? { kind: 'wrong' } : { kind: 'unchecked' };
}

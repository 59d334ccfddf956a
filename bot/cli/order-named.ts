/**
 * The code of an order from whatever a log line has of it: the id of the order, of one of its payments or fulfilments,
 * a payment's reference, or the code itself. What leads nowhere is given back as it is, for the use case to refuse.
 */
import type { Stores } from '../../commerce/ports/stores/index.ts';

const ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** Order code and number of the attempt. */
const REFERENCE = /^([\dA-Z]+)-\d{1,3}$/i;

export async function codeOf(
  stores: Pick<Stores, 'orders' | 'payments' | 'fulfilments'>,
  given: string,
): Promise<string> {
  if (!ID.test(given)) return REFERENCE.exec(given)?.[1] ?? given;
  const id = given.toLowerCase();
  const part = (await stores.payments.get(id)) ?? (await stores.fulfilments.get(id));
  const order = await stores.orders.get(part?.orderId ?? id);
  return order?.code ?? given;
}

/** Whose purchase a supplier's message is about: by our reference, or by its own number where it knows only that. */
import type { Core } from '../core.ts';
import type { SupplierWebhookReading } from '../ports/supplier.ts';
import type { Provider } from '../provider/model.ts';
import type { FulfilmentAttempt } from './model.ts';

type Named = Pick<SupplierWebhookReading['events'][number], 'refId' | 'supplierRef'>;

export async function attemptOf(
  core: Core,
  { id }: Pick<Provider, 'id'>,
  { refId, supplierRef }: Named,
): Promise<FulfilmentAttempt | null> {
  const { fulfilments } = core.uow.read;
  if (refId !== null) return fulfilments.attemptByRef(id, refId);
  return supplierRef === null ? null : fulfilments.attemptBySupplierRef(id, supplierRef);
}

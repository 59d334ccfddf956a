/**
 * Since when deliveries of vendors are still evidence: for an order that is paid and not delivered, or about which a
 * case is open, everything its gateways and suppliers sent since the attempt was made. No row says which delivery was
 * about which order, so rather too much is kept.
 */
import { sql, type Kysely } from 'kysely';
import type { NeededWebhooks } from '../../commerce/ports/stores/retention.ts';
import type { Database } from '../tables/index.ts';

/** A case that names no order may be about anything since a day before it was opened. */
const UNNAMED_MS = 86_400_000;

const OPEN_ORDERS = sql`(
  select id from orders where environment in ('practice', 'sandbox', 'live') and state = 'paid'
  union select order_id from review_cases where state = 'open' and order_id is not null)`;

export async function neededWebhooks(db: Kysely<Database>): Promise<NeededWebhooks> {
  const { rows } = await sql<{ provider: string; since: number }>`
    select p.provider_id as provider, min(p.created_at) as since from payments p
    where p.order_id in ${OPEN_ORDERS}
       or p.id in (select payment_id from review_cases where state = 'open' and payment_id is not null)
    group by p.provider_id
    union all
    select a.provider_id, min(a.submitted_at) from fulfilments f
    join fulfilment_attempts a on a.fulfilment_id = f.id
    where f.order_id in ${OPEN_ORDERS}
       or f.id in (select fulfilment_id from review_cases where state = 'open' and fulfilment_id is not null)
    group by a.provider_id`.execute(db);
  const since: Record<string, number> = {};
  for (const row of rows) since[row.provider] = Math.min(since[row.provider] ?? Infinity, row.since);
  const unnamed = await db
    .selectFrom('review_cases')
    .select((eb) => eb.fn.min('opened_at').as('since'))
    .where('state', '=', 'open')
    .where('order_id', 'is', null)
    .where('payment_id', 'is', null)
    .where('fulfilment_id', 'is', null)
    .executeTakeFirst();
  const first = unnamed?.since ?? null;
  return { since, sinceAll: first === null ? null : first - UNNAMED_MS };
}

/** What refunds and cases say about money that waits; ledger:verify compares it with the accounts. */
import type { Kysely } from 'kysely';
import type { Environment } from '../../commerce/environment.ts';
import { OPEN_REFUND_STATES } from '../../commerce/payment/model.ts';
import type { WaitingMoney } from '../../commerce/ports/stores/ledger.ts';
import type { Database } from '../tables/index.ts';

export async function waitingMoney(db: Kysely<Database>): Promise<WaitingMoney[]> {
  const refunds = await db
    .selectFrom('refunds')
    .select(['environment', (eb) => eb.fn.sum<number | string>('amount_idr').as('sum')])
    .where('state', 'in', OPEN_REFUND_STATES)
    .groupBy('environment')
    .execute();
  const cases = await db
    .selectFrom('review_cases')
    .select(['environment', (eb) => eb.fn.sum<number | string>('parked_idr').as('sum')])
    .where('state', '=', 'open')
    .groupBy('environment')
    .execute();
  const waiting = new Map<Environment, WaitingMoney>();
  const of = (environment: Environment): WaitingMoney => {
    const row = waiting.get(environment) ?? { environment, refundsDueIdr: 0, parkedIdr: 0 };
    waiting.set(environment, row);
    return row;
  };
  for (const row of refunds) of(row.environment).refundsDueIdr = Number(row.sum);
  for (const row of cases) of(row.environment).parkedIdr = Number(row.sum);
  return [...waiting.values()].filter((row) => row.refundsDueIdr !== 0 || row.parkedIdr !== 0);
}

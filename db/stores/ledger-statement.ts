/** A page of an account's entries, newest first. Reads the index from where the page begins and no row before it. */
import type { Kysely } from 'kysely';
import type { StatementEntry } from '../../commerce/ledger/model.ts';
import type { LineSnapshot } from '../../commerce/order/model.ts';
import type { LedgerStore } from '../../commerce/ports/stores/ledger.ts';
import type { Database } from '../tables/index.ts';

export function statementMethods(db: Kysely<Database>): Pick<LedgerStore, 'statement'> {
  return {
    async statement({ accountId, from, until, before, limit }) {
      let query = db
        .selectFrom('ledger_entries as e')
        .innerJoin('journals as j', 'j.id', 'e.journal_id')
        .leftJoin('orders as o', 'o.id', 'j.order_id')
        .select(['e.account_seq', 'e.at', 'e.amount_idr', 'e.balance_after_idr', 'j.kind', 'o.code'])
        .select((eb) =>
          eb
            .selectFrom('order_lines as l')
            .select('l.snapshot')
            .whereRef('l.order_id', '=', 'o.id')
            .orderBy('l.id')
            .limit(1)
            .as('snapshot'),
        )
        .where('e.account_id', '=', accountId)
        .orderBy('e.at', 'desc')
        .orderBy('e.account_seq', 'desc')
        .limit(limit);
      if (from !== undefined) query = query.where('e.at', '>=', from);
      if (until !== undefined) query = query.where('e.at', '<', until);
      if (before)
        query = query
          .where('e.at', '<=', before.at)
          .where((eb) => eb.or([eb('e.at', '<', before.at), eb('e.account_seq', '<', before.seq)]));
      const rows = await query.execute();
      return rows.map((row): StatementEntry => ({
        seq: row.account_seq,
        at: row.at,
        amountIdr: row.amount_idr,
        balanceAfterIdr: row.balance_after_idr,
        kind: row.kind,
        orderCode: row.code,
        goods: row.snapshot === null ? null : (JSON.parse(row.snapshot) as LineSnapshot).name,
      }));
    },
  };
}

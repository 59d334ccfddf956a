/** A page of an account's entries, newest first. Reads the index from where the page begins and no row before it. */
import type { Kysely } from 'kysely';
import type { StatementEntry } from '../../commerce/ledger/model.ts';
import type { LedgerStore } from '../../commerce/ports/stores/ledger.ts';
import type { Database } from '../tables/index.ts';

export function statementMethods(db: Kysely<Database>): Pick<LedgerStore, 'statement'> {
  return {
    async statement({ accountId, from, until, before, limit }) {
      let query = db
        .selectFrom('ledger_entries as e')
        .innerJoin('journals as j', 'j.id', 'e.journal_id')
        .select(['e.account_seq', 'e.at', 'e.amount_idr', 'e.balance_after_idr', 'j.kind', 'j.order_id', 'j.memo'])
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
        orderId: row.order_id,
        memo: row.memo,
      }));
    },
  };
}

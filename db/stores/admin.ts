/** The audit trail, the settings an owner changed, how much waits, and what may be cleared away. */
import type { Expression, ExpressionBuilder, Kysely, SqlBool } from 'kysely';
import type { AuditRow, AuditSearch, AuditStore, SettingsStore } from '../../commerce/ports/stores/admin.ts';
import type { Stores } from '../../commerce/ports/stores/index.ts';
import { lockName } from '../engine/dialect.ts';
import { fromRow, toRow } from '../rows.ts';
import type { Database } from '../tables/index.ts';
import { backlogStore } from './backlog.ts';
import type { StoreDeps } from './deps.ts';
import { insertRow } from './by-key.ts';
import { createRetentionStore } from './retention.ts';

export function createAdminStores(db: Kysely<Database>, _deps: StoreDeps): Stores['admin'] {
  return {
    audit: auditStore(db),
    settings: settingsStore(db),
    backlog: backlogStore(db),
    retention: createRetentionStore(db),
  };
}

function auditStore(db: Kysely<Database>): AuditStore {
  return {
    append: async (row) => {
      await insertRow(db, 'audit_log', toRow(row));
    },
    latest: async (limit, subject) => {
      let query = db.selectFrom('audit_log').selectAll().orderBy('at', 'desc').orderBy('id', 'desc').limit(limit);
      if (subject !== undefined) query = query.where('subject', '=', subject);
      return (await query.execute()).map((row) => fromRow<AuditRow>(row));
    },
    search: async (search, limit) => {
      const query = db.selectFrom('audit_log').selectAll().orderBy('at', 'desc').orderBy('id', 'desc').limit(limit);
      const found = await query.where((eb) => eb.and(conditions(eb, search))).execute();
      return found.map((row) => fromRow<AuditRow>(row));
    },
  };
}

function conditions(
  eb: ExpressionBuilder<Database, 'audit_log'>,
  { personIds, subjects, acts, from, to, byStaff, before }: AuditSearch,
): Expression<SqlBool>[] {
  const none = eb.lit(false);
  return [
    ...(personIds ? [personIds.length === 0 ? none : eb('person_id', 'in', [...personIds])] : []),
    ...(subjects ? [subjects.length === 0 ? none : eb('subject', 'in', [...subjects])] : []),
    ...(acts ? [eb.or(acts.map((act) => eb('action', 'like', `${act}%`)))] : []),
    ...(from === undefined ? [] : [eb('at', '>=', from)]),
    ...(to === undefined ? [] : [eb('at', '<', to)]),
    ...(byStaff ? [eb.or([eb('role', 'is not', null), eb('via', '=', 'cli')])] : []),
    ...(before
      ? [eb.or([eb('at', '<', before.at), eb.and([eb('at', '=', before.at), eb('id', '<', before.id)])])]
      : []),
  ];
}

function settingsStore(db: Kysely<Database>): SettingsStore {
  return {
    lockShop: () => lockName(db, 'shop'),
    all: async () => {
      const rows = await db.selectFrom('settings').selectAll().execute();
      return Object.fromEntries(rows.map((row) => [row.key, row.value]));
    },
    get: async (key) => {
      const row = await db.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst();
      return row?.value ?? null;
    },
    set: async (key, value) => {
      await db
        .insertInto('settings')
        .values({ key, value })
        .onConflict((c) => c.column('key').doUpdateSet({ value }))
        .execute();
    },
  };
}

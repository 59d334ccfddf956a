/**
 * Changes the master key in three steps, each repeatable and safe to die in. `announce` lets processes that run with the
 * old key find the new one; `reseal` puts credentials and data keys under it, in one transaction; `forget` ends the time
 * in which either key opens the shop. Credentials a process sealed under the old key in between still open, and `forget`
 * finds them.
 */
import { createSecretKey } from 'node:crypto';
import type { Kysely } from 'kysely';
import { hasRowLocks } from './engine/dialect.ts';
import { createMasterRing, HANDOVER, handoverRows, partnerOf } from './master-ring.ts';
import { sealBytes } from './seal.ts';
import type { Database } from './tables/index.ts';
import { CREDENTIALS, credentialsContext, wrapContext } from './vault.ts';

/** Columns under the master key itself. A test compares them with the schema. */
export const UNDER_MASTER_KEY = [{ table: 'providers', column: 'credentials_encrypted' }] as const;

/** Why a key cannot be changed now, in one line a person can act on. */
export class KeyChangeRefused extends Error {}

export interface KeyChange {
  /** The key the process was given, and the one it is to have. */
  from: Buffer;
  to: Buffer;
}

export interface Resealed {
  credentials: number;
  dataKeys: number;
}

export interface AuditStamp {
  id: string;
  at: number;
}

/** True when it was begun now, false when this very change is under way already. Throws KeyChangeRefused. */
export async function announceKeyChange(db: Kysely<Database>, { from, to }: KeyChange, at: number): Promise<boolean> {
  if (from.equals(to)) throw new KeyChangeRefused('the new key is the one in use');
  return db.transaction().execute(async (transaction) => {
    const rows = await lockedKeys(transaction);
    if (rows.some(({ purpose }) => purpose === HANDOVER)) {
      const partner = partnerOf(rows, from);
      if (partner?.other.equals(to)) return false;
      throw new KeyChangeRefused('another change of the key is not finished: provider:rotate-keys --finish');
    }
    for (const row of handoverRows(from, to))
      await transaction
        .insertInto('data_keys')
        .values({ ...row, created_at: at })
        .execute();
    return true;
  });
}

/** What already is under the new key stays as it is, so a repeat changes nothing. Writes the audit row when it changed something. */
export async function resealUnder(db: Kysely<Database>, change: KeyChange, stamp: AuditStamp): Promise<Resealed> {
  return db.transaction().execute(async (transaction) => {
    const resealed = await resealAll(transaction, change);
    if (resealed.credentials + resealed.dataKeys > 0)
      await transaction
        .insertInto('audit_log')
        .values({
          ...stamp,
          person_id: null,
          via: 'cli',
          action: 'provider.key_rotated',
          subject: 'data_keys',
          detail: `${resealed.credentials} credentials, ${resealed.dataKeys} data keys`,
        })
        .execute();
    return resealed;
  });
}

/** From here on the old key opens nothing. `key` is the new one, as the process was given it. Throws KeyChangeRefused. */
export async function forgetOldKey(db: Kysely<Database>, key: Buffer): Promise<Resealed> {
  return db.transaction().execute(async (transaction) => {
    const rows = await lockedKeys(transaction);
    if (!rows.some(({ purpose }) => purpose === HANDOVER)) throw new KeyChangeRefused('no change of the key is open');
    const partner = partnerOf(rows, key);
    if (partner?.is !== 'next')
      throw new KeyChangeRefused('this command still runs with the old key: give every process the new one first');
    const late = await resealAll(transaction, { from: partner.other, to: key });
    await transaction.deleteFrom('data_keys').where('purpose', '=', HANDOVER).execute();
    return late;
  });
}

async function resealAll(db: Kysely<Database>, { from, to }: KeyChange): Promise<Resealed> {
  const old = createMasterRing(from);
  const key = createSecretKey(to);
  const isUnderOld = (context: string, sealed: string): Buffer | null => {
    try {
      return old.open(context, sealed);
    } catch {
      return null;
    }
  };
  let [credentials, dataKeys] = [0, 0];
  for (const { purpose, month, wrapped } of await lockedKeys(db)) {
    const context = wrapContext(purpose, month);
    const plain = purpose === HANDOVER ? null : isUnderOld(context, wrapped);
    if (!plain) continue;
    const under = { wrapped: sealBytes(key, context, plain) };
    await db.updateTable('data_keys').set(under).where('purpose', '=', purpose).where('month', '=', month).execute();
    dataKeys += 1;
  }
  const providers = await db.selectFrom('providers').select(['id', 'credentials_encrypted']).execute();
  for (const { id, credentials_encrypted: sealed } of providers) {
    const context = credentialsContext(id);
    const plain = sealed.startsWith(CREDENTIALS) ? isUnderOld(context, sealed.slice(CREDENTIALS.length)) : null;
    if (!plain) continue;
    // Compared, because the owner may be typing a new one at this moment; that one stays.
    const { numUpdatedRows } = await db
      .updateTable('providers')
      .set({ credentials_encrypted: `${CREDENTIALS}${sealBytes(key, context, plain)}` })
      .where('id', '=', id)
      .where('credentials_encrypted', '=', sealed)
      .executeTakeFirstOrThrow();
    credentials += Number(numUpdatedRows);
  }
  return { credentials, dataKeys };
}

/** Two changes at once wait for each other where the engine has row locks; on SQLite there is one writer anyway. */
async function lockedKeys(db: Kysely<Database>) {
  const rows = db.selectFrom('data_keys').select(['purpose', 'month', 'wrapped']);
  return hasRowLocks(db) ? rows.forUpdate().execute() : rows.execute();
}

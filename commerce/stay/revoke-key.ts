/**
 * The `key.revoke` job: takes a key out of its lock. Repeated until the lock says it is gone or the key ran out. A key
 * whose making was never confirmed may be in the lock all the same, so it is looked for by its label first.
 */
import type { Core } from '../core.ts';
import type { JobVerdict } from '../ports/jobs.ts';
import type { DoorLock } from '../ports/door-lock.ts';
import type { DoorKeyRow } from './model.ts';

const RETRY_MS = 2 * 60_000;

export async function revokeKey(core: Core, { keyId }: { keyId: string }): Promise<JobVerdict> {
  const row = await core.uow.read.stays.key(keyId);
  const provider = row ? await core.uow.read.providers.get(row.providerId) : null;
  if (!row || row.state === 'revoked' || row.state === 'failed') return;
  const lock = provider ? core.registry.doorLock(provider) : null;
  const key = row.state === 'issuing' ? await findUnconfirmed(core, lock, row) : await beginRevoking(core, row);
  if (key === 'gone') return;
  if (key === 'unclear') return { againAt: core.clock.now() + RETRY_MS };
  const gone = lock && key.vendorKeyId ? await lock.revokeKey({ lockId: key.lockId, keyId: key.vendorKeyId }) : null;
  const over = core.clock.now() >= key.validTo;
  if (gone?.kind !== 'ok' && !over) return { againAt: core.clock.now() + RETRY_MS };
  await core.uow.run('key.revoked', (stores) => stores.stays.updateKey(keyId, 'revoking', { state: 'revoked' }));
}

async function beginRevoking(core: Core, row: DoorKeyRow): Promise<DoorKeyRow> {
  if (row.state === 'active') {
    await core.uow.run('key.revoking', (stores) => stores.stays.updateKey(row.id, 'active', { state: 'revoking' }));
  }
  return { ...row, state: 'revoking' };
}

/** A call that makes the key may still be under way for a while, so "not in the lock" only counts after it. */
async function findUnconfirmed(
  core: Core,
  lock: DoorLock | null,
  row: DoorKeyRow,
): Promise<DoorKeyRow | 'gone' | 'unclear'> {
  const now = core.clock.now();
  const listed = await lock?.listActiveKeys({ lockId: row.lockId });
  const found = listed?.kind === 'ok' ? listed.value.find((key) => key.label === row.label) : undefined;
  if (found) {
    const revoking = { state: 'revoking', vendorKeyId: found.keyId } as const;
    const won = await core.uow.run('key.revoking', (stores) => stores.stays.updateKey(row.id, 'issuing', revoking));
    return won ? { ...row, ...revoking } : 'unclear';
  }
  const settled = (listed?.kind === 'ok' && now >= row.createdAt + RETRY_MS) || now >= row.validTo;
  if (!settled) return 'unclear';
  const won = await core.uow.run('key.revoked', (stores) =>
    stores.stays.updateKey(row.id, 'issuing', { state: 'revoked' }),
  );
  return won ? 'gone' : 'unclear';
}

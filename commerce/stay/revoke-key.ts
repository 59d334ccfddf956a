/** The `key.revoke` job: takes a key out of its lock. Repeated until the lock says it is gone or the key ran out. */
import type { Core } from '../core.ts';
import type { JobVerdict } from '../ports/jobs.ts';

const RETRY_MS = 2 * 60_000;

export async function revokeKey(core: Core, { keyId }: { keyId: string }): Promise<JobVerdict> {
  const key = await core.uow.run('key.revoking', async (stores) => {
    const row = await stores.stays.key(keyId);
    if (row?.state !== 'active') return row;
    await stores.stays.updateKey(keyId, 'active', { state: 'revoking' });
    return stores.stays.key(keyId);
  });
  if (key?.state !== 'revoking') return;
  const provider = await core.uow.read.providers.get(key.providerId);
  const lock = provider ? core.registry.doorLock(provider) : null;
  const gone = lock && key.vendorKeyId ? await lock.revokeKey({ lockId: key.lockId, keyId: key.vendorKeyId }) : null;
  const over = core.clock.now() >= key.validTo;
  if (gone?.kind !== 'ok' && !over) return { againAt: core.clock.now() + RETRY_MS };
  await core.uow.run('key.revoked', (stores) => stores.stays.updateKey(keyId, 'revoking', { state: 'revoked' }));
}

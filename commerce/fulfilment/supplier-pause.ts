/**
 * A supplier that refuses us (key, address, deposit) is paused: paid orders wait for it instead of failing one by one,
 * and the owner is told once. A test that works, by the job, by the owner or by hand, sends everything that waited.
 */
import type { Core } from '../core.ts';
import { supplierPausedAlert, supplierResumedAlert } from '../notices/supplier.ts';
import { tellOwner } from '../notices/send.ts';
import type { JobVerdict } from '../ports/jobs.ts';
import type { PurchaseReading, PurchaseReason, Supplier } from '../ports/supplier.ts';
import type { Stores } from '../ports/stores/index.ts';
import type { FulfilmentAttempt } from './model.ts';
import type { SupplierPause } from './supply-model.ts';

const MINUTE_MS = 60_000;
const MAX_PROBE_GAP_MS = 30 * MINUTE_MS;
/** A pause so soon after the last one is the same trouble: not told again, and tried less often. */
const SAME_TROUBLE_MS = 60 * MINUTE_MS;
/** Waiting deliveries that are woken at once; those beyond come by themselves when their own time is up. */
const WAKE_AT_ONCE = 500;

const PAUSING: ReadonlySet<PurchaseReason> = new Set(['credentials', 'account', 'supplier_balance']);

/** So many tries of one unit that never left this machine are no blip any more. */
const UNREACHED_TRIES = 3;

/** `attempts` are those of the unit, this one included. */
export function pausesSupplier(
  { providerId }: FulfilmentAttempt,
  reading: Pick<PurchaseReading, 'outcome' | 'reason'>,
  attempts: readonly FulfilmentAttempt[],
): boolean {
  if (reading.outcome !== 'rejected') return false;
  if (reading.reason !== 'transport') return PAUSING.has(reading.reason);
  const unreached = attempts.filter((row) => row.providerId === providerId && row.reason === 'transport');
  return unreached.length >= UNREACHED_TRIES;
}

const probeGapMs = (probes: number): number => Math.min(MINUTE_MS * 2 ** Math.min(probes, 10), MAX_PROBE_GAP_MS);

export async function pauseSupplier(
  core: Core,
  stores: Stores,
  attempt: FulfilmentAttempt,
  reading: PurchaseReading,
): Promise<void> {
  const known = await stores.supply.pause(attempt.providerId);
  if (known?.resumedAt === null) return;
  const provider = await stores.providers.get(attempt.providerId);
  if (!provider) throw new Error(`provider ${attempt.providerId} is missing`);
  const now = core.clock.now();
  const again = known !== null && known.reason === reading.reason && now - known.resumedAt < SAME_TROUBLE_MS;
  const probes = again ? known.probes + 1 : 0;
  const row: SupplierPause = {
    providerId: provider.id,
    environment: provider.environment,
    reason: reading.reason,
    message: reading.message.slice(0, 200),
    neededIdr: reading.reason === 'supplier_balance' ? attempt.maxPriceIdr : 0,
    pausedAt: again ? known.pausedAt : now,
    probes,
    nextProbeAt: now + probeGapMs(probes),
    resumedAt: null,
  };
  await stores.supply.savePause(row);
  await stores.jobs.add(
    {
      name: 'supplier.probe',
      payload: { providerId: provider.id },
      // The job of an earlier pause may be in its last steps.
      dedupeKey: `supplier.probe:${provider.id}:${now}`,
      runAt: row.nextProbeAt,
    },
    now,
  );
  const alert = supplierPausedAlert(provider, row);
  await tellOwner(core, stores, provider.environment, `supplier-paused:${provider.id}:${row.pausedAt}`, alert);
}

/** Ends the pause and sends what waited. Nothing happens when it was not paused. */
export async function resumeSupplier(core: Core, stores: Stores, providerId: string): Promise<boolean> {
  const now = core.clock.now();
  const row = await stores.supply.pause(providerId);
  if (!row || !(await stores.supply.endPause(providerId, now))) return false;
  const provider = await stores.providers.get(providerId);
  const waiting = await stores.jobs.list({ state: 'ready', name: 'fulfilment.run', limit: WAKE_AT_ONCE });
  for (const job of waiting) if (job.dedupeKey) await stores.jobs.bringForward(job.dedupeKey, now);
  if (provider) {
    const key = `supplier-resumed:${providerId}:${row.pausedAt}`;
    await tellOwner(core, stores, row.environment, key, supplierResumedAlert(provider));
  }
  return true;
}

/** The `supplier.probe` job. */
export async function probeSupplier(core: Core, { providerId }: { providerId: string }): Promise<JobVerdict> {
  const row = await core.uow.read.supply.pause(providerId);
  const provider = await core.uow.read.providers.get(providerId);
  if (!provider || row?.resumedAt !== null) return;
  const works = provider.isActive && (await takesOrders(core.registry.supplier(provider), row));
  return core.uow.run('supplier.probed', async (stores): Promise<JobVerdict> => {
    if (works) {
      await resumeSupplier(core, stores, providerId);
      return undefined;
    }
    const current = await stores.supply.pause(providerId);
    if (current?.resumedAt !== null) return undefined;
    const probes = current.probes + 1;
    const nextProbeAt = core.clock.now() + probeGapMs(probes);
    await stores.supply.savePause({ ...current, probes, nextProbeAt });
    return { againAt: nextProbeAt };
  });
}

async function takesOrders(supplier: Supplier, { neededIdr }: SupplierPause): Promise<boolean> {
  const balance = await supplier.balance();
  return balance.kind === 'ok' && balance.value.balanceIdr >= neededIdr;
}

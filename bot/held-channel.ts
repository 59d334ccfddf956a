/**
 * A channel that only one process of a shop may run, such as fetching from a vendor who serves one asker at a time. The
 * process that holds the lease runs it; the others wait for their turn. Sending is everybody's and not held. A holder
 * that stood still finds its lease lost and stops; what two of them stored in between is recognised as repeats.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock, Log } from '../commerce/ports/runtime.ts';
import type { UnitOfWork } from '../commerce/ports/unit-of-work.ts';
import type { Channel } from './channels/channel.ts';

export interface HoldDeps {
  uow: UnitOfWork;
  clock: Clock;
  log: Log;
  /** Unique per process. */
  owner: string;
  leaseMs: number;
}

/** `channel` must be startable again after a stop. */
export function heldChannel<C extends Channel>(channel: C, deps: HoldDeps): C {
  const { uow, clock, log, leaseMs } = deps;
  const name = `channel.${channel.name}`;
  const fields = { channel: channel.name };
  let stopping = new AbortController();
  let turns: Promise<void> = Promise.resolve();

  const take = async (): Promise<number | null> => {
    const now = clock.now();
    try {
      return await uow.run('lease.take', (stores) => stores.leases.take(name, deps.owner, now, now + leaseMs));
    } catch (error) {
      log.warn({ ...fields, error: String(error) }, 'could not ask for the lease of a channel');
      return null;
    }
  };

  /** Resolves when the lease is lost or it is time to stop. A database that is away for a moment costs nothing. */
  async function keep(fence: number, signal: AbortSignal): Promise<void> {
    let heldUntilMs = clock.elapsedMs() + leaseMs;
    while (!signal.aborted && clock.elapsedMs() < heldUntilMs) {
      await rest(leaseMs / 3, signal);
      if (signal.aborted) return;
      const askedMs = clock.elapsedMs();
      try {
        const until = clock.now() + leaseMs;
        if (!(await uow.run('lease.extend', (stores) => stores.leases.extend(name, fence, until)))) return;
        heldUntilMs = askedMs + leaseMs;
      } catch (error) {
        log.warn({ ...fields, error: String(error) }, 'could not make the lease of a channel longer');
      }
    }
  }

  async function takeTurns(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const fence = await take();
      if (fence === null) {
        await rest(leaseMs / 3, signal);
        continue;
      }
      log.info(fields, 'this process runs the channel now');
      await channel.start();
      await keep(fence, signal);
      await channel.stop();
      await release(fence);
    }
  }

  async function release(fence: number): Promise<void> {
    await uow
      .run('lease.release', (stores) => stores.leases.release(name, fence))
      .catch((error: unknown) => log.warn({ ...fields, error: String(error) }, 'a lease was not given back'));
  }

  return {
    ...channel,
    async start() {
      stopping = new AbortController();
      turns = takeTurns(stopping.signal).catch((error: unknown) =>
        log.error({ ...fields, err: error }, 'a channel cannot be run'),
      );
    },
    async stop() {
      stopping.abort();
      await turns;
    },
  };
}

const rest = (ms: number, signal: AbortSignal): Promise<void> =>
  pause(ms, undefined, { signal }).catch(() => undefined);

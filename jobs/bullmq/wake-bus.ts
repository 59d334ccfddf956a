/**
 * Tells the other processes of a shop that chat rows were added, so that an answer need not wait for their next look at
 * the database. Nothing depends on it: a message that is lost costs one polling interval. Jobs are not told here, their
 * ids are in the queues already.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../../commerce/ports/runtime.ts';
import { connectFast, connectPatient } from './connection.ts';

export interface Woken {
  inbox: boolean;
  outgoing: boolean;
}

export interface WakeBusDeps {
  redisUrl: string;
  /** The same for all processes of one shop. */
  shop(): Promise<string>;
  /** Unique per process; nobody is woken by what they said themselves. */
  self: string;
  log: Log;
  onWake(woken: Woken): void;
}

export interface WakeBus {
  start(): Promise<void>;
  /** Never waits and never throws. */
  tell(woken: Woken): void;
  close(): void;
}

/** Commits that follow each other closely are told as one. */
const GAP_MS = 5;

export function createWakeBus(deps: WakeBusDeps): WakeBus {
  const { redisUrl, log, self } = deps;
  const sender = connectFast(redisUrl, log);
  let listener: ReturnType<typeof connectPatient> | null = null;
  let channel = '';
  let waiting: Woken | null = null;

  async function send(): Promise<void> {
    await pause(GAP_MS);
    const { inbox, outgoing } = waiting ?? { inbox: false, outgoing: false };
    waiting = null;
    await sender.publish(channel, JSON.stringify({ from: self, inbox, outgoing }));
  }

  function hear(message: string): void {
    const said = parsed(message);
    if (said && said.from !== self) deps.onWake({ inbox: said.inbox === true, outgoing: said.outgoing === true });
  }

  return {
    async start() {
      channel = `sapa:wake:${await deps.shop()}`;
      // Neither is waited for: a Redis that is away is no reason not to start.
      sender.connect().catch(() => {});
      listener = connectPatient(redisUrl, log);
      listener.on('message', (_channel, message) => hear(message));
      listener.subscribe(channel).catch((error: unknown) => {
        log.debug({ error: String(error) }, 'not woken by other processes');
      });
    },
    tell({ inbox, outgoing }) {
      if (sender.status !== 'ready' || (!inbox && !outgoing)) return;
      if (waiting) {
        waiting = { inbox: waiting.inbox || inbox, outgoing: waiting.outgoing || outgoing };
        return;
      }
      waiting = { inbox, outgoing };
      send().catch((error: unknown) => log.debug({ error: String(error) }, 'could not wake other processes'));
    },
    close() {
      sender.disconnect();
      listener?.disconnect();
    },
  };
}

function parsed(message: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(message);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

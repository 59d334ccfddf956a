/**
 * The practice vendors as one thing to start: `startSandbox` listens on loopback, keeps its memory in a folder (or only
 * in RAM) and can be stopped and started again on the same folder. `main.ts` runs it as a process of its own.
 */
import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { furnish } from './furnish.ts';
import { makeServer } from './server.ts';
import { startTasks } from './tasks.ts';
import type { Context } from './world/handling.ts';
import { openJournal, openMemory } from './world/journal.ts';
import type { Effect } from './world/model.ts';
import { seededRandom } from './world/random.ts';

export { PRACTICE_CREDENTIALS } from './furnish.ts';

export interface SandboxOptions {
  /** Folder of the memory; left out, a stop forgets everything. */
  stateFolder?: string;
  /** 0 or left out: any free port. */
  port?: number;
  /** For `/control`; left out, one is made. */
  token?: string;
  /** Makes chances and invented serials repeatable. Kept with the memory: a later start ignores another one. */
  seed?: string;
  /** The machine's clock; `POST /control/clock` moves the vendors' against it. */
  now?: () => number;
  webhookRetryMs?: readonly number[];
  webhookTimeoutMs?: number;
  log?: (line: string) => void;
}

export interface Sandbox {
  /** Without a slash at the end. */
  url: string;
  port: number;
  token: string;
  /** Calling it again is fine. */
  close: () => Promise<void>;
}

/** Rejects when the port is taken or the folder cannot be written. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const machineNow = options.now ?? Date.now;
  const token = options.token ?? randomBytes(24).toString('base64url');
  const log = options.log ?? (() => undefined);
  const journal = options.stateFolder ? openJournal(options.stateFolder, machineNow()) : openMemory();
  journal.commit(furnish(journal.world, options.seed ?? randomBytes(16).toString('hex')));

  const seed = journal.world.meta.get('meta')?.seed ?? '';
  const random = seededRandom(seed);
  const offsetMs = (): number => journal.world.meta.get('meta')?.clockOffsetMs ?? 0;
  const context = (): Context => ({ now: machineNow() + offsetMs(), random, seed });

  const settings = {
    webhookRetryMs: options.webhookRetryMs ?? [1_000, 5_000, 15_000],
    webhookTimeoutMs: options.webhookTimeoutMs ?? 10_000,
  };
  const tasks = startTasks(journal, context, settings, log);
  const commit = (effects: Effect[]): void => {
    journal.commit(effects);
    if (effects.some((effect) => effect.table === 'meta')) tasks.rearm();
    else tasks.noticed(effects);
  };
  let reopening: NodeJS.Timeout | undefined;
  const closePort = (forMs: number): void => {
    server.close();
    server.closeAllConnections();
    clearTimeout(reopening);
    reopening = setTimeout(() => {
      listen(server, port).catch((error: unknown) => log(`the port did not open again: ${String(error)}`));
    }, forMs);
  };
  const server = makeServer({ world: journal.world, context, commit, token, log, closePort });
  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;

  const stop = async (): Promise<void> => {
    tasks.close();
    clearTimeout(reopening);
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
    journal.close();
  };
  let closing: Promise<void> | undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    token,
    close: () => (closing ??= stop()),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
}

/**
 * The real app as a child process, `./sapa start` itself: killed without warning, started again on the same data, or
 * stopped politely. What it says on stderr is kept for whoever has to find out why. One role of a shop that is shared
 * out is such a process too; shop-processes.ts puts them together.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sandboxControl, type SandboxControl } from './sandbox-control.ts';
import { lookInto, type Place } from './shop-data.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** A machine that does everything else at the same time may take long; how long is allowed, the suites say. */
const READY_MS = 60_000;
const EXIT_MS = 30_000;
const LOOK_EVERY_MS = 10;
const SANDBOX_TOKEN = 'tests-hold-this-token-themselves';

export interface AppProcess {
  url: string;
  folder: string;
  sandbox: SandboxControl;
  /** Of the running child. */
  pid(): number;
  running(): boolean;
  /** Resolves when it serves; the milliseconds that took. Throws with its last words when it does not come up. */
  start(extra?: Record<string, string>): Promise<number>;
  /**
   * Of its life so far the milliseconds in which it, or its vendors, could have run but other processes had the
   * machine. What a start took less this is what it takes on a machine of its own.
   */
  queuedMs(): number;
  /** kill -9, and waits for the end. */
  kill(): Promise<void>;
  /** SIGSTOP: it holds what it has and does nothing, as an event loop that is blocked. */
  freeze(): void;
  thaw(): void;
  /** SIGUSR2: from here on the steps of CRASH_AT=k@signal are counted. */
  countSteps(): void;
  /** kill -9 for the practice vendors only; the app has to notice by itself. */
  killSandbox(): void;
  /** Waits for an end it brings about itself. */
  ended(withinMs?: number): Promise<void>;
  /** SIGTERM; the milliseconds until the end and the exit code. */
  stop(): Promise<{ ms: number; code: number | null }>;
  /** Everything written to stderr so far, all starts together. */
  said(): string;
  /** Stops what runs and deletes the data. */
  discard(): Promise<void>;
}

/**
 * `folder` is made when left out, and deleted by `discard`. `env` holds for every start; a PORT in it is taken. `program`
 * is the root of another copy of the program.
 */
export async function appProcess(
  env: Record<string, string> = {},
  folder?: string,
  program: string = ROOT,
): Promise<AppProcess> {
  const dataFolder = folder ?? mkdtempSync(join(tmpdir(), 'sapa-app-'));
  const port = Number(env['PORT']) || (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const place = { folder: dataFolder, databaseUrl: env['DATABASE_URL'] };
  let child: ChildProcess | null = null;
  let said = '';

  const running = (): boolean => child !== null && child.exitCode === null && child.signalCode === null;

  async function start(extra: Record<string, string> = {}): Promise<number> {
    const from = performance.now();
    child = spawn(join(program, 'sapa'), ['start'], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        PORT: String(port),
        SAPA_STATUS_PORT: String(port),
        SAPA_DATA: dataFolder,
        SAPA_SANDBOX_TOKEN: SANDBOX_TOKEN,
        ...env,
        ...extra,
      },
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    while (performance.now() - from < READY_MS) {
      if (!running()) {
        // A crash asked for may well come before it serves.
        if (extra['CRASH_AT']) return performance.now() - from;
        throw new Error(`the app ended while starting:\n${said.slice(-2000)}`);
      }
      if (await isReady(url)) {
        const ms = performance.now() - from;
        if (place.databaseUrl === undefined) demandItself(dataFolder, child.pid);
        return ms;
      }
      await pause(LOOK_EVERY_MS);
    }
    throw new Error(`the app does not serve:\n${said.slice(-2000)}`);
  }

  async function ended(withinMs = EXIT_MS): Promise<void> {
    if (!child || !running()) return;
    await Promise.race([
      once(child, 'exit'),
      pause(withinMs, undefined, { ref: false }).then(() => {
        throw new Error('the app did not end in time');
      }),
    ]);
  }

  async function end(signal: NodeJS.Signals): Promise<{ ms: number; code: number | null }> {
    const from = performance.now();
    if (running()) {
      child?.kill(signal);
      await ended();
    }
    return { ms: performance.now() - from, code: child?.exitCode ?? null };
  }

  return {
    url,
    folder: dataFolder,
    sandbox: sandboxControl(async () => `http://127.0.0.1:${await practicePort(place)}`, SANDBOX_TOKEN),
    pid: () => child?.pid ?? 0,
    running,
    start,
    queuedMs: () => [child?.pid ?? 0, ...childrenOf(child?.pid ?? 0)].reduce((sum, pid) => sum + queuedMs(pid), 0),
    async kill() {
      await end('SIGKILL');
    },
    killSandbox() {
      for (const pid of childrenOf(child?.pid ?? 0)) process.kill(pid, 'SIGKILL');
    },
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    countSteps: () => void child?.kill('SIGUSR2'),
    ended,
    stop: () => end('SIGTERM'),
    said: () => said,
    async discard() {
      await end('SIGKILL');
      if (!folder) rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(1000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** The vendors' port is remembered by the app, because provider rows name it. */
export function practicePort(place: Place): Promise<number> {
  return lookInto(place, ({ number }) => number(`select value from settings where key = 'practice.port'`));
}

/** A signal has to reach the app and not something that started it. Only one that has the folder alone says who it is. */
function demandItself(folder: string, pid: number | undefined): void {
  const file = join(folder, 'app.pid');
  if (existsSync(file) && Number(readFileSync(file, 'utf8')) !== pid)
    throw new Error(`the child ${pid} is not the app, whose pid file says ${readFileSync(file, 'utf8')}`);
}

/** Linux only, like everything that runs the heavy suites. */
function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** The second figure of schedstat: nanoseconds in the queue for a processor. Nothing where the kernel does not tell. */
function queuedMs(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}

/** A port nobody listens on at the moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

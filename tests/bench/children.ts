/**
 * Processes of a measurement: what is measured, its floor and the load each run in their own, so that none of them
 * spends another's time. Spoken to by calls over IPC; every call and every start has a limit, and all children end with us.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Child {
  pid: number;
  call<T>(name: string, argument?: unknown): Promise<T>;
  stop(): Promise<void>;
}

const CALL_MS = 120_000;
const STOP_MS = 15_000;

const folders = new Set<string>();
const running = new Set<ChildProcess>();

process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is gone when the run is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sapa-bench-'));
  folders.add(folder);
  return folder;
}

const ROOT = join(import.meta.dirname, '..', '..');
/** As `./sapa` starts the app; the rest runs as anybody would start it. */
const APP_FLAGS = ['--max-semi-space-size=8'];
const APP_ENVIRONMENT = { NODE_COMPILE_CACHE: join(ROOT, 'node_modules', '.cache', 'compiled') };

/** Starts `processes/NAME.ts`. `--profile` of the bench leaves a CPU profile of each process in that folder. */
export async function startChild(name: string, environment: Record<string, string> = {}): Promise<Child> {
  const profiles = process.env['BENCH_PROFILES'];
  const isApp = name === 'app';
  const child = fork(join(import.meta.dirname, 'processes', `${name}.ts`), {
    execArgv: [
      '--disable-warning=ExperimentalWarning',
      ...(isApp ? APP_FLAGS : []),
      ...(profiles ? ['--cpu-prof', `--cpu-prof-dir=${join(profiles, name)}`] : []),
    ],
    env: { ...process.env, ...(isApp ? APP_ENVIRONMENT : {}), ...environment },
    serialization: 'advanced',
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const calls = createCalls(child, name);
  await calls.call('ready');
  return {
    pid: child.pid ?? 0,
    call: calls.call,
    async stop() {
      if (child.exitCode !== null) return;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      const hard = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await calls.call('stop').catch(() => {});
      if (child.connected) child.disconnect();
      await gone;
      clearTimeout(hard);
    },
  };
}

function createCalls(child: ChildProcess, name: string) {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let last = 0;
  child.on('message', (message: { id: number; value?: unknown; error?: string }) => {
    const one = waiting.get(message.id);
    if (message.error === undefined) one?.resolve(message.value);
    else one?.reject(new Error(`${name}: ${message.error}`));
  });
  child.once('exit', (code) => {
    for (const one of waiting.values()) one.reject(new Error(`${name} ended with ${code}`));
  });
  return {
    async call<T>(method: string, argument?: unknown): Promise<T> {
      const id = ++last;
      let limit: NodeJS.Timeout | undefined;
      try {
        return await new Promise<T>((resolve, reject) => {
          waiting.set(id, { resolve: (value) => resolve(value as T), reject });
          limit = setTimeout(() => reject(new Error(`${name}.${method}: no answer in ${CALL_MS} ms`)), CALL_MS);
          child.send({ id, method, argument });
        });
      } finally {
        clearTimeout(limit);
        waiting.delete(id);
      }
    },
  };
}

/** The other end: answers calls by name. Must be the last thing a process file does. */
// oxlint-disable-next-line typescript/no-explicit-any -- arguments come from our own caller, one line away in spirit
export function serveCalls(handlers: Record<string, (argument: any) => unknown>): void {
  const all: Record<string, (argument: unknown) => unknown> = { ready: () => true, stop: () => true, ...handlers };
  process.on('message', ({ id, method, argument }: { id: number; method: string; argument: unknown }) => {
    void (async () => {
      try {
        process.send?.({ id, value: await all[method]?.(argument) });
      } catch (error) {
        process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      }
    })();
  });
  process.once('disconnect', () => process.exit());
}

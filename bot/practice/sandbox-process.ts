/**
 * The practice vendors as a child process with its own memory. Reached over HTTP only, like real vendors. It ends with
 * us (its stdin closes), and a child that dies is started again on the same port, so provider rows stay right.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Log } from '../../commerce/ports/runtime.ts';

export interface SandboxProcess {
  /** Without a trailing slash. */
  url: string;
  token: string;
  stop(): Promise<void>;
}

const READY_MS = 15_000;
const STOP_MS = 4_000;
const RESTART_MS = 500;
const MAX_RESTARTS = 20;

export interface SandboxProcessOptions {
  stateFolder: string;
  token: string;
  /** The port of the last run, 0 for any free one. */
  port: number;
  log: Log;
}

/** Rejects when the child does not come up. */
export async function startSandboxProcess(options: SandboxProcessOptions): Promise<SandboxProcess & { port: number }> {
  let stopping = false;
  let restarts = 0;
  let { child, port } = await launch(options, options.port);
  watch();

  function watch(): void {
    child.once('exit', (code, signal) => {
      if (stopping || restarts++ >= MAX_RESTARTS) return;
      options.log.warn({ code, signal }, 'practice vendors ended, starting them again');
      setTimeout(() => void again(), RESTART_MS);
    });
  }

  async function again(): Promise<void> {
    if (stopping) return;
    try {
      // The same port or none: provider rows and open QR pages name it.
      ({ child } = await launchOn(options, port));
      watch();
    } catch (error) {
      options.log.warn({ error: String(error), restarts }, 'practice vendors did not come back yet');
      if (restarts++ < MAX_RESTARTS) setTimeout(() => void again(), RESTART_MS);
    }
  }

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    token: options.token,
    async stop() {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      const hard = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await gone;
      clearTimeout(hard);
    },
  };
}

/** Tries the wanted port first and any free one when it is taken. */
async function launch(options: SandboxProcessOptions, port: number): Promise<{ child: ChildProcess; port: number }> {
  try {
    return await launchOn(options, port);
  } catch (error) {
    if (port === 0) throw error;
    return launchOn(options, 0);
  }
}

function launchOn(options: SandboxProcessOptions, port: number): Promise<{ child: ChildProcess; port: number }> {
  // Only tests set it: the same vendors' answers in every run.
  const seed = process.env['SANDBOX_SEED'];
  const script = join(import.meta.dirname, '..', '..', 'sandbox', 'main.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      SANDBOX_PORT: String(port),
      SANDBOX_STATE: options.stateFolder,
      SANDBOX_TOKEN: options.token,
      SANDBOX_PARENT: '1',
      ...(seed ? { SANDBOX_SEED: seed } : {}),
    },
  });
  child.stderr?.on('data', (chunk: Buffer) =>
    options.log.warn({ line: chunk.toString().trim().slice(0, 300) }, 'practice vendors'),
  );
  return new Promise((resolve, reject) => {
    let head = '';
    const limit = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error('the practice vendors did not start in time'));
    }, READY_MS);
    child.once('exit', (code) => {
      clearTimeout(limit);
      reject(new Error(`the practice vendors ended with ${String(code)}`));
    });
    child.stdout?.on('data', (chunk: Buffer) => {
      head += chunk.toString();
      if (!head.includes('\n')) return;
      clearTimeout(limit);
      child.removeAllListeners('exit');
      resolve({ child, port: (JSON.parse(head.split('\n', 1)[0] ?? '') as { port: number }).port });
    });
  });
}

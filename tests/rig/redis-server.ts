/**
 * A Redis of one's own on a spare port, to be killed, stopped and filled. Where the machine has no redis-server a run
 * under CI fails, and any other says what it left out.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { until } from './until.ts';

export interface RedisServer {
  url: string;
  port: number;
  /** `kill -9`; resolves when it is gone. */
  kill(): Promise<void>;
  /** Starts again on the same port, empty. */
  restart(extra?: readonly string[]): Promise<void>;
  /** SIGSTOP: connections stay, nothing is answered. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

export const hasRedis: boolean = spawnSync('redis-server', ['--version']).status === 0;

/** Call once per suite that needs the server. Throws where CI asks for everything. */
export function demandRedis(what: string): boolean {
  if (hasRedis) return true;
  if (process.env.CI === 'true') throw new Error(`there is no redis-server: ${what} cannot be run`);
  console.warn(`NOT RUN, there is no redis-server on this machine: ${what}`);
  return false;
}

export async function startRedis(extra: readonly string[] = []): Promise<RedisServer> {
  const port = await sparePort();
  let child = await run(port, extra);
  const gone = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    kill: () => gone('SIGKILL'),
    async restart(again = extra) {
      await gone('SIGKILL');
      child = await run(port, again);
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    stop: () => gone('SIGKILL'),
  };
}

async function run(port: number, extra: readonly string[]): Promise<ChildProcess> {
  const only = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn('redis-server', [...only, '--loglevel', 'warning', ...extra], { stdio: 'ignore' });
  await until(() => {
    if (child.exitCode !== null) throw new Error('redis-server ended at once');
    return answers(port);
  });
  return child;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', (data) => {
      socket.destroy();
      // A server with a password answers with a refusal, which is an answer.
      resolve(/^(?:\+PONG|-NOAUTH)/.test(data.toString()));
    });
    socket.once('error', () => resolve(false));
  });
}

async function sparePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

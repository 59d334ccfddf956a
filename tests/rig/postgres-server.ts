/**
 * A Postgres cluster of one's own on a spare port, to be killed and started again, with commits slowed so that a
 * connection can be cut in the middle of one. Postgres refuses to run as root, so root hands it to the user postgres.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/app-process.ts';

export interface PostgresServer {
  /** Of a database of that name. */
  url(database: string): string;
  /** As a crash of the server: nothing is finished, clients are cut. */
  crash(): void;
  start(): void;
  /** Ends it and deletes the data. */
  discard(): void;
}

const INSTALLED = '/usr/lib/postgresql';
const START_SECONDS = '60';
/** The most a commit waits before it is flushed, in microseconds. */
const COMMIT_DELAY_US = 20_000;

/** Null where the programs are missing. */
export async function startPostgres(): Promise<PostgresServer | null> {
  const bin = programs();
  if (bin === null) return null;
  const folder = mkdtempSync(join(tmpdir(), 'sapa-postgres-'));
  const port = await freePort();
  const isRoot = process.getuid?.() === 0;
  const run = (name: string, ...parameters: string[]): void => {
    const [command, ...before] = isRoot ? ['runuser', '-u', 'postgres', '--', join(bin, name)] : [join(bin, name)];
    execFileSync(command ?? '', [...before, ...parameters], { stdio: 'ignore', cwd: '/' });
  };
  if (isRoot) execFileSync('chown', ['postgres', folder]);
  chmodSync(folder, 0o700);
  const data = join(folder, 'data');
  run('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '--no-instructions');
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c commit_delay=${COMMIT_DELAY_US} -c commit_siblings=0`;
  const start = () =>
    run('pg_ctl', 'start', '-D', data, '-w', '-t', START_SECONDS, '-l', join(folder, 'log'), '-o', options);
  const crash = () => run('pg_ctl', 'stop', '-D', data, '-m', 'immediate', '-w');
  let running = false;
  const discard = () => {
    if (running) crash();
    running = false;
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', discard);
  start();
  running = true;
  return {
    url: (database) => `postgres://postgres@127.0.0.1:${port}/${database}`,
    crash() {
      crash();
      running = false;
    },
    start() {
      start();
      running = true;
    },
    discard,
  };
}

function programs(): string | null {
  if (!existsSync(INSTALLED)) return null;
  const versions = readdirSync(INSTALLED).toSorted((left, right) => Number(right) - Number(left));
  const bin = join(INSTALLED, versions[0] ?? '', 'bin');
  return existsSync(join(bin, 'pg_ctl')) ? bin : null;
}

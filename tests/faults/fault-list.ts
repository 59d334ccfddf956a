/**
 * The rows of the fault list and where each is kept. A row is a program of its own (`rows/row-NN.ts`, the longer ones,
 * sized and seeded) or tests that `npm test` runs anyway, found by name; either way `npm run faults -- --row N` runs it.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Tally } from '../support/tally.ts';

export type Size = 'ci' | 'nightly';

export interface RowOptions {
  seed: number;
  size: Size;
  tally: Tally;
}

export interface FaultRow {
  row: number;
  what: string;
  /** Files under tests/faults, where the row is tests. */
  tests?: readonly string[];
  /** Only the tests with this in their name; all of the files when left out. */
  named?: string;
  /** Spends its time waiting and measures none, so it may run beside another such row. */
  waits?: true;
  /** What the tests read at nightly size. */
  nightly?: Record<string, string>;
}

/** Rows that are not here have no suite yet. */
export const FAULTS: readonly FaultRow[] = [
  { row: 1, what: 'kill -9 at random moments' },
  { row: 2, what: 'a kill at every durable step' },
  { row: 3, what: 'the same paid webhook many times', tests: ['webhook-repeats'], named: 'row 3' },
  { row: 4, what: 'webhooks out of order', tests: ['webhook-repeats', 'webhook-order'], named: 'row 4' },
  { row: 5, what: 'webhooks that are wrong', tests: ['webhook-untrue'], named: 'row 5' },
  { row: 6, what: 'forged webhooks', tests: ['webhook-forged'], named: 'row 6' },
  { row: 7, what: 'webhooks played again later', tests: ['webhook-repeats'], named: 'row 7' },
  { row: 8, what: 'a gateway that fails while it creates a payment', waits: true },
  { row: 9, what: 'a supplier that fails, dawdles or contradicts itself', waits: true },
  { row: 10, what: 'a clock that jumps', tests: ['clock'], named: 'row 10' },
  {
    row: 11,
    what: 'malformed bodies',
    tests: ['webhook-malformed'],
    named: 'row 11',
    nightly: { FAULTS_N: '100000' },
  },
  { row: 12, what: 'oversize and slow senders', tests: ['webhook-oversize'], named: 'row 12' },
  { row: 13, what: 'a flood at ten times the capacity' },
  { row: 14, what: 'the disk is full' },
  { row: 15, what: 'power loss' },
  { row: 16, what: 'another process holds the database file', waits: true },
  { row: 17, what: 'Redis dies, comes back empty, is full or hangs' },
  { row: 18, what: 'a worker dies or stands still with jobs in its hands', waits: true },
  { row: 19, what: 'two instances on one Postgres, one killed every two seconds' },
  { row: 20, what: 'Postgres restarts, connections are cut in the middle of a commit', waits: true },
  { row: 21, what: 'upgrades under load', waits: true },
  { row: 22, what: 'races for a balance', waits: true },
  { row: 23, what: 'the last voucher and the last room', waits: true },
  { row: 24, what: 'a flood in a chat', tests: ['chat-flood'] },
  { row: 25, what: 'kills between the steps of a conversation', tests: ['conversations-killed'] },
  { row: 27, what: 'secrets', tests: ['secrets'] },
  { row: 28, what: 'a long time at half of the capacity' },
  { row: 29, what: 'a channel that is down', tests: ['channel-down'] },
  { row: 30, what: 'a webhook that never comes', tests: ['vendors'], named: 'row 30' },
];

/** Where the program of a row is; null where it is tests, or not there. */
export function programOf({ row }: FaultRow): string | null {
  const file = join(import.meta.dirname, 'rows', `row-${String(row).padStart(2, '0')}.ts`);
  return existsSync(file) ? file : null;
}

/** Where the machine lacks what a row needs: said aloud, and a failure where CI asks for everything. */
export function notRun(what: string, why: string): void {
  if (process.env['CI'] === 'true') throw new Error(`${what}: ${why}`);
  process.stdout.write(`NOT RUN, ${why}: ${what}\n`);
}

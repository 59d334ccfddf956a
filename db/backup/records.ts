/**
 * What stands in a backup, decrypted and unpacked: lines of JSON that belong to no engine. First the manifest, then for
 * each table its name and its rows as arrays, last the tally. Values are text, whole numbers and null, which is all our
 * tables hold.
 */
import { createHash } from 'node:crypto';
import type { TableShape } from '../schema-tables.ts';

export interface Manifest {
  program: 'sapa';
  madeAt: number;
  engine: string;
  /** Names of the migrations applied, by which another program knows whether it understands the rows. */
  migrations: string[];
  tables: TableShape[];
  /** One wrapped data key: tells whether a master key fits before anything is loaded. Opens nothing without that. */
  keys: { purpose: string; month: string; wrapped: string }[];
}

export interface TableTally {
  rows: number;
  /** Sums of all rupiah columns by name. */
  sumsIdr: Record<string, number>;
  /** Over all rows, in whatever order. */
  fingerprint: string;
}

export type Tally = Record<string, TableTally>;

export type Value = string | number | null;

/** One thing read from a backup, in the order of the file. */
export type BackupRecord =
  | { kind: 'manifest'; manifest: Manifest }
  | { kind: 'row'; table: TableShape; values: Value[] }
  | { kind: 'end'; tally: Tally };

/** Counts rows of one table. Both engines give the same tally for the same rows. */
export function createTally({ columns }: TableShape): {
  add(values: readonly Value[]): void;
  sum(): TableTally;
} {
  const money = columns.flatMap((name, index) => (name.endsWith('_idr') ? [{ name, index, sum: 0 }] : []));
  let rows = 0;
  let fingerprint = 0n;
  return {
    add(values) {
      rows += 1;
      for (const column of money) column.sum += Number(values[column.index] ?? 0);
      fingerprint = BigInt.asUintN(128, fingerprint + hashOf(values));
    },
    sum: () => ({
      rows,
      sumsIdr: Object.fromEntries(money.map(({ name, sum }) => [name, sum])),
      fingerprint: fingerprint.toString(16),
    }),
  };
}

/** Postgres keeps U+FFFD where SQLite has NUL (engine/postgres-dialect.ts); for this they are the same. */
function hashOf(values: readonly Value[]): bigint {
  const text = JSON.stringify(values).replaceAll(String.raw`\u0000`, '\uFFFD');
  const hash = createHash('sha256').update(text).digest();
  return (hash.readBigUInt64LE(0) << 64n) | hash.readBigUInt64LE(8);
}

/** What differs, by table; empty when nothing does. */
export function differences(expected: Tally, found: Tally): string[] {
  const names = [...new Set([...Object.keys(expected), ...Object.keys(found)])];
  return names.filter((name) => !isSameTally(expected[name], found[name]));
}

function isSameTally(one: TableTally | undefined, other: TableTally | undefined): boolean {
  if (!one || !other) return false;
  const columns = [...new Set([...Object.keys(one.sumsIdr), ...Object.keys(other.sumsIdr)])];
  return (
    one.rows === other.rows &&
    one.fingerprint === other.fingerprint &&
    columns.every((name) => one.sumsIdr[name] === other.sumsIdr[name])
  );
}

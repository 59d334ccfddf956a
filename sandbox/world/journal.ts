/**
 * The memory on disk: one append-only file of JSON Lines, a line per effect, written before the answer that rests on
 * it leaves. That survives kill -9 of this process; it does not fsync, so a power cut may cost the last moments, which
 * practice money can bear. The file is rewritten (temp + rename) when it holds far more than is alive: at start, and while
 * running only after a hundred MiB. One process per folder: whoever starts the sandbox sees to that.
 */
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { apply, emptyWorld, isTable } from './model.ts';
import type { Effect, TableName, World } from './model.ts';

export interface Journal {
  world: World;
  /** Applies and stores. Throws when the disk refuses; nothing is applied then. */
  commit: (effects: readonly Effect[]) => void;
  close: () => void;
}

/** Rows the practice vendors forget at start, so that years of practice do not pile up. */
const FORGET_AFTER_MS = 100 * 24 * 3_600_000;

/** A world in memory only. */
export function openMemory(): Journal {
  const world = emptyWorld();
  return { world, commit: (effects) => apply(world, effects), close: () => undefined };
}

/** A rewrite while running pauses the vendors for about a second, so it waits for a file a reader still fits in memory. */
const COMPACT_AT_BYTES = 128 * 1024 * 1024;

/** Opens (or makes) `folder/journal.jsonl`. `now` decides what is old enough to forget. */
export function openJournal(folder: string, now: number, compactAtBytes = COMPACT_AT_BYTES): Journal {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'journal.jsonl');
  const { world, lines } = replay(file);
  forget(world, now);
  if (lines > 1_000 && lines > 3 * rowCount(world)) compact(file, world);

  let fd = openSync(file, 'a', 0o600);
  let bytes = statSync(file).size;
  let nextCompaction = Math.max(compactAtBytes, 2 * bytes);
  /** The effects are safe in the old file already: when there is no room for a second one, that is for later. */
  const startNewFile = (): void => {
    try {
      compact(file, world);
      const old = fd;
      fd = openSync(file, 'a', 0o600);
      closeSync(old);
      bytes = statSync(file).size;
      nextCompaction = Math.max(compactAtBytes, 2 * bytes);
    } catch {
      nextCompaction = bytes + compactAtBytes;
    }
  };
  return {
    world,
    commit(effects) {
      if (effects.length === 0) return;
      bytes += writeWhole(fd, effects.map(toLine).join(''), bytes);
      apply(world, effects);
      if (bytes >= nextCompaction) startNewFile();
    },
    close: () => closeSync(fd),
  };
}

/** Half a line left by a full disk would swallow the next one, so the file goes back to `size` first. */
function writeWhole(fd: number, text: string, size: number): number {
  const bytes = Buffer.from(text);
  let done = 0;
  try {
    while (done < bytes.length) done += writeSync(fd, bytes, done);
  } catch (error) {
    ftruncateSync(fd, size);
    throw error;
  }
  return done;
}

function toLine(effect: Effect): string {
  return `${JSON.stringify([effect.table, effect.key, effect.value])}\n`;
}

/** A process killed in the middle of a write leaves half a line: it is cut off, since nobody was answered yet. */
function replay(file: string): { world: World; lines: number } {
  const world = emptyWorld();
  const text = readIfThere(file);
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole));
  const lines = whole.split('\n').slice(0, -1);
  for (const line of lines) {
    const effect = fromLine(line);
    if (effect) apply(world, [effect]);
  }
  return { world, lines: lines.length };
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** A line of another version's table is skipped: old practice data must not stop a new sandbox from starting. */
function fromLine(line: string): Effect | null {
  try {
    const [table, key, value] = JSON.parse(line) as [unknown, string, unknown];
    return isTable(table) ? ({ table, key, value } as Effect) : null;
  } catch {
    return null;
  }
}

function forget(world: World, now: number): void {
  const limit = now - FORGET_AFTER_MS;
  for (const [key, payment] of world.payments) if (payment.createdAt < limit) world.payments.delete(key);
  for (const [key, purchase] of world.purchases) if (purchase.createdAt < limit) world.purchases.delete(key);
  for (const [key, repeat] of world.repeats) if (repeat.at < limit) world.repeats.delete(key);
  for (const [key, lockKey] of world.lockKeys) if (lockKey.endAt < limit) world.lockKeys.delete(key);
  for (const [key, token] of world.tokens) if (token.expiresAt < limit) world.tokens.delete(key);
}

function rowCount(world: World): number {
  return Object.values(world).reduce((sum, rows) => sum + rows.size, 0);
}

function compact(file: string, world: World): void {
  const lines: string[] = [];
  for (const [table, rows] of Object.entries(world))
    for (const [key, value] of rows) lines.push(toLine({ table: table as TableName, key, value } as Effect));
  writeFileSync(`${file}.new`, lines.join(''), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

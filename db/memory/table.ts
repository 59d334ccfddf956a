/**
 * One table in memory: rows by key, unique keys, groups and queues over them, and what each row was before the unit of
 * work that is open. Nothing is ever copied as a whole: a rollback puts back the rows that were touched, and who reads
 * from outside is shown those instead. Rows are frozen and shared with whoever reads them.
 */
import { createHeap, type Heap, type Ranked } from './heap.ts';

type Of<R> = (row: R) => string | null;

export interface Spec<R> {
  key: (row: R) => string;
  /** Two rows never have the same value; null keeps a row out. */
  unique?: Record<string, Of<R>>;
  /** Rows with the same value are found together. */
  groups?: Record<string, Of<R>>;
  /** Unique keys and groups whose value may change after the insert; of the others nobody asks again. */
  moving?: readonly string[];
  /** Rows with the same value, the one with the smallest rank first. */
  queues?: Record<string, { of: Of<R>; rank: (row: R) => number }>;
  /** What is wrong with a row in words; null when it may be stored. */
  broken?: (row: R) => string | null;
}

type Names<T> = keyof T & string;

/** The rows as one reader sees them: inside the open unit, or from outside as they were committed. */
export interface Rows<R, S extends Spec<R>> {
  get(key: string): R | undefined;
  by(unique: Names<S['unique']>, value: string): R | undefined;
  /** In no order that means anything. */
  group(group: Names<S['groups']>, value: string): R[];
  count(group: Names<S['groups']>, value: string): number;
  /** Up to `limit` rows with a rank of at most `until`. */
  queue(queue: Names<S['queues']>, value: string, limit: number, until?: number): R[];
  all(): R[];
  /** Throws when a unique key is taken. */
  insert(row: R): void;
  /** False when a unique key is taken. */
  insertUnless(row: R): boolean;
  /** False when there is no such row; throws when the change takes another row's unique key. */
  update(key: string, change: Partial<R>): boolean;
  remove(key: string): boolean;
}

export interface Table<R, S extends Spec<R>> {
  inside: Rows<R, S>;
  outside: Rows<R, S>;
  commit(): void;
  rollback(): void;
}

/** A rule of a table would be broken: a unique key, a reference, a check. */
export class RowRefused extends Error {}

export function createTable<R extends object, S extends Spec<R>>(
  name: string,
  spec: S & Spec<R>,
  touch: () => void,
): Table<R, S> {
  const rows = new Map<string, R>();
  const before = new Map<string, R | undefined>();
  const isMoving = (index: string): boolean => spec.moving?.includes(index) ?? false;
  const uniques = Object.entries(spec.unique ?? {}).map(([index, of]) => ({
    index,
    of,
    moves: isMoving(index),
    keys: new Map<string, string>(),
  }));
  const groups = Object.entries(spec.groups ?? {}).map(([index, of]) => ({
    index,
    of,
    moves: isMoving(index),
    keys: new Map<string, Members>(),
  }));
  const queues = Object.entries(spec.queues ?? {}).map(([index, { of, rank }]) => ({
    index,
    of,
    rank,
    heaps: new Map<string, Heap>(),
  }));

  function write(key: string, old: R | undefined, next: R | undefined): void {
    if (before.size === 0) touch();
    if (!before.has(key)) before.set(key, old);
    place(key, old, next);
  }

  function place(key: string, old: R | undefined, next: R | undefined): void {
    if (next) rows.set(key, next);
    else rows.delete(key);
    const stays = old !== undefined && next !== undefined;
    for (const { of, moves, keys } of uniques) {
      if (stays && !moves) continue;
      const from = old ? of(old) : null;
      const to = next ? of(next) : null;
      if (from === to) continue;
      // After a rollback in another order the value may be another row's already.
      if (from !== null && keys.get(from) === key) keys.delete(from);
      if (to !== null) keys.set(to, key);
    }
    for (const { of, moves, keys } of groups) {
      if (stays && !moves) continue;
      const from = old ? of(old) : null;
      const to = next ? of(next) : null;
      if (from === to) continue;
      if (from !== null) leave(keys, from, key);
      if (to !== null) join(keys, to, key);
    }
    if (next) for (const queue of queues) enqueue(queue, key, old, next);
  }

  function enqueue({ of, rank, heaps }: (typeof queues)[number], key: string, old: R | undefined, next: R): void {
    const to = of(next);
    if (to === null || (old && of(old) === to && rank(old) === rank(next))) return;
    const heap = heaps.get(to) ?? createHeap();
    heaps.set(to, heap);
    heap.add({ rank: rank(next), key });
  }

  /** Whether another row has one of the unique keys this one is about to get. */
  function isTaken(key: string, row: R, isNew: boolean): boolean {
    for (const { of, moves, keys } of uniques) {
      if (!isNew && !moves) continue;
      const value = of(row);
      const holder = value === null ? undefined : keys.get(value);
      if (holder !== undefined && holder !== key) return true;
    }
    return false;
  }

  function demandSound(row: R): void {
    const broken = spec.broken?.(row) ?? null;
    if (broken !== null) throw new RowRefused(`${name}: ${broken}`);
  }

  function insertUnless(given: R): boolean {
    const row = Object.freeze({ ...given });
    const key = spec.key(row);
    demandSound(row);
    if (rows.has(key) || isTaken(key, row, true)) return false;
    write(key, undefined, row);
    return true;
  }

  const named = <T extends { index: string }>(list: T[], index: string): T => {
    const found = list.find((each) => each.index === index);
    if (!found) throw new Error(`${name} has no ${index}`);
    return found;
  };

  const inside: Rows<R, S> = {
    get: (key) => rows.get(key),
    by(unique, value) {
      const key = named(uniques, unique).keys.get(value);
      return key === undefined ? undefined : rows.get(key);
    },
    group(group, value) {
      const members = named(groups, group).keys.get(value);
      if (members === undefined) return [];
      if (typeof members === 'string') return [rows.get(members) as R];
      return Array.from(members, (key) => rows.get(key) as R);
    },
    count(group, value) {
      const members = named(groups, group).keys.get(value);
      return typeof members === 'string' ? 1 : (members?.size ?? 0);
    },
    queue(queue, value, limit, until = Infinity) {
      const { of, rank, heaps } = named(queues, queue);
      const counts = (entry: Ranked) => {
        const row = rows.get(entry.key);
        return row !== undefined && of(row) === value && rank(row) === entry.rank;
      };
      return (heaps.get(value)?.first(limit, until, counts) ?? []).map(({ key }) => rows.get(key) as R);
    },
    all: () => [...rows.values()],
    insert(row) {
      if (!insertUnless(row)) throw new RowRefused(`${name}: a unique key of ${spec.key(row)} is taken`);
    },
    insertUnless,
    update(key, change) {
      const old = rows.get(key);
      if (!old) return false;
      const next = Object.freeze({ ...old, ...change });
      demandSound(next);
      if (isTaken(key, next, false)) throw new RowRefused(`${name}: a unique key of ${key} is taken`);
      write(key, old, next);
      return true;
    },
    remove(key) {
      const old = rows.get(key);
      if (!old) return false;
      write(key, old, undefined);
      return true;
    },
  };

  /** Of these rows, those no open unit has touched, and all it has touched as they were before. */
  function* committed(keys: Iterable<string>): Generator<R> {
    for (const key of keys) if (!before.has(key)) yield rows.get(key) as R;
    for (const row of before.values()) if (row) yield row;
  }
  const where = (keys: Iterable<string>, of: Of<R>, value: string): R[] =>
    [...committed(keys)].filter((row) => of(row) === value);
  const refused = (): never => {
    throw new RowRefused(`attempt to write a readonly store (${name})`);
  };

  const outside: Rows<R, S> = {
    get: (key) => (before.has(key) ? before.get(key) : rows.get(key)),
    by(unique, value) {
      if (before.size === 0) return inside.by(unique, value);
      const { of, keys } = named(uniques, unique);
      const key = keys.get(value);
      return where(key === undefined ? [] : [key], of, value)[0];
    },
    group(group, value) {
      if (before.size === 0) return inside.group(group, value);
      const { of, keys } = named(groups, group);
      const members = keys.get(value) ?? [];
      return where(typeof members === 'string' ? [members] : members, of, value);
    },
    count: (group, value) => (before.size === 0 ? inside.count(group, value) : outside.group(group, value).length),
    queue(queue, value, limit, until = Infinity) {
      if (before.size === 0) return inside.queue(queue, value, limit, until);
      const { of, rank } = named(queues, queue);
      return where(rows.keys(), of, value)
        .filter((row) => rank(row) <= until)
        .sort((a, b) => rank(a) - rank(b) || (spec.key(a) < spec.key(b) ? -1 : 1))
        .slice(0, limit);
    },
    all: () => [...committed(rows.keys())],
    insert: refused,
    insertUnless: refused,
    update: refused,
    remove: refused,
  };

  return {
    inside,
    outside,
    commit: () => before.clear(),
    rollback() {
      for (const [key, old] of before) place(key, rows.get(key), old);
      before.clear();
    },
  };
}

/** Most groups have one member, and a set for each would be most of what a table weighs. */
type Members = string | Set<string>;

function join(keys: Map<string, Members>, value: string, key: string): void {
  const members = keys.get(value);
  if (members === undefined) keys.set(value, key);
  else if (typeof members === 'string') keys.set(value, new Set([members, key]));
  else members.add(key);
}

function leave(keys: Map<string, Members>, value: string, key: string): void {
  const members = keys.get(value);
  if (members === key) keys.delete(value);
  else if (typeof members === 'object' && members.delete(key) && members.size === 0) keys.delete(value);
}

/**
 * One table in memory: rows by key, unique keys, groups and queues over them, and what each row was before the unit of
 * work that is open. Nothing is ever copied as a whole: a rollback puts back the rows that were touched, and who reads
 * from outside is shown those instead. Rows are frozen and shared with whoever reads them. All indexes hold the cell a
 * row lies in, so that looking a key up is done once and a change of the row touches only what it moves.
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

/** Where a row lies. One that is gone stays in its table until the unit that removed it has ended. */
interface Cell<R> {
  key: string;
  /** As the open unit sees it. */
  now: R | undefined;
  /** As it was committed, while `unit` is the open one. */
  was: R | undefined;
  unit: number;
}

interface Index<R, Kept> {
  of: Of<R>;
  moves: boolean;
  cells: Map<string, Kept>;
}

interface Queue<R> {
  of: Of<R>;
  rank: (row: R) => number;
  heaps: Map<string, Heap<InQueue<R>>>;
}

interface InQueue<R> extends Ranked {
  cell: Cell<R>;
}

export function createTable<R extends object, S extends Spec<R>>(
  name: string,
  spec: S & Spec<R>,
  touch: () => void,
): Table<R, S> {
  const rows = new Map<string, Cell<R>>();
  const touched: Cell<R>[] = [];
  let unit = 1;
  const uniques = indexes<R, Cell<R>>(spec.unique, spec.moving);
  const groups = indexes<R, Members<R>>(spec.groups, spec.moving);
  const queues: Record<string, Queue<R>> = Object.fromEntries(
    Object.entries(spec.queues ?? {}).map(([index, { of, rank }]) => [index, { of, rank, heaps: new Map() }]),
  );
  const allQueues = Object.values(queues);

  function write(cell: Cell<R>, next: R | undefined): void {
    if (touched.length === 0) touch();
    if (cell.unit !== unit) {
      cell.unit = unit;
      cell.was = cell.now;
      touched.push(cell);
    }
    place(cell, next);
  }

  function place(cell: Cell<R>, next: R | undefined): void {
    const old = cell.now;
    cell.now = next;
    const stays = old !== undefined && next !== undefined;
    for (const { of, cells } of stays ? uniques.moving : uniques.all) {
      const from = old ? of(old) : null;
      const to = next ? of(next) : null;
      if (from === to) continue;
      // After a rollback in another order the value may be another row's already.
      if (from !== null && cells.get(from) === cell) cells.delete(from);
      if (to !== null) cells.set(to, cell);
    }
    for (const { of, cells } of stays ? groups.moving : groups.all) {
      const from = old ? of(old) : null;
      const to = next ? of(next) : null;
      if (from === to) continue;
      if (from !== null) leave(cells, from, cell);
      if (to !== null) join(cells, to, cell);
    }
    if (next) for (const queue of allQueues) enqueue(queue, cell, old, next);
  }

  function enqueue({ of, rank, heaps }: Queue<R>, cell: Cell<R>, old: R | undefined, next: R): void {
    const to = of(next);
    if (to === null || (old && of(old) === to && rank(old) === rank(next))) return;
    let heap = heaps.get(to);
    if (!heap) heaps.set(to, (heap = createHeap()));
    heap.add({ rank: rank(next), key: cell.key, cell });
  }

  /** Whether another row has one of the unique keys this one is about to get. */
  function isTaken(cell: Cell<R> | undefined, row: R): boolean {
    for (const { of, cells } of cell?.now ? uniques.moving : uniques.all) {
      const value = of(row);
      const holder = value === null ? undefined : cells.get(value);
      if (holder !== undefined && holder !== cell) return true;
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
    const known = rows.get(key);
    if (known?.now || isTaken(known, row)) return false;
    const cell = known ?? { key, now: undefined, was: undefined, unit: 0 };
    if (!known) rows.set(key, cell);
    write(cell, row);
    return true;
  }

  const named = <T>(list: Record<string, T>, index: string): T => {
    const found = list[index];
    if (!found) throw new Error(`${name} has no ${index}`);
    return found;
  };
  const committedIn = (cell: Cell<R>): R | undefined => (cell.unit === unit ? cell.was : cell.now);

  const inside: Rows<R, S> = {
    get: (key) => rows.get(key)?.now,
    by: (unique, value) => named(uniques.named, unique).cells.get(value)?.now,
    group(group, value) {
      const members = named(groups.named, group).cells.get(value);
      if (members === undefined) return [];
      if (!(members instanceof Set)) return [members.now as R];
      return Array.from(members, (cell) => cell.now as R);
    },
    count(group, value) {
      const members = named(groups.named, group).cells.get(value);
      return members instanceof Set ? members.size : members ? 1 : 0;
    },
    queue(queue, value, limit, until = Infinity) {
      const { of, rank, heaps } = named(queues, queue);
      const counts = ({ cell, rank: ranked }: InQueue<R>) =>
        cell.now !== undefined && of(cell.now) === value && rank(cell.now) === ranked;
      return (heaps.get(value)?.first(limit, until, counts) ?? []).map(({ cell }) => cell.now as R);
    },
    all: () => found(rows.values(), (cell) => cell.now),
    insert(row) {
      if (!insertUnless(row)) throw new RowRefused(`${name}: a unique key of ${spec.key(row)} is taken`);
    },
    insertUnless,
    update(key, change) {
      const cell = rows.get(key);
      if (!cell?.now) return false;
      const next = Object.freeze({ ...cell.now, ...change });
      demandSound(next);
      if (isTaken(cell, next)) throw new RowRefused(`${name}: a unique key of ${key} is taken`);
      write(cell, next);
      return true;
    },
    remove(key) {
      const cell = rows.get(key);
      if (!cell?.now) return false;
      write(cell, undefined);
      return true;
    },
  };

  /** Of these rows, those no open unit has touched, and all it has touched as they were before. */
  const committed = (cells: Iterable<Cell<R>>): R[] => [
    ...found(cells, (cell) => (cell.unit === unit ? undefined : cell.now)),
    ...found(touched, (cell) => cell.was),
  ];
  const where = (cells: Iterable<Cell<R>>, of: Of<R>, value: string): R[] =>
    committed(cells).filter((row) => of(row) === value);
  const refused = (): never => {
    throw new RowRefused(`attempt to write a readonly store (${name})`);
  };

  const outside: Rows<R, S> = {
    get(key) {
      const cell = rows.get(key);
      return cell && committedIn(cell);
    },
    by(unique, value) {
      if (touched.length === 0) return inside.by(unique, value);
      const { of, cells } = named(uniques.named, unique);
      const cell = cells.get(value);
      return where(cell === undefined ? [] : [cell], of, value)[0];
    },
    group(group, value) {
      if (touched.length === 0) return inside.group(group, value);
      const { of, cells } = named(groups.named, group);
      const members = cells.get(value) ?? [];
      return where(members instanceof Set || Array.isArray(members) ? members : [members], of, value);
    },
    count: (group, value) => (touched.length === 0 ? inside.count(group, value) : outside.group(group, value).length),
    queue(queue, value, limit, until = Infinity) {
      if (touched.length === 0) return inside.queue(queue, value, limit, until);
      const { of, rank } = named(queues, queue);
      return where(rows.values(), of, value)
        .filter((row) => rank(row) <= until)
        .sort((a, b) => rank(a) - rank(b) || (spec.key(a) < spec.key(b) ? -1 : 1))
        .slice(0, limit);
    },
    all: () => committed(rows.values()),
    insert: refused,
    insertUnless: refused,
    update: refused,
    remove: refused,
  };

  function end(): void {
    for (const cell of touched) {
      cell.was = undefined;
      if (cell.now === undefined) rows.delete(cell.key);
    }
    touched.length = 0;
    unit += 1;
  }

  return {
    inside,
    outside,
    commit: end,
    rollback() {
      for (const cell of touched) place(cell, cell.was);
      end();
    },
  };
}

interface Indexes<R, Kept> {
  all: Index<R, Kept>[];
  /** Those a change of a row may move it in. */
  moving: Index<R, Kept>[];
  named: Record<string, Index<R, Kept>>;
}

function indexes<R, Kept>(given: Record<string, Of<R>> = {}, moving: readonly string[] = []): Indexes<R, Kept> {
  const named: Record<string, Index<R, Kept>> = Object.fromEntries(
    Object.entries(given).map(([index, of]) => [index, { of, moves: moving.includes(index), cells: new Map() }]),
  );
  const all = Object.values(named);
  return { all, moving: all.filter(({ moves }) => moves), named };
}

function found<R>(cells: Iterable<Cell<R>>, rowIn: (cell: Cell<R>) => R | undefined): R[] {
  const rows: R[] = [];
  for (const cell of cells) {
    const row = rowIn(cell);
    if (row !== undefined) rows.push(row);
  }
  return rows;
}

/** Most groups have one member, and a set for each would be most of what a table weighs. */
type Members<R> = Cell<R> | Set<Cell<R>>;

function join<R>(groups: Map<string, Members<R>>, value: string, cell: Cell<R>): void {
  const members = groups.get(value);
  if (members === undefined) groups.set(value, cell);
  else if (members instanceof Set) members.add(cell);
  else groups.set(value, new Set([members, cell]));
}

function leave<R>(groups: Map<string, Members<R>>, value: string, cell: Cell<R>): void {
  const members = groups.get(value);
  if (members === cell) groups.delete(value);
  else if (members instanceof Set && members.delete(cell) && members.size === 0) groups.delete(value);
}

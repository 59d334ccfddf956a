/**
 * Smallest first, by rank and then by key. Entries are never taken out where they stand: whoever reads asks for each
 * whether it still counts, and those that do not are dropped on the way.
 */
export interface Ranked {
  rank: number;
  key: string;
}

export interface Heap<E extends Ranked = Ranked> {
  add(entry: E): void;
  /** Up to `limit` entries with `rank` ≤ `until` that still count, in order; they stay in the heap. */
  first(limit: number, until: number, counts: (entry: E) => boolean): E[];
}

export function createHeap<E extends Ranked = Ranked>(): Heap<E> {
  const entries: E[] = [];
  const at = (place: number): E => entries[place] as E;

  function add(entry: E): void {
    let place = entries.length;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!comesBefore(entry, at(parent))) break;
      entries[place] = at(parent);
      place = parent;
    }
    entries[place] = entry;
  }

  function removeFirst(): void {
    const last = entries.pop();
    if (last === undefined || entries.length === 0) return;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= entries.length) break;
      if (child + 1 < entries.length && comesBefore(at(child + 1), at(child))) child += 1;
      if (!comesBefore(at(child), last)) break;
      entries[place] = at(child);
      place = child;
    }
    entries[place] = last;
  }

  return {
    add,
    first(limit, until, counts) {
      while (entries.length > 0 && at(0).rank <= until && !counts(at(0))) removeFirst();
      // Nearly every question is about the next one, or there is none.
      if (entries.length === 0 || at(0).rank > until) return [];
      if (limit === 1) return [at(0)];
      const found: E[] = [];
      // Places whose parents were looked at: the next in order is the smallest of them. Taking entries out and putting
      // them back would cost more than the few that are looked at here.
      const next = [0];
      while (found.length < limit && next.length > 0) {
        let first = 0;
        for (let other = 1; other < next.length; other += 1)
          if (comesBefore(at(next[other] as number), at(next[first] as number))) first = other;
        const place = next[first] as number;
        next[first] = next.at(-1) as number;
        next.pop();
        const entry = at(place);
        for (const child of [2 * place + 1, 2 * place + 2])
          if (child < entries.length && at(child).rank <= until) next.push(child);
        if (found.at(-1)?.key !== entry.key && counts(entry)) found.push(entry);
      }
      return found;
    },
  };
}

const comesBefore = (a: Ranked, b: Ranked): boolean => a.rank < b.rank || (a.rank === b.rank && a.key < b.key);

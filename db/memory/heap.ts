/**
 * Smallest first, by rank and then by key. Entries are never taken out where they stand: whoever reads asks for each
 * whether it still counts, and those that do not are dropped on the way.
 */
export interface Ranked {
  rank: number;
  key: string;
}

export interface Heap {
  add(entry: Ranked): void;
  /** Up to `limit` entries with `rank` ≤ `until` that still count, in order; they stay in the heap. */
  first(limit: number, until: number, counts: (entry: Ranked) => boolean): Ranked[];
}

export function createHeap(): Heap {
  const entries: Ranked[] = [];
  const at = (place: number): Ranked => entries[place] as Ranked;

  function add(entry: Ranked): void {
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
      const found: Ranked[] = [];
      while (found.length < limit && entries.length > 0 && at(0).rank <= until) {
        const entry = at(0);
        removeFirst();
        const isTwin = found.at(-1)?.key === entry.key;
        if (!isTwin && counts(entry)) found.push(entry);
      }
      for (const entry of found) add(entry);
      return found;
    },
  };
}

const comesBefore = (a: Ranked, b: Ranked): boolean => a.rank < b.rank || (a.rank === b.rank && a.key < b.key);

/**
 * Runs many small writes of one event-loop turn as one transaction. A failing group fails for all its members, who are
 * retried or leased again by whoever asked.
 */
export interface Group<I, O> {
  add(item: I): Promise<O>;
}

interface Member<I, O> {
  item: I;
  resolve(value: O): void;
  reject(error: unknown): void;
}

/** `flush` gets up to `max` items and answers in their order. */
export function createGroup<I, O>(flush: (items: I[]) => Promise<O[]>, max = 200): Group<I, O> {
  const waiting: Member<I, O>[] = [];
  let scheduled = false;

  async function run(): Promise<void> {
    scheduled = false;
    while (waiting.length > 0) {
      const members = waiting.splice(0, max);
      try {
        const results = await flush(members.map((member) => member.item));
        members.forEach((member, index) => member.resolve(results[index] as O));
      } catch (error) {
        for (const member of members) member.reject(error);
      }
    }
  }

  return {
    add: (item) =>
      new Promise<O>((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        if (scheduled) return;
        scheduled = true;
        setImmediate(() => void run());
      }),
  };
}

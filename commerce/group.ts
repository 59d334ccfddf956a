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

/** From this many on a group is worth waiting for, and for how many turns of the event loop at the most. */
const CROWD = 4;
const PATIENT_TURNS = 6;

/** `flush` gets up to `max` items and answers in their order. */
export function createGroup<I, O>(flush: (items: I[]) => Promise<O[]>, max = 200): Group<I, O> {
  const waiting: Member<I, O>[] = [];
  let scheduled = false;
  /** How many came together last time: where it was several, a few more turns bring more of them into one commit. */
  let together = 1;

  /** Waits for as long as each turn of the event loop brings somebody else, in a busy loop only. */
  function gather(turns: number, before: number): void {
    const isGrowing = waiting.length > before && waiting.length < max;
    if (turns > 0 && isGrowing) setImmediate(() => gather(turns - 1, waiting.length));
    else void run();
  }

  async function run(): Promise<void> {
    scheduled = false;
    together = waiting.length;
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
        setImmediate(() => gather(together >= CROWD ? PATIENT_TURNS : 0, 0));
      }),
  };
}

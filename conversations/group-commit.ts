/**
 * Several small writes of one turn of the event loop in one commit. A commit waits for the disk, and with many chats
 * answering at once that wait is most of the work. Each write keeps the guarantees of a unit of its own: when one of a
 * group fails, the group is undone and every write is run again alone. So a write may run more than once and must have
 * no effect outside its stores, which holds for every unit of work.
 */
import type { Stores } from '../commerce/ports/stores/index.ts';
import type { UnitOfWork } from '../commerce/ports/unit-of-work.ts';

/** Holds other writers up no longer than a few dozen statements would. */
const GROUP_MAX = 32;

export type GroupedRun = <T>(write: (stores: Stores) => Promise<T>) => Promise<T>;

interface Waiting {
  write(stores: Stores): Promise<unknown>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** Runs writes under the step name `step`, those that come together as one unit. */
export function groupCommit(uow: UnitOfWork, step: string): GroupedRun {
  let waiting: Waiting[] = [];
  let due = false;

  function flush(): void {
    due = false;
    const all = waiting;
    waiting = [];
    for (let i = 0; i < all.length; i += GROUP_MAX) void runGroup(all.slice(i, i + GROUP_MAX));
  }

  async function runGroup(group: Waiting[]): Promise<void> {
    try {
      const values = await uow.run(step, async (stores) => {
        const results: unknown[] = [];
        for (const one of group) results.push(await one.write(stores));
        return results;
      });
      for (const [i, one] of group.entries()) one.resolve(values[i]);
    } catch (error) {
      const [only] = group;
      if (only && group.length === 1) only.reject(error);
      else for (const one of group) await runGroup([one]);
    }
  }

  return <T>(write: (stores: Stores) => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      waiting.push({ write, resolve: (value) => resolve(value as T), reject });
      if (!due) setImmediate(flush);
      due = true;
    });
}

/**
 * What is to happen at which simulated instant, the earliest first; what was planned first comes first at one instant.
 * Instants are rounded up to a few seconds, so that much falls together, as it does in a busy shop.
 */
import { createHeap } from '../../db/memory/heap.ts';

export type Act = () => Promise<void> | void;

export interface Agenda {
  at(instant: number, act: Act): void;
  nextAt(): number;
  /** Takes what is due, at most `limit`. */
  due(now: number, limit: number): Act[];
  clear(): void;
}

/** Also what lets a run be quick: what falls together is claimed and ended together. */
const TOGETHER_MS = 5_000;

export function createAgenda(): Agenda {
  const heap = createHeap();
  const acts = new Map<string, Act>();
  let count = 0;
  const waits = ({ key }: { key: string }) => acts.has(key);
  return {
    at(instant, act) {
      const key = (count += 1).toString().padStart(12, '0');
      acts.set(key, act);
      heap.add({ rank: Math.ceil(instant / TOGETHER_MS) * TOGETHER_MS, key });
    },
    nextAt: () => heap.first(1, Infinity, waits)[0]?.rank ?? Infinity,
    due(now, limit) {
      const taken = heap.first(limit, now, waits).map(({ key }) => {
        const act = acts.get(key) as Act;
        acts.delete(key);
        return act;
      });
      return taken;
    },
    clear: () => acts.clear(),
  };
}

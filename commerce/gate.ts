/**
 * A bounded number at a time, and no queue: who comes beyond it is told so at once and comes again. A queue would only
 * turn too much work into work that is too late.
 */
export class GateFull extends Error {
  constructor() {
    super('too much at once');
  }
}

export interface Gate {
  isFull(): boolean;
  /** Rejects with GateFull without starting `work` when as many as allowed are under way. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

export function createGate(limit: () => number): Gate {
  let inside = 0;
  const isFull = () => inside >= limit();
  return {
    isFull,
    async run(work) {
      if (isFull()) throw new GateFull();
      inside += 1;
      try {
        return await work();
      } finally {
        inside -= 1;
      }
    },
  };
}

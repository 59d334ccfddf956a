/**
 * Units of work over tables in memory: one after another, each whole or not at all. As on SQLite a unit that lost a
 * compare-and-set runs again, reads from outside see the latest commit, and a unit inside a unit is refused.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { StepHook } from '../../commerce/ports/runtime.ts';
import type { Stores } from '../../commerce/ports/stores/index.ts';
import { StaleWrite, type UnitOfWork } from '../../commerce/ports/unit-of-work.ts';
import { NestedUnit } from '../errors.ts';
import type { Tables } from './tables.ts';

type Added = Parameters<Parameters<UnitOfWork['onCommit']>[0]>[0];

export interface UnitDeps {
  tables: Tables;
  inside: Stores;
  outside: Stores;
  /** What the open unit added so far; the stores write it. */
  added: Added;
  hook: StepHook;
}

const MAX_RUNS = 20;

export function createUnits({ tables, inside, outside, added, hook }: UnitDeps): UnitOfWork {
  const listeners: ((added: Added) => void)[] = [];
  const running = new AsyncLocalStorage<{ step: string; open: boolean }>();
  const queue: (() => void)[] = [];
  let isBusy = false;

  async function turn(): Promise<void> {
    if (isBusy) await new Promise<void>((resolve) => queue.push(resolve));
    isBusy = true;
  }

  /** The next in the queue takes the turn over, so nobody who comes meanwhile gets before it. */
  function endTurn(): void {
    const next = queue.shift();
    if (next) next();
    else isBusy = false;
  }

  async function runOnce<T>(step: string, work: (stores: Stores) => Promise<T>): Promise<T> {
    const unit = { step, open: true };
    Object.assign(added, { jobs: false, outgoing: false, inbox: false });
    try {
      const result = await running.run(unit, work, inside);
      hook(`${step}:before-commit`);
      tables.commit();
      return result;
    } catch (error) {
      tables.rollback();
      throw error;
    } finally {
      unit.open = false;
    }
  }

  async function runUntilWon<T>(step: string, work: (stores: Stores) => Promise<T>): Promise<T> {
    for (let run = 1; ; run += 1) {
      try {
        return await runOnce(step, work);
      } catch (error) {
        if (!(error instanceof StaleWrite) || run >= MAX_RUNS) throw error;
      }
    }
  }

  return {
    async run(step, work) {
      const outer = running.getStore();
      if (outer?.open) throw new NestedUnit(`unit "${step}" was started inside unit "${outer.step}"`);
      await turn();
      try {
        const result = await runUntilWon(step, work);
        const said = { ...added };
        hook(`${step}:committed`);
        if (said.jobs || said.outgoing || said.inbox) {
          for (const listener of listeners) queueMicrotask(() => listener(said));
        }
        return result;
      } finally {
        endTurn();
      }
    },
    read: outside,
    onCommit: (listener) => {
      listeners.push(listener);
    },
  };
}

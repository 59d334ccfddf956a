/**
 * The one way to write: stores bound to a transaction, and hooks round its commit. On SQLite units of one process run
 * one after another, and those that come together share a commit; on Postgres they run side by side, so what a unit has
 * read may change before it commits unless it locked or guards it. A unit that lost a compare-and-set, or that the
 * engine took back, is run again, so `work` must have no effect outside its stores.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Ids, StepHook } from '../commerce/ports/runtime.ts';
import type { Stores } from '../commerce/ports/stores/index.ts';
import type { UnitOfWork } from '../commerce/ports/unit-of-work.ts';
import type { Vault } from '../commerce/ports/vault.ts';
import type { Engine } from './engine/engine.ts';
import { NestedUnit } from './errors.ts';
import { createKeptRows, withKeptRows } from './kept-rows.ts';
import type { StoreDeps } from './stores/deps.ts';
import { createStores } from './stores/index.ts';

export interface UnitOfWorkDeps {
  engine: Pick<Engine, 'reader' | 'transaction' | 'pauseBeforeRetry'>;
  ids: Ids;
  vault: Vault;
  /** Called as `STEP:before-commit` and `STEP:committed`; the crash suite ends the process in there. */
  hook?: StepHook;
}

type Work<T> = (stores: Stores) => Promise<T>;

/** What listeners are told, and beside it whether rows changed that the reading side keeps. */
type Heard = Parameters<Parameters<UnitOfWork['onCommit']>[0]>[0];
type Added = Heard & { kept: boolean };

export function createUnitOfWork({ engine, ids, vault, hook = () => {} }: UnitOfWorkDeps): UnitOfWork {
  const listeners: ((added: Heard) => void)[] = [];
  const running = new AsyncLocalStorage<{ step: string; open: boolean }>();
  const rows = createKeptRows();
  const depsOf = (added: Added): StoreDeps => ({ ids, vault, ...notes(added) });

  async function runOnce<T>(step: string, work: Work<T>, added: Added): Promise<T> {
    return engine.transaction(async (handle) => {
      const unit = { step, open: true };
      try {
        const result = await running.run(unit, () => work(createStores(handle, depsOf(added))));
        hook(`${step}:before-commit`);
        return result;
      } finally {
        unit.open = false;
      }
    });
  }

  async function runUntilWon<T>(step: string, work: Work<T>) {
    for (let run = 1; ; run += 1) {
      const added = nothing();
      try {
        return { result: await runOnce(step, work, added), added };
      } catch (error) {
        const pauseMs = engine.pauseBeforeRetry(error, run);
        if (pauseMs === null) throw error;
        if (pauseMs > 0) await delay(pauseMs);
      }
    }
  }

  return {
    run: async (step, work) => {
      const outer = running.getStore();
      if (outer?.open) throw new NestedUnit(`unit "${step}" was started inside unit "${outer.step}"`);
      const { result, added } = await runUntilWon(step, work);
      const { kept, ...rest } = added;
      if (kept) rows.forget();
      hook(`${step}:committed`);
      if (added.jobs || added.outgoing || added.inbox) {
        // A listener that throws must not make a committed unit look failed.
        for (const listener of listeners) queueMicrotask(() => listener(rest));
      }
      return result;
    },
    read: withKeptRows(createStores(engine.reader, depsOf(nothing())), rows),
    onCommit: (listener) => {
      listeners.push(listener);
    },
  };
}

const nothing = (): Added => ({ jobs: false, outgoing: false, inbox: false, kept: false });

function notes(added: Added): Pick<StoreDeps, 'added' | 'changedKept'> {
  const note = (what: keyof Added) => () => {
    added[what] = true;
  };
  return { added: { jobs: note('jobs'), outgoing: note('outgoing'), inbox: note('inbox') }, changedKept: note('kept') };
}

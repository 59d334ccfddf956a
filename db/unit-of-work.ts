/**
 * The one way to write: stores bound to a transaction, and hooks round its commit. Units of one process run one after
 * another, and those that come together share a commit. A unit that lost a compare-and-set is rolled back and run
 * again, so `work` must have no effect outside its stores.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Ids, StepHook } from '../commerce/ports/runtime.ts';
import type { Stores } from '../commerce/ports/stores/index.ts';
import { StaleWrite, type UnitOfWork } from '../commerce/ports/unit-of-work.ts';
import type { Vault } from '../commerce/ports/vault.ts';
import { groupedTransactions } from './commit-group.ts';
import type { Engine } from './engine/sqlite.ts';
import { NestedUnit } from './errors.ts';
import { createStores } from './stores/index.ts';

const MAX_RUNS = 20;

export interface UnitOfWorkDeps {
  engine: Pick<Engine, 'writer' | 'reader'>;
  ids: Ids;
  vault: Vault;
  /** Called as `STEP:before-commit` and `STEP:committed`; the crash suite ends the process in there. */
  hook?: StepHook;
}

type Work<T> = (stores: Stores) => Promise<T>;

type Added = Parameters<Parameters<UnitOfWork['onCommit']>[0]>[0];

export function createUnitOfWork({ engine, ids, vault, hook = () => {} }: UnitOfWorkDeps): UnitOfWork {
  const listeners: ((added: Added) => void)[] = [];
  const running = new AsyncLocalStorage<{ step: string; open: boolean }>();
  const transaction = groupedTransactions(engine.writer);

  async function runOnce<T>(step: string, work: Work<T>, added: Added): Promise<T> {
    return transaction(async (handle) => {
      const unit = { step, open: true };
      try {
        const result = await running.run(unit, () => work(createStores(handle, { ids, vault, added: notes(added) })));
        hook(`${step}:before-commit`);
        return result;
      } finally {
        unit.open = false;
      }
    });
  }

  async function runUntilWon<T>(step: string, work: Work<T>) {
    for (let run = 1; ; run += 1) {
      const added = { jobs: false, outgoing: false, inbox: false };
      try {
        return { result: await runOnce(step, work, added), added };
      } catch (error) {
        if (!(error instanceof StaleWrite) || run === MAX_RUNS) throw error;
      }
    }
  }

  return {
    run: async (step, work) => {
      const outer = running.getStore();
      if (outer?.open) throw new NestedUnit(`unit "${step}" was started inside unit "${outer.step}"`);
      const { result, added } = await runUntilWon(step, work);
      hook(`${step}:committed`);
      if (added.jobs || added.outgoing || added.inbox) {
        // A listener that throws must not make a committed unit look failed.
        for (const listener of listeners) queueMicrotask(() => listener(added));
      }
      return result;
    },
    read: createStores(engine.reader, { ids, vault, added: notes({ jobs: false, outgoing: false, inbox: false }) }),
    onCommit: (listener) => {
      listeners.push(listener);
    },
  };
}

function notes(added: Added): { jobs(): void; outgoing(): void; inbox(): void } {
  return {
    jobs: () => {
      added.jobs = true;
    },
    outgoing: () => {
      added.outgoing = true;
    },
    inbox: () => {
      added.inbox = true;
    },
  };
}

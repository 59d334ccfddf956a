/**
 * Counts SQL statements by the unit of work they belong to. Statements of a unit are known by the hook at its
 * end; what runs outside of one is a plain read. Must be set up before the database is opened.
 */
import BetterSqlite from 'better-sqlite3';
import type { StepHook } from '../../commerce/ports/runtime.ts';

export interface StatementCounts {
  /** Commits, shared by units that came together. */
  commits: number;
  /** "order.place" → "insert orders" → times. */
  byStep: Record<string, Record<string, number>>;
  /** Time inside the engine, by statement; "commit" is the wait for the disk. */
  timeMs: Record<string, number>;
}

const CONTROL = /^(?:begin|commit|rollback|pragma|savepoint|release)/i;

export function countStatements(): { hook: StepHook; reset(): void; counts(): StatementCounts } {
  let counts: StatementCounts['byStep'] = {};
  let inUnit: string[] = [];
  let commits = 0;
  let timeMs: Record<string, number> = {};
  const add = (step: string, statement: string) => {
    const ofStep = (counts[step] ??= {});
    ofStep[statement] = (ofStep[statement] ?? 0) + 1;
  };
  const seen = (database: BetterSqlite.Database, sql: string) => {
    if (/^commit/i.test(sql)) commits += 1;
    else if (/^savepoint/i.test(sql)) inUnit = [];
    else if (CONTROL.test(sql)) return;
    else if (database.inTransaction) inUnit.push(nameOf(sql));
    else add('read', nameOf(sql));
  };
  watchStatements(seen, (sql, tookMs) => {
    const name = nameOf(sql);
    timeMs[name] = (timeMs[name] ?? 0) + tookMs;
  });
  return {
    hook(name) {
      const step = /^(.*):before-commit$/.exec(name)?.[1];
      if (!step) return;
      for (const statement of inUnit) add(step, statement);
      inUnit = [];
    },
    reset() {
      counts = {};
      commits = 0;
      timeMs = {};
    },
    counts: () => ({ commits, byStep: counts, timeMs }),
  };
}

/** Every statement of every database opened from now on. */
function watchStatements(
  seen: (database: BetterSqlite.Database, sql: string) => void,
  took: (sql: string, tookMs: number) => void,
): void {
  const { prepare } = BetterSqlite.prototype;
  BetterSqlite.prototype.prepare = function prepared(this: BetterSqlite.Database, sql: string) {
    const statement = prepare.call(this, sql);
    for (const method of ['run', 'all', 'get'] as const) {
      const original = statement[method].bind(statement) as (...given: unknown[]) => unknown;
      Object.defineProperty(statement, method, {
        value: (...given: unknown[]) => {
          seen(this, sql);
          const begun = performance.now();
          try {
            return original(...given);
          } finally {
            took(sql, performance.now() - begun);
          }
        },
      });
    }
    return statement;
  } as typeof prepare;
}

const names = new Map<string, string>();

/** "select orders", "insert jobs": what it does to which table. */
function nameOf(sql: string): string {
  let name = names.get(sql);
  if (name === undefined) {
    const verb = /^\s*(\w+)/.exec(sql)?.[1]?.toLowerCase() ?? '?';
    const table = /(?:from|into|update)\s+"?(\w+)"?/i.exec(sql)?.[1];
    name = table === undefined ? verb : `${verb} ${table}`;
    names.set(sql, name);
  }
  return name;
}

/**
 * One better-sqlite3 connection and how a statement runs on it. The engine throws a connection's page cache away whenever
 * another one has committed, so the connection that only reads is nearly always cold. While the one that writes stands
 * between two transactions it sees the same rows and its cache is warm: then selects run there.
 */
import type { Database } from 'better-sqlite3';
import type { CompiledQuery, QueryResult } from 'kysely';
import { DatabaseBroken } from '../errors.ts';
import { classified, isBusy } from './sqlite-errors.ts';
import { createStatements, type Statements } from './statements.ts';

export interface SqliteLink {
  database: Database;
  statements: Statements;
  /** Runs at once, in this very turn. Throws the errors of db/errors.ts. */
  run<R>(query: Pick<CompiledQuery, 'sql' | 'parameters'>): QueryResult<R>;
  /** A transaction was begun on purpose, or ended. */
  hasBegun(begun: boolean): void;
  /** A full disk or a failed write may end a transaction behind our back; what follows must not commit piece by piece. */
  demandTransaction(): void;
}

const SELECT = /^\s*select\b/i;

/** @param warm to the same file, and writes; it lends its cache while it is in no transaction. */
export function sqliteLink(database: Database, warm?: SqliteLink): SqliteLink {
  const statements = createStatements(database);
  let begun = false;
  const demandTransaction = () => {
    if (!database.inTransaction) throw new DatabaseBroken('the engine has rolled the transaction back');
  };

  /** Null when the rows have to be read on the own connection. */
  function onWarm<R>(query: Pick<CompiledQuery, 'sql' | 'parameters'>): QueryResult<R> | null {
    // A transaction on either side sees other rows than the latest commit.
    if (!warm || warm.database.inTransaction || database.inTransaction || !SELECT.test(query.sql)) return null;
    try {
      return execute<R>(warm.statements, query);
    } catch (error) {
      // Another process is just opening or closing the file, which the reading connection waits for.
      if (isBusy(error)) return null;
      throw error;
    }
  }

  return {
    database,
    statements,
    hasBegun(isBegun) {
      begun = isBegun;
    },
    demandTransaction,
    run<R>(query: Pick<CompiledQuery, 'sql' | 'parameters'>): QueryResult<R> {
      if (begun) demandTransaction();
      try {
        return onWarm<R>(query) ?? execute<R>(statements, query);
      } catch (error) {
        throw classified(error);
      }
    },
  };
}

function execute<R>(statements: Statements, query: Pick<CompiledQuery, 'sql' | 'parameters'>): QueryResult<R> {
  const statement = statements.get(query.sql);
  if (statement.reader) return { rows: statement.all(query.parameters) as R[] };
  const { changes, lastInsertRowid } = statement.run(query.parameters);
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
}

/**
 * Prepared statements by their SQL. Kysely prepares anew on every execution, which costs more than most of our
 * statements take to run. The least recently used one goes first: multi-row inserts come in many lengths.
 */
import type { Database, Statement } from 'better-sqlite3';

const MAX_STATEMENTS = 400;

export interface Statements {
  get(sql: string): Statement;
}

export function createStatements(database: Database, maxStatements = MAX_STATEMENTS): Statements {
  const bySql = new Map<string, Statement>();
  return {
    get(sql) {
      let statement = bySql.get(sql);
      if (statement) bySql.delete(sql);
      else statement = database.prepare(sql);
      bySql.set(sql, statement);
      const [oldest] = bySql.keys();
      if (bySql.size > maxStatements && oldest !== undefined) bySql.delete(oldest);
      return statement;
    },
  };
}

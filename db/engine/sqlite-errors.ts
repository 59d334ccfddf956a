/** Puts SQLite's result codes (sqlite.org/rescode.html) into the words of db/errors.ts. */
import { DatabaseBroken, DatabaseBusy, DatabaseFull } from '../errors.ts';

const BROKEN = /^SQLITE_(IOERR|CORRUPT|NOTADB|CANTOPEN|PROTOCOL)/;

export const isBusy = (error: unknown): boolean => codeOf(error).startsWith('SQLITE_BUSY');

/** The typed error for a failure of the database itself; any other error as it came. */
export function classified(error: unknown): unknown {
  const code = codeOf(error);
  if (code.startsWith('SQLITE_BUSY')) return new DatabaseBusy(`the database is locked (${code})`, { cause: error });
  if (code === 'SQLITE_FULL') return new DatabaseFull('no room left for the database', { cause: error });
  if (BROKEN.test(code)) return new DatabaseBroken(`the database files cannot be used (${code})`, { cause: error });
  return error;
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return typeof code === 'string' ? code : '';
}

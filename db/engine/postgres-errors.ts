/** Puts SQLSTATEs (postgresql.org/docs/15/errcodes-appendix.html) and socket errors into the words of db/errors.ts. */
import {
  DatabaseBroken,
  DatabaseBusy,
  DatabaseFull,
  DatabaseLost,
  DatabaseRefused,
  DatabaseUnreachable,
} from '../errors.ts';

/** 08: connection exceptions; 57P01–57P05: the server ends this session, crashed, or starts and stops. */
const LOST = /^(08\w{3}|57P0[1-5]|ECONNRESET|EPIPE|ETIMEDOUT|ECONNREFUSED|ECONNABORTED)$/;
/**
 * pg has no codes for the first ones. The last: a newer version has changed a table under our prepared statements, and
 * only a new connection gets rid of them.
 */
const LOST_WORDS =
  /Connection terminated|not queryable|Query read timeout|Client was closed|cached plan must not change result type/;
const UNREACHABLE = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT|57P03)$/;
/** 28: authorization; 3D000: no such database; 42501: no privilege. */
const REFUSED = /^(28\w{3}|3D000|42501)$/;
/** Serialization failure, deadlock. */
const ROLLED_BACK = /^(40001|40P01)$/;
const UNIQUE = '23505';

/** The connection ended; whether the last statement was carried out is not known. */
export const isLost = (error: unknown): boolean =>
  error instanceof DatabaseLost || LOST.test(codeOf(error)) || LOST_WORDS.test(wordsOf(error));

/** The engine took the transaction back because of another one; running it again is what it asks for. */
export const isRolledBack = (error: unknown): boolean => ROLLED_BACK.test(codeOf(error));

/** A row that was not there a moment ago is there now. */
export const isTaken = (error: unknown): boolean => codeOf(error) === UNIQUE;

/** The typed error for a failure of the database itself; any other error as it came. */
export function classified(error: unknown): unknown {
  const code = codeOf(error);
  const cause = { cause: error };
  if (code === '55P03' || code === '57014') return new DatabaseBusy(`the database waited too long (${code})`, cause);
  if (code === '53300') return new DatabaseBusy('the database server has no connection left', cause);
  if (/timeout exceeded when trying to connect/.test(wordsOf(error))) {
    return new DatabaseBusy('no connection to the database became free in time', cause);
  }
  if (code === '53100') return new DatabaseFull('no room left for the database', cause);
  if (/^(XX00[12]|58\w{3})$/.test(code))
    return new DatabaseBroken(`the database cannot read its files (${code})`, cause);
  if (isLost(error)) return new DatabaseLost('the connection to the database was lost', cause);
  return error;
}

/** For the first connection of a process: one line that says what to mend, without the password. */
export function classifiedAtStart(error: unknown, place: string): unknown {
  const code = codeOf(error);
  const cause = { cause: error };
  if (REFUSED.test(code)) return new DatabaseRefused(`${place} refused us: ${wordsOf(error)}`, cause);
  const isSilent = /timeout expired|timeout exceeded|connection timeout/.test(wordsOf(error));
  if (UNREACHABLE.test(code) || isSilent) {
    return new DatabaseUnreachable(`${place} cannot be reached (${code || 'no answer'}); is it running?`, cause);
  }
  if (/does not support SSL|SSL|certificate/.test(wordsOf(error)) && error instanceof Error) {
    return new DatabaseRefused(`${place}: ${wordsOf(error)}`, cause);
  }
  if (isLost(error)) return new DatabaseUnreachable(`${place} hangs up on us; is it a PostgreSQL server?`, cause);
  return classified(error);
}

/** Node gathers what several addresses of one name answered. */
function first(error: unknown): unknown {
  return error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error;
}

function codeOf(error: unknown): string {
  const one = first(error);
  const code = one instanceof Error && 'code' in one ? one.code : '';
  return typeof code === 'string' ? code : '';
}

function wordsOf(error: unknown): string {
  const one = first(error);
  return one instanceof Error ? one.message : '';
}

/**
 * What can be wrong with the database itself, told apart by what the caller may do: wait and try again, make room, or
 * stop. Everything else an engine throws (a violated constraint, bad SQL) is a bug and passes unchanged.
 */

/** Another process held a lock for too long, or all connections. Nothing was written; trying again later is safe. */
export class DatabaseBusy extends Error {}

/** No room to write. The transaction was rolled back; it may be tried again when there is room. */
export class DatabaseFull extends Error {}

/** Reading or writing the files failed, or they are damaged. Whether a commit got through is not known. */
export class DatabaseBroken extends Error {}

/** The server went away before anything was committed, and did not come back in time. Trying again later is safe. */
export class DatabaseLost extends Error {}

/** The server went away while committing and did not come back in time to be asked: done or not, nobody knows. */
export class CommitUnknown extends Error {}

/** The database cannot take it now, whatever was asked of it: who asked may come again. */
export const isDatabaseTrouble = (error: unknown): boolean =>
  [DatabaseBusy, DatabaseFull, DatabaseBroken, DatabaseLost, CommitUnknown].some((kind) => error instanceof kind);

/** At start: nobody answers at this address. */
export class DatabaseUnreachable extends Error {}

/** At start: the server answers and does not want us (password, database name, rights), or is not fit for us. */
export class DatabaseRefused extends Error {}

/** DATABASE_URL is not an address of a Postgres database. */
export class BadDatabaseUrl extends Error {}

/** The database was made by a newer version of the program. */
export class SchemaTooNew extends Error {}

/** Another process held the database while we wanted to bring its tables up to date. Nothing was changed. */
export class DatabaseMigrating extends Error {}

/** `run` was called inside `run`: the inner one would wait for the outer one for ever. */
export class NestedUnit extends Error {}

/**
 * What can be wrong with the database itself, told apart by what the caller may do: wait and try again, make room, or
 * stop. Everything else an engine throws (a violated constraint, bad SQL) is a bug and passes unchanged.
 */

/** Another process held the write lock for too long. Nothing was written; trying again later is safe. */
export class DatabaseBusy extends Error {}

/** No room to write. The transaction was rolled back; it may be tried again when there is room. */
export class DatabaseFull extends Error {}

/** Reading or writing the files failed, or they are damaged. Whether a commit got through is not known. */
export class DatabaseBroken extends Error {}

/** The database was made by a newer version of the program. */
export class SchemaTooNew extends Error {}

/** `run` was called inside `run`: the inner one would wait for the outer one for ever. */
export class NestedUnit extends Error {}

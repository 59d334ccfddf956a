/**
 * Names under which a server keeps a parsed statement, per connection. Only texts that come again get one, and only so
 * many: a list of varying length makes a new text each time, and a server never forgets a name by itself.
 */
const MAX_NAMES = 300;
/** A text seen this often is worth a name. */
const WORTH = 3;
const MAX_SEEN = 2_000;

export interface StatementNames {
  /** `{ name }` for a text worth one, else nothing to add. */
  of(text: string): { name?: string };
}

const byPool = new WeakMap<object, StatementNames>();

/** One set of names for all that share the connections of a pool: a name means one text on each of them. */
export function statementNamesOf(pool: object): StatementNames {
  const known = byPool.get(pool) ?? createStatementNames();
  byPool.set(pool, known);
  return known;
}

function createStatementNames(): StatementNames {
  const names = new Map<string, { name: string }>();
  const seen = new Map<string, number>();
  return {
    of(text) {
      const known = names.get(text);
      if (known) return known;
      if (names.size >= MAX_NAMES) return {};
      const count = (seen.get(text) ?? 0) + 1;
      if (count < WORTH) {
        if (seen.size >= MAX_SEEN) seen.clear();
        seen.set(text, count);
        return {};
      }
      seen.delete(text);
      const named = { name: `s${names.size + 1}` };
      names.set(text, named);
      return named;
    },
  };
}

/**
 * Where a value stands in a vendor's answer: `data.actions[name=deeplink].url ?? data.url ?? 'none'`. Dots go down,
 * `[0]` and `[name=value]` pick from a list, `$` is the whole (for answers that are lists themselves: `$[0].id`), `??` tries the next one when there is nothing (missing, null or ''), and
 * a quoted text is itself. Only own properties count: `constructor` or `__proto__` of a hostile body find nothing.
 */
export type Path = (root: unknown) => unknown;

type Step =
  | { kind: 'key'; name: string }
  | { kind: 'index'; at: number }
  | { kind: 'pick'; name: string; value: string };

const ALTERNATIVE = /^(?:\$|[A-Za-z_][\w-]*)(?:\.[\w-]+|\[\d+\]|\[[\w-]+=[^\]]*\])*$/;
const STEP = /(?:^|\.)(?<key>[\w-]+)|\[(?<at>\d+)\]|\[(?<name>[\w-]+)=(?<value>[^\]]*)\]/g;

/** Paths come from profiles, of which there are few; the bound only guards against a mistake. */
const MAX_COMPILED = 5_000;
const compiled = new Map<string, Path>();

/** Compiles a path expression, once. Throws SyntaxError naming the expression when it is not one. */
export function compilePath(expression: string): Path {
  const known = compiled.get(expression);
  if (known) return known;
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  const fresh = compile(expression);
  compiled.set(expression, fresh);
  return fresh;
}

function compile(expression: string): Path {
  const alternatives = expression.split('??').map((part) => compileAlternative(part.trim(), expression));
  return (root) => {
    for (const alternative of alternatives) {
      const value = alternative(root);
      if (value !== undefined && value !== null && value !== '') return value;
    }
    return undefined;
  };
}

/** First names of the alternatives that are not quoted texts, with their second name: for "is this declared?" checks. */
export function pathRoots(expression: string): { root: string; name: string | null; full: string }[] {
  return expression
    .split('??')
    .map((part) => part.trim())
    .filter((part) => !part.startsWith("'"))
    .map((full) => {
      const [root = '', name = null] = full.split('.');
      return { root, name, full };
    });
}

function compileAlternative(part: string, whole: string): Path {
  if (/^'[^']*'$/.test(part)) return () => part.slice(1, -1);
  if (!ALTERNATIVE.test(part)) throw new SyntaxError(`not a path: ${whole}`);
  const steps = [...part.replace(/^\$\.?/, '').matchAll(STEP)].map(({ groups = {} }): Step => {
    if (groups['key'] !== undefined) return { kind: 'key', name: groups['key'] };
    if (groups['at'] !== undefined) return { kind: 'index', at: Number(groups['at']) };
    return { kind: 'pick', name: groups['name'] ?? '', value: groups['value'] ?? '' };
  });
  return (root) => {
    let value = root;
    for (const step of steps) value = follow(value, step);
    return value;
  };
}

function follow(value: unknown, step: Step): unknown {
  if (step.kind === 'key') return own(value, step.name);
  if (!Array.isArray(value)) return undefined;
  if (step.kind === 'index') return value[step.at];
  return value.find((item) => String(own(item, step.name)) === step.value);
}

function own(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

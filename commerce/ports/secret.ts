/**
 * A value that must not be seen. It prints as *** in logs, JSON, template strings and the inspector; only `reveal()`
 * opens it, and only the wire layer (which puts it into a request) and the vault (which seals it) may call that.
 */
const inspect = Symbol.for('nodejs.util.inspect.custom');

export interface Secret {
  reveal(): string;
  toString(): string;
  toJSON(): string;
}

export function secret(value: string): Secret {
  const hidden = () => '***';
  return Object.freeze({ reveal: () => value, toString: hidden, toJSON: hidden, [inspect]: hidden });
}

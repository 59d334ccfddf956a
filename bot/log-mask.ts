/**
 * Takes out of a log line what must never be read: the last net under code that passes only ids. Fields are judged by
 * their name at any depth, sentences by their shape: values in addresses, keys named in text, bearer tokens, phone
 * numbers. What has no shape (a PIN in a sentence) is not caught here and must not be passed.
 */
const SECRET_NAME =
  /(?:token|secret|passw|api_?-?key|private_?-?key|master_?-?key|authori[sz]ation|cookie|session|credential|signature|serial|voucher|^pin$|pin_?code|_pin$|passcode|phone|customer_?-?no|webhook_?-?key|server_?-?key|body_?sealed)/i;
const HIDDEN = '***';
const MAX_DEPTH = 6;
const MAX_FIELDS = 60;
const MAX_CAUSES = 4;
const MAX_TEXT = 8_000;

/** A key and its value as people and libraries write them: key=value, "key": "value", key: value. */
const NAMED_VALUE =
  /(["']?\b[\w-]*(?:token|secret|passw(?:or)?d|api_?-?key|server_?-?key|client_?-?key|signature|credential|voucher|serial)[\w-]*["']?\s*[:=]\s*)("[^"]*"|'[^']*'|[^\s"',;&}\]]+)/gi;
/** user:password@ in an address. */
const USER_INFO = /([a-z][a-z0-9+.-]*:\/\/)[^\s/@?#]+@/gi;
/** From the question mark to the end of an address or path. */
const QUERY = /([a-z][a-z0-9+.-]*:\/\/[^\s"'<>?#]+|\/[\w./%~-]*)\?([^\s"'<>#]*)/gi;
const SCHEME = /\b(Bearer|Basic|Token)\s+[\w.~+/=-]{6,}/gi;
/** Indonesian and international numbers; the last three digits are left to recognise them by. */
const PHONE = /(?<![\w.-])(?:\+\d{6,12}|(?:62|0)8\d{5,10})(\d{3})(?![\w-])/g;

/** A sentence without what its shape gives away. */
export function maskText(text: string): string {
  return text
    .slice(0, MAX_TEXT)
    .replace(USER_INFO, `$1${HIDDEN}@`)
    .replace(QUERY, (_, address: string, query: string) => `${address}?${withoutValues(query)}`)
    .replace(SCHEME, `$1 ${HIDDEN}`)
    .replace(NAMED_VALUE, `$1${HIDDEN}`)
    .replace(PHONE, `${HIDDEN}$1`);
}

/** The names of a query say which call it was; its values may be credentials. */
const withoutValues = (query: string): string => query.replace(/=[^&]*/g, `=${HIDDEN}`);

/** A copy fit for the log. Never throws: an object that resists being read is named and not shown. */
export function maskFields(fields: Record<string, unknown>): Record<string, unknown> {
  return maskObject(fields, 0, new Set());
}

function mask(value: unknown, depth: number, above: Set<object>): unknown {
  if (typeof value === 'string') return maskText(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (above.has(value)) return '[circular]';
  if (depth >= MAX_DEPTH) return '[deeper]';
  if (ArrayBuffer.isView(value)) return '[bytes]';
  if (value instanceof URL) return maskText(value.href);
  above.add(value);
  try {
    if (value instanceof Error) return maskError(value, depth, above);
    if ('toJSON' in value && typeof value.toJSON === 'function')
      return mask(value.toJSON() as unknown, depth + 1, above);
    if (Array.isArray(value)) return value.slice(0, MAX_FIELDS).map((one) => mask(one, depth + 1, above));
    if (value instanceof Map) return maskObject(Object.fromEntries(value) as Record<string, unknown>, depth + 1, above);
    return maskObject(value as Record<string, unknown>, depth + 1, above);
  } catch {
    return '[unreadable]';
  } finally {
    above.delete(value);
  }
}

function maskObject(value: Record<string, unknown>, depth: number, above: Set<object>): Record<string, unknown> {
  const entries = Object.entries(value).slice(0, MAX_FIELDS);
  return Object.fromEntries(
    entries.map(([name, inner]) => [
      name,
      SECRET_NAME.test(name) && inner !== null ? HIDDEN : mask(inner, depth, above),
    ]),
  );
}

/** Name, message, stack and causes; of the fields libraries hang on errors only the code. */
function maskError(error: Error, depth: number, above: Set<object>): Record<string, unknown> {
  const code = 'code' in error && typeof error.code === 'string' ? { code: maskText(error.code) } : {};
  const cause = error.cause === undefined || depth >= MAX_CAUSES ? {} : { cause: mask(error.cause, depth + 1, above) };
  const stack = error.stack === undefined ? {} : { stack: maskText(error.stack) };
  return { type: error.name, message: maskText(error.message), ...code, ...stack, ...cause };
}

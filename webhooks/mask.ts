/** What of a webhook's headers and path may be read later, by people and by the verifier. */

/** Headers whose value proves or identifies something: shown as *** in the log. */
const SECRET = /(?:sign|token|auth|secret|key|cookie|password)/i;
/** Never needed to verify a message again; not even sealed. */
const DROPPED = new Set(['cookie', 'connection', 'accept-encoding', 'accept', 'accept-language']);
const MAX_HEADERS = 60;

export function maskHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers).slice(0, MAX_HEADERS)) {
    shown[name] = SECRET.test(name) ? '***' : value.slice(0, 200);
  }
  return shown;
}

/**
 * The headers a stored message is verified with when it is worked off. Sealed together with the body. Whole and all of
 * them: what was accepted by a header must not be refused for its lack later. The server bounds their size.
 */
export function keptHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !DROPPED.has(name)));
}

/** Query values may be credentials; the names are enough to recognise a call. */
export function maskPath(path: string): string {
  const [base = '', query] = path.split('?', 2);
  if (!query) return base.slice(0, 300);
  const names = query.split('&').map((pair) => `${pair.split('=', 1)[0]}=***`);
  return `${base}?${names.join('&')}`.slice(0, 300);
}

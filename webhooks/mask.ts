/** What of a webhook's headers and path may be read later, by people and by the verifier. */

/** Headers whose value proves or identifies something: shown as *** in the log. */
const SECRET = /(?:sign|token|auth|secret|key|cookie|password)/i;
/** Never needed to verify a message again; not even sealed. */
const DROPPED = new Set(['cookie', 'connection', 'accept-encoding', 'accept', 'accept-language']);
const MAX_HEADERS = 60;
const MAX_VALUE = 2_000;

export function maskHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers).slice(0, MAX_HEADERS)) {
    shown[name] = SECRET.test(name) ? '***' : value.slice(0, 200);
  }
  return shown;
}

/** The headers a stored message is verified with when it is worked off. Sealed together with the body. */
export function keptHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers).slice(0, MAX_HEADERS)) {
    if (!DROPPED.has(name)) kept[name] = value.slice(0, MAX_VALUE);
  }
  return kept;
}

/** Query values may be credentials; the names are enough to recognise a call. */
export function maskPath(path: string): string {
  const [base = '', query] = path.split('?', 2);
  if (!query) return base.slice(0, 300);
  const names = query.split('&').map((pair) => `${pair.split('=', 1)[0]}=***`);
  return `${base}?${names.join('&')}`.slice(0, 300);
}

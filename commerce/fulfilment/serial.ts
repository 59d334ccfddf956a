/**
 * Reads the serial a supplier delivered, for showing it. Only the text is sealed and stored; this is a view on it. A
 * serial is bearer value and free text at once: whatever is not surely understood is shown exactly as it came, because
 * an invented token costs the buyer the credit.
 */
export interface SerialView {
  /** The line to copy: a token in groups of four, else the serial as it came. */
  copy: string;
  /** What came with an electricity token; null for everything else. Parts that were not found are null. */
  electricity: { name: string | null; tariff: string | null; power: string | null; kwh: string | null } | null;
}

const TOKEN_DIGITS = 20;
const TARIFF = /^[A-Z]\d?[A-Z]?$/;
const POWER = /^0*([1-9]\d{2,7})\s*(?:VA)?$/i;
const KWH = /^(\d{1,7}(?:[.,]\d{1,3})?)\s*(?:KWH)?\.?$/i;
const LABELLED = /^[A-Z][A-Z ]{1,20}:/i;

/** `kind` is the destination kind of the product: only electricity serials are taken apart. */
export function readSerial(serial: string, kind: string | null): SerialView {
  const raw = serial.trim();
  const [first = '', ...rest] = raw.split('/').map((part) => part.trim());
  const token = kind === 'pln' ? tokenDigits(first) : null;
  if (token === null) return { copy: raw, electricity: null };
  return { copy: groupsOfFour(token), electricity: readDetails(rest) };
}

/** "1234-5678-9012-3456-7890" from a token's digits. */
function groupsOfFour(digits: string): string {
  return (digits.match(/.{1,4}/g) ?? []).join('-');
}

/** Exactly twenty digits, grouped by dashes or spaces or not at all, perhaps labelled "TOKEN:". */
function tokenDigits(segment: string): string | null {
  const text = segment.replace(/^(?:token|stroom)\s*:?\s*/i, '').replace(/\.$/, '');
  if (!/^[\d\s-]+$/.test(text)) return null;
  const digits = text.replaceAll(/\D/g, '');
  return digits.length === TOKEN_DIGITS ? digits : null;
}

/** NAME/TARIFF/POWER/KWH from the right, because a name may hold a slash itself. */
export function readDetails(parts: string[]) {
  const fixed = parts.filter((part) => !LABELLED.test(part));
  for (let at = fixed.length - 2; at >= 0; at -= 1) {
    const tariff = fixed[at] ?? '';
    const power = POWER.exec(fixed[at + 1] ?? '')?.[1];
    if (!TARIFF.test(tariff) || power === undefined) continue;
    const kwh = KWH.exec(fixed[at + 2] ?? '')?.[1] ?? null;
    return { name: fixed.slice(0, at).join('/') || null, tariff, power: `${power} VA`, kwh };
  }
  return { name: null, tariff: null, power: null, kwh: null };
}

/**
 * Reads a QRIS payload (EMVCo merchant-presented, the national standard) and says whether a payer may be shown it. It
 * only reads: a wrong payload is never repaired, because its amount and merchant are the gateway's word, not ours.
 */
export type QrisReason =
  | 'ok'
  | 'malformed'
  | 'crc'
  | 'currency'
  | 'country'
  | 'no_merchant_account'
  | 'amount_missing'
  | 'amount_mismatch';

export interface QrisReading {
  valid: boolean;
  /** Whether the checksum is right, told even when something else is wrong. */
  crc: boolean;
  amount: number | null;
  merchant: string | null;
  city: string | null;
  /** ISO 4217 number as it stands: "360" is rupiah. */
  currency: string | null;
  reason: QrisReason;
}

/** EMVCo's limit; anything longer is not a payload. */
const MAX_LENGTH = 512;
const CRC_FIELD = '6304';
const RUPIAH = '360';

type Fields = Map<string, string>;

/**
 * Checks structure, checksum, currency, country and merchant account; with `payableIdr` also that the amount in the
 * code is what the payer must pay (order amount plus payer's fee). Without it a static code, which has none, may pass.
 */
export function readQris(payload: string, payableIdr?: number): QrisReading {
  const crc = hasRightCrc(payload);
  const fields = payload.length <= MAX_LENGTH ? parseFields(payload) : null;
  const amount = amountOf(fields?.get('54'));
  const reason = fields ? firstFault(fields, crc, amount, payableIdr) : 'malformed';
  return {
    valid: reason === 'ok',
    crc,
    amount,
    merchant: fields?.get('59') ?? null,
    city: fields?.get('60') ?? null,
    currency: fields?.get('53') ?? null,
    reason,
  };
}

/** CRC-16/CCITT-FALSE as four upper-case hex digits: "123456789" gives "29B1". */
export function qrisCrc(text: string): string {
  let crc = 0xffff;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ 0x1021;
    crc &= 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}

/** The checksum stands last and covers everything before it, its own tag and length included. */
function hasRightCrc(payload: string): boolean {
  const covered = payload.slice(0, -4);
  return payload.length <= MAX_LENGTH && covered.endsWith(CRC_FIELD) && qrisCrc(covered) === payload.slice(-4);
}

function firstFault(fields: Fields, crc: boolean, amount: number | null, payableIdr: number | undefined): QrisReason {
  if (!isWellFormed(fields)) return 'malformed';
  if (!crc || [...fields.keys()].at(-1) !== '63') return 'crc';
  if (fields.get('53') !== RUPIAH) return 'currency';
  if (fields.get('58') !== 'ID') return 'country';
  if (![...fields.keys()].some(isMerchantAccount)) return 'no_merchant_account';
  if (payableIdr === undefined) return fields.has('54') && amount === null ? 'malformed' : 'ok';
  if (!fields.has('54')) return 'amount_missing';
  return amount === payableIdr ? 'ok' : 'amount_mismatch';
}

/** The version comes first, the code says static or dynamic, and every template is itself well-formed. */
function isWellFormed(fields: Fields): boolean {
  if ([...fields.keys()][0] !== '00' || fields.get('00') !== '01') return false;
  const initiation = fields.get('01');
  if (initiation !== undefined && initiation !== '11' && initiation !== '12') return false;
  return [...fields].every(([tag, value]) => !isTemplate(tag) || parseFields(value) !== null);
}

/** Acquirers' templates are 26–45, the national merchant id is 51. */
const isMerchantAccount = (tag: string): boolean => tag === '51' || (Number(tag) >= 26 && Number(tag) <= 45);
const isTemplate = (tag: string): boolean => (Number(tag) >= 26 && Number(tag) <= 51) || tag === '62' || tag === '64';

/** Two digits of tag, two of length, the value. Null when it does not come out even or a tag stands twice. */
function parseFields(text: string): Fields | null {
  const fields: Fields = new Map();
  let at = 0;
  while (at < text.length) {
    const head = text.slice(at, at + 4);
    if (!/^\d{4}$/.test(head)) return null;
    const [tag, length] = [head.slice(0, 2), Number(head.slice(2))];
    const value = text.slice(at + 4, at + 4 + length);
    if (value.length !== length || length === 0 || fields.has(tag)) return null;
    fields.set(tag, value);
    at += 4 + length;
  }
  return fields.size > 0 ? fields : null;
}

/** "10000" and "100003.00" both occur. */
function amountOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,13}(\.\d{0,2})?$/.test(text) ? Number(text) : null;
}

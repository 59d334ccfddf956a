/**
 * Makes text fit for a log: known secret values, values under telling names, phone numbers. Masking works on text, not
 * on parsed JSON, because what goes wrong most often is exactly what does not parse.
 */

/** Names whose values are secret or are goods: keys, signatures (some are constant, so reusable), PINs, serials. */
const SECRET_NAME =
  '[\\w-]*(?:api_?key|secret|password|passwd|passcode|token|authorization|signature|serial|voucher|credential)[\\w-]*|sign|sn|pin|key|auth|keyboardPwd';
const JSON_VALUE = new RegExp(`"(${SECRET_NAME})"(\\s*:\\s*)("(?:[^"\\\\]|\\\\.)*"?|[^,}\\]\\s]+)`, 'gi');
const FORM_VALUE = new RegExp(`(^|[?&\\s])(${SECRET_NAME})=([^&\\s"]*)`, 'gi');
/** The same in sentences, as suppliers answer: "SN: 1234-5678/NAME. Hrg 20.150". A serial ends where its sentence does. */
const SPOKEN_VALUE =
  /\b(sn(?:\/ref)?|serial|token|kode voucher|voucher|pin|password)(\s*:\s*)(?=[^\s"*])(?:(?!\.(?:\s|$))[^\n"])+/gi;
/** Indonesian mobile numbers in national or international form, unless part of a longer run of digits. */
const PHONE = /(?<!\d)(?:\+?62|0)8\d{7,11}(?!\d)/g;
/** Shorter values are too common to be replaced wherever they occur; the names above still catch them. */
const MIN_VALUE_LENGTH = 4;
/** Reading more than this of a large answer would only cost time; the rest is cut before masking. */
const MAX_INPUT = 4_000;
const MAX_SUMMARY = 1_000;

/** Replaces these values wherever they stand, also percent-encoded, as a form writes them or escaped for JSON. */
export function maskValues(text: string, values: readonly string[]): string {
  const forms = values
    .filter((value) => value.length >= MIN_VALUE_LENGTH)
    .flatMap((value) => [value, encodeURIComponent(value), formText(value), JSON.stringify(value).slice(1, -1)])
    .sort((left, right) => right.length - left.length);
  return forms.reduce((masked, form) => masked.replaceAll(form, '***'), text);
}

/** Forms and queries write a space as "+" and encode more signs than addresses do. */
const formText = (value: string): string => new URLSearchParams({ v: value }).toString().slice(2);

/** The full treatment for a log row: at most 1,000 characters, without secrets, goods or whole phone numbers. */
export function maskSummary(text: string, values: readonly string[]): string {
  const masked = maskValues(text.slice(0, MAX_INPUT), values)
    .replaceAll(JSON_VALUE, '"$1"$2"***"')
    .replaceAll(FORM_VALUE, '$1$2=***')
    .replaceAll(SPOKEN_VALUE, '$1$2***')
    .replaceAll(PHONE, maskPhone);
  return masked.length > MAX_SUMMARY ? `${masked.slice(0, MAX_SUMMARY - 1)}…` : masked;
}

/** 081234567890 → 0812*****890. */
export function maskPhone(phone: string): string {
  return phone.slice(0, 4) + '*'.repeat(Math.max(phone.length - 7, 0)) + phone.slice(-3);
}

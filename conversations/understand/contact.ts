/**
 * Reads how a booker can be reached: an Indonesian or foreign mobile number (kept as E.164) or a mail address. The only
 * home of the phone library; destinations of top-ups have their own, narrower rule in commerce.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile';
import { normalise } from './words.ts';

export type ContactReading =
  | { ok: true; kind: 'phone' | 'mail'; value: string }
  | { ok: false; why: 'not_understood' | 'bad_mail' }
  | { ok: false; why: 'bad_phone'; digits: number };

const MAIL = /^[^\s@<>()[\],;:"]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$/;

export function readContact(words: string): ContactReading {
  const text = normalise(words);
  const mail = /[^\s<>"]+@[^\s<>"]*/
    .exec(text)?.[0]
    ?.replace(/[.,;]$/, '')
    .toLowerCase();
  if (mail !== undefined)
    return MAIL.test(mail) && !mail.includes('..')
      ? { ok: true, kind: 'mail', value: mail }
      : { ok: false, why: 'bad_mail' };
  const digits = text.replaceAll(/\D/g, '');
  if (digits.length < 6) return { ok: false, why: 'not_understood' };
  // "0065 9123 4567": the international prefix people dial instead of "+".
  const dialled = text
    .replace(/^[^\d+]*/, '')
    .replace(/^00/, '+')
    .replace(/^62/, '+62');
  const phone = parsePhoneNumberFromString(dialled, 'ID');
  return phone?.isValid()
    ? { ok: true, kind: 'phone', value: phone.number }
    : { ok: false, why: 'bad_phone', digits: digits.length };
}

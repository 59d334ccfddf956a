/**
 * Reads how many people and rooms somebody means: "2 org", "2 dewasa 1 anak", "berdua", "3 pax 2 kamar". Children count
 * as guests: beds do not ask for ages.
 */
import { COUNT, countOf, fold } from './words.ts';

export const MAX_GUESTS = 40;

export type PartyReading = { ok: true; guests: number } | { ok: false; why: 'not_understood' | 'too_few' | 'too_many' };

const PERSON =
  'orang(?: dewasa| anak)?|org|orng|dewasa|dws|tamu|pax|kepala|people|persons?|ppl|guests?|adults?|adlts?|anak(?: kecil| anak)?|bayi|balita|kids?|child(?:ren)?|infants?|bab(?:y|ies)';
const PEOPLE = new RegExp(`(-?)\\b(${COUNT}) ?(?:${PERSON})\\b`, 'g');
const ROOMS = new RegExp(`(-?)\\b(${COUNT}) ?(?:kamar|kmr|rooms?|bilik)\\b`, 'g');
const TOGETHER: [RegExp, number][] = [
  [/\b(?:sendiri(?:an)?|seorang|solo|alone|myself|just me|only me|single|saya saja)\b/, 1],
  [/\b(?:berdua(?:an)?|couple|sepasang|both of us|me and my (?:wife|husband|partner|friend))\b/, 2],
  [/\bbertiga\b/, 3],
  [/\bberempat\b/, 4],
  [/\bberlima\b/, 5],
  [/\bberenam\b/, 6],
];

/** Phrases about people and rooms taken out, so that their numbers are not read as dates. */
export function withoutParty(words: string): string {
  let rest = fold(words).replaceAll(PEOPLE, ' ').replaceAll(ROOMS, ' ');
  for (const [phrase] of TOGETHER) rest = rest.replace(phrase, ' ');
  return rest;
}

/** Guests named with a unit ("2 org", "berdua"); null when none are. */
export function guestsIn(words: string): number | null {
  const folded = fold(words);
  const counts = [...folded.matchAll(PEOPLE)].map((m) => countOf(m[2] ?? '') * (m[1] ? -1 : 1));
  if (counts.length > 0) return counts.some((n) => n < 0) ? -1 : counts.reduce((sum, n) => sum + n, 0);
  return TOGETHER.find(([phrase]) => phrase.test(folded))?.[1] ?? null;
}

/** Rooms named with a unit ("2 kamar"); null when none are. */
export function roomsIn(words: string): number | null {
  const match = [...fold(words).matchAll(ROOMS)][0];
  return match ? countOf(match[2] ?? '') * (match[1] ? -1 : 1) : null;
}

/** The answer to "how many guests": a plain number counts too. */
export function readParty(words: string): PartyReading {
  const folded = fold(words);
  const plain = new RegExp(`^(-?)(${COUNT})$`).exec(folded);
  const guests = plain ? countOf(plain[2] ?? '') * (plain[1] ? -1 : 1) : guestsIn(folded);
  if (guests === null) return { ok: false, why: 'not_understood' };
  if (guests < 1) return { ok: false, why: 'too_few' };
  return guests > MAX_GUESTS ? { ok: false, why: 'too_many' } : { ok: true, guests };
}

/** What a booking asks: dates, nights, guests, the booker. Each question takes what people type for it, and says the fix. */
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import { DEFAULT_SETTINGS } from '../../commerce/settings.ts';
import type { Parsed, TalkChat } from '../port.ts';
import { readContact } from '../understand/contact.ts';
import { readStay, type DateProblem } from '../understand/dates.ts';
import { guestsIn, MAX_GUESTS, readParty, roomsIn, withoutParty } from '../understand/people.ts';
import { readTime } from '../understand/times.ts';
import { wantsRoom } from '../understand/wants-room.ts';
import { isLater, normalise, readCount } from '../understand/words.ts';
import { screen } from './say.ts';

/** What is known of a stay so far; null where it still has to be asked. */
export interface StayWish {
  checkIn: string;
  checkOut: string | null;
  guests: number | null;
  rooms: number | null;
}

export const MAX_ROOMS = 10;
const MAX_NIGHTS = DEFAULT_SETTINGS.maxNights;

/** Reads dates, and guests and rooms when they were said along with them. */
export function readWish(words: string, today: string): Parsed<StayWish> {
  const stay = readStay(withoutParty(words), today);
  if (!stay.ok) return { ok: false, say: dateProblemText(stay.problem) };
  const { checkIn, checkOut } = stay;
  return {
    ok: true,
    value: {
      checkIn,
      checkOut,
      guests: between(guestsIn(words), MAX_GUESTS),
      rooms: between(roomsIn(words), MAX_ROOMS),
    },
  };
}

const between = (count: number | null, max: number): number | null =>
  count !== null && count >= 1 && count <= max ? count : null;

const dateProblemKey = (why: string): string => `rooms-dates-${why}`;

export function dateProblemText(problem: DateProblem): Text {
  const { why } = problem;
  const key = dateProblemKey(why);
  if (why === 'past') return text(key, { date: { date: problem.date } });
  if (why === 'too_far') return text(key, { until: { date: problem.until } });
  if (why === 'order') return text(key, { checkIn: { date: problem.checkIn }, checkOut: { date: problem.checkOut } });
  if (why === 'no_such_date') return text(key, { typed: problem.typed });
  if (why === 'no_arrival' && problem.nights > MAX_NIGHTS)
    return text('rooms-dates-too_many_nights', { nights: problem.nights, max: MAX_NIGHTS });
  if (why === 'no_arrival') return text(key, { nights: problem.nights });
  if (why === 'too_many_nights') return text(key, { nights: problem.nights, max: problem.max });
  if (why === 'nights_conflict') return text(key, { said: problem.said, counted: problem.counted });
  return text(key);
}

const counted = (name: string, counts: number[]): Choice[] =>
  counts.map((count) => ({ id: String(count), label: text(name, { count }) }));

export function askDates(chat: TalkChat, round: number, why: Text[], today: string): Promise<StayWish> {
  const choices = ['tonight', 'tomorrow', 'saturday'].map((id) => ({ id, label: text(`rooms-button-${id}`) }));
  // What is wrong with the dates says how to write them; the plain question below it would be said twice.
  const isSaid = why.some(({ key }) => key.startsWith(dateProblemKey('')));
  const lines = isSaid ? why : [...why, text('rooms-ask-dates')];
  return chat.ask(`dates:${round}`, screen(lines, choices), (words) => readWish(words, today));
}

export function askNights(chat: TalkChat, round: number, checkIn: string): Promise<string> {
  const question = screen(
    [text('rooms-ask-nights', { checkIn: { date: checkIn } })],
    counted('rooms-nights', [1, 2, 3]),
  );
  return chat.ask(`nights:${round}`, question, (words) => readNights(words, checkIn));
}

/** The check-out: "2", "2 malam", or the date itself ("sampai tgl 26"). */
export function readNights(words: string, checkIn: string): Parsed<string> {
  const count = readCount(words);
  const rest =
    count === null
      ? `${checkIn} ${/malam|mlm|malem|night|minggu|week/i.test(words) ? '' : '> '}${words}`
      : `${checkIn} ${count} malam`;
  const stay = readStay(rest, checkIn);
  if (!stay.ok)
    return {
      ok: false,
      say: stay.problem.why === 'not_understood' ? text('rooms-nights-unclear') : dateProblemText(stay.problem),
    };
  return stay.checkOut === null ? { ok: false, say: text('rooms-nights-unclear') } : { ok: true, value: stay.checkOut };
}

/** How many come, and in how many rooms when that was said; or another stay altogether, as people change their mind here. */
export type PartyAnswer = { guests: number; rooms: number | null } | { stay: StayWish };

export function askGuests(chat: TalkChat, round: number, today: string): Promise<PartyAnswer> {
  const question = screen([text('rooms-ask-guests')], counted('rooms-guests', [1, 2, 3, 4]));
  return chat.ask(`guests:${round}`, question, (words) => readPartyOrStay(words, today));
}

export function readPartyOrStay(words: string, today: string): Parsed<PartyAnswer> {
  if (wantsRoom(words, today) === 'sure') {
    const wish = readWish(words, today);
    if (wish.ok) return { ok: true, value: { stay: wish.value } };
  }
  const party = readParty(words);
  if (!party.ok) return { ok: false, say: text(`rooms-guests-${party.why}`, { max: MAX_GUESTS }) };
  return { ok: true, value: { guests: party.guests, rooms: between(roomsIn(words), MAX_ROOMS) } };
}

/** For more guests than fit into the largest room. */
export function askRoomCount(chat: TalkChat, round: number, guests: number, least: number): Promise<number> {
  const offered = [least, least + 1].filter((count) => count <= MAX_ROOMS);
  const question = screen([text('rooms-ask-rooms', { guests })], counted('rooms-count', offered));
  return chat.ask(`rooms:${round}`, question, (words) => {
    const count = readCount(words) ?? roomsIn(words);
    if (count === null || count < 1 || count > MAX_ROOMS)
      return { ok: false, say: text('rooms-count-unclear', { max: MAX_ROOMS }) };
    return { ok: true, value: count };
  });
}

export interface Booker {
  name: string;
  contact: string;
  /** "HH:MM" or null for "later". */
  arrival: string | null;
}

export async function askBooker(chat: TalkChat, checkIn: string): Promise<Booker> {
  const name = await chat.ask('name', screen([text('rooms-ask-name')]), readName);
  const contact = await chat.ask('contact', screen([text('rooms-ask-contact', { name })]), readContactWords);
  const later: Choice = { id: 'nanti', label: text('rooms-button-arrival-later') };
  const question = screen([text('rooms-ask-arrival', { checkIn: { date: checkIn } })], [later]);
  const arrival = await chat.ask('arrival', question, readArrival);
  return { name, contact, arrival: arrival === '' ? null : arrival };
}

const MAX_NAME_CHARS = 60;

export function readName(words: string): Parsed<string> {
  const name = normalise(words).replace(
    /^(?:nama (?:saya|pemesan)?|atas nama|a\.?n\.?|my name is|i am|i'm|name)\s*:?\s*/i,
    '',
  );
  const length = Array.from(name).length;
  if (length > MAX_NAME_CHARS)
    return { ok: false, say: text('rooms-name-too-long', { max: MAX_NAME_CHARS, got: length }) };
  const letters = name.match(/\p{L}/gu)?.length ?? 0;
  if (letters < 2 || /[\d@/\\<>{}|]/.test(name)) return { ok: false, say: text('rooms-name-unclear') };
  return { ok: true, value: name };
}

export function readContactWords(words: string): Parsed<string> {
  const contact = readContact(words);
  if (contact.ok) return { ok: true, value: contact.value };
  return {
    ok: false,
    say: text(`rooms-contact-${contact.why}`, contact.why === 'bad_phone' ? { digits: contact.digits } : {}),
  };
}

/** "" when it was left open. */
export function readArrival(words: string): Parsed<string> {
  if (isLater(words)) return { ok: true, value: '' };
  const time = readTime(words);
  if (time.ok) return { ok: true, value: time.time };
  return { ok: false, say: text(`rooms-arrival-${time.why}`, time.why === 'ambiguous' ? { hour: time.hour } : {}) };
}

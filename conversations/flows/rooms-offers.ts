/** Which rooms there are for the dates, shown one by one with their picture, and the choice between them. */
import type { Commerce, Refusal, RoomOffer } from '../../commerce/app.ts';
import { text, type Choice, type Screen, type Text } from '../../commerce/ports/screen.ts';
import type { Parsed, TalkChat } from '../port.ts';
import { fold } from '../understand/words.ts';
import { readWish } from './rooms-questions.ts';
import { screen, stack } from './say.ts';

export interface Stay {
  checkIn: string;
  checkOut: string;
  guests: number;
  rooms: number;
}

export type Offer = Omit<RoomOffer, 'nightly'>;

/** What the rooms of a property make of a wish. */
export type Found =
  | { kind: 'offers'; offers: Offer[]; soldOut: string[] }
  /** The guests need at least this many rooms of the largest kind. */
  | { kind: 'more_rooms'; least: number }
  | { kind: 'none' }
  | { kind: 'refused'; refusal: Refusal };

/** More types than this are not shown at once: each is a message with a picture. */
const MAX_SHOWN = 6;
/** From here down the number of rooms left is worth saying. */
const FEW = 3;

export async function findOffers(chat: TalkChat, app: Commerce, round: number, stay: Stay): Promise<Found> {
  const answer = await chat.read(`rooms:${round}`, async () => {
    const found = await app.rooms(chat.actor, stay);
    return found.ok ? { ok: true as const, rooms: found.rooms.map(withoutNights) } : found;
  });
  return answer.ok ? sortOut(answer.rooms, stay) : { kind: 'refused', refusal: answer };
}

/** Thirty prices per room have no place in a log. */
function withoutNights(room: RoomOffer): Offer {
  const offer: Offer & { nightly?: unknown } = { ...room };
  delete offer.nightly;
  return offer;
}

export function sortOut(offers: Offer[], stay: Pick<Stay, 'rooms' | 'guests'>): Found {
  const free = offers.filter((offer) => offer.available >= stay.rooms);
  const fitting = free.filter((offer) => offer.capacity * stay.rooms >= stay.guests);
  const soldOut = offers.filter((offer) => !free.includes(offer)).map((offer) => offer.name);
  if (fitting.length > 0) return { kind: 'offers', offers: fitting.slice(0, MAX_SHOWN), soldOut };
  if (free.length === 0) return { kind: 'none' };
  const largest = Math.max(...free.map((offer) => offer.capacity));
  return { kind: 'more_rooms', least: Math.ceil(stay.guests / largest) };
}

/** What the person chose: a room, other dates (perhaps typed already), other guests, or all rooms instead of one. */
export type Picked =
  | { kind: 'room'; offer: Offer }
  | { kind: 'dates'; words: string | null }
  | { kind: 'guests' }
  | { kind: 'all' };

/** `only` = the code of the room a link led to: shown alone, with the way to the others. */
export async function pickOffer(
  chat: TalkChat,
  round: number,
  { stay, nights, today }: { stay: Stay; nights: number; today: string },
  found: Extract<Found, { kind: 'offers' }>,
  only: string | null,
): Promise<Picked> {
  const linked = found.offers.filter((offer) => offer.code.toLowerCase() === only?.toLowerCase());
  const shown = linked.length > 0 ? linked : found.offers;
  for (const offer of shown) await chat.say(offerScreen(offer, stay, nights));
  const others = linked.length > 0 && found.offers.length > 1 ? [choice('all')] : [];
  const options = [...shown.map(roomChoice), ...others, choice('dates'), choice('guests')];
  const lines = [
    ...headline(stay, nights, only !== null && linked.length === 0, found.soldOut),
    text('rooms-ask-room'),
  ];
  const chosen = await chat.choose(`room:${round}`, screen(lines), options, (words) =>
    roomOrDates(words, shown, today),
  );
  const offer = shown.find((_, i) => chosen === `r${i}`);
  if (offer) return { kind: 'room', offer };
  if (chosen === 'guests' || chosen === 'all') return { kind: chosen };
  return { kind: 'dates', words: chosen.startsWith('d:') ? chosen.slice(2) : null };
}

const choice = (id: string): Choice => ({ id, label: text(`rooms-button-${id}`) });
const roomChoice = (offer: Offer, i: number): Choice => ({
  id: `r${i}`,
  label: text('rooms-button-room', { name: offer.name, total: { money: offer.totalIdr } }),
});

function headline(stay: Stay, nights: number, linkedGone: boolean, soldOut: string[]): Text[] {
  const lines = linkedGone ? [text('rooms-linked-gone')] : [];
  lines.push(text('rooms-found', { ...facts(stay), nights }));
  if (soldOut.length > 0) lines.push(text('rooms-sold-out-types', { names: soldOut.join(', ') }));
  return lines;
}

const facts = (stay: Stay) => ({
  checkIn: { date: stay.checkIn },
  checkOut: { date: stay.checkOut },
  guests: stay.guests,
  rooms: stay.rooms,
});

function offerScreen(offer: Offer, stay: Stay, nights: number): Screen {
  const lines = [
    text('rooms-offer-name', { name: offer.name }),
    text('rooms-offer-price', { total: { money: offer.totalIdr }, nights, rooms: stay.rooms }),
    text('rooms-offer-capacity', { capacity: offer.capacity }),
  ];
  if (offer.available <= FEW) lines.push(text('rooms-offer-few', { left: offer.available }));
  const paragraphs =
    offer.description === ''
      ? [stack(lines)]
      : [stack(lines), text('rooms-offer-about', { description: offer.description })];
  const image =
    offer.picture === null
      ? {}
      : { image: { kind: 'asset' as const, name: offer.picture, alt: text('rooms-picture', { name: offer.name }) } };
  return { lines: paragraphs, ...image };
}

/** A room by its name ("yang deluxe aja"), or other dates, which are searched again. */
function roomOrDates(words: string, shown: readonly Offer[], today: string): Parsed<string> {
  if (readWish(words, today).ok) return { ok: true, value: `d:${words}` };
  const named = roomNamed(words, shown);
  return named === null ? { ok: false, say: text('rooms-room-unclear') } : { ok: true, value: `r${named}` };
}

const wordsIn = (words: string): string[] => fold(words).match(/[\p{L}\p{N}]+/gu) ?? [];

/** The place of the only offer that has one of these words in its name and no other offer has; null when there is none. */
export function roomNamed(words: string, shown: readonly Pick<Offer, 'name'>[]): number | null {
  const typed = new Set(wordsIn(words));
  const names = shown.map(({ name }) => wordsIn(name));
  const own = names.map((name, at) =>
    name.filter((word) => !names.some((other, i) => i !== at && other.includes(word))),
  );
  const fitting = own.flatMap((name, at) => (name.some((word) => typed.has(word)) ? [at] : []));
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

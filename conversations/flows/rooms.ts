/**
 * Booking a room: dates, guests, the rooms free on them, the booker, the summary, the order. What was typed to get here
 * ("besok 2 malam 2 org") is not asked again, and other dates may be typed instead of choosing a room.
 */
import type { Commerce } from '../../commerce/app.ts';
import { text, type Text } from '../../commerce/ports/screen.ts';
import { nightsBetween } from '../../commerce/stay/local-time.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import { checkout } from './checkout.ts';
import { refusalText } from './refusals.ts';
import { findOffers, pickOffer, type Found, type Offer, type Picked, type Stay } from './rooms-offers.ts';
import {
  askBooker,
  askDates,
  askGuests,
  askNights,
  askRoomCount,
  readWish,
  type Booker,
  type StayWish,
} from './rooms-questions.ts';
import { clockValue, screen, stack, toHuman, toMenu } from './say.ts';

export interface RoomsArgs {
  /** What the person typed to get here. */
  words?: string;
  /** Code of the room type a link or button named. */
  room?: string;
}

/** How often other dates may be tried before a human is offered. */
const MAX_ROUNDS = 12;
const MAX_NIGHTS = 400;

type Known = Partial<Stay>;

export async function rooms(chat: TalkChat, app: Commerce, args: RoomsArgs | null): Promise<FlowEnd> {
  const { date: today } = await chat.read('today', () => app.today(chat.actor));
  let only = args?.room ?? null;
  let { known, why } = begin(args?.words, today);
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    const stay = await complete(chat, round, known, why, today);
    if ('instead' in stay) {
      known = stay.instead;
      why = [];
      continue;
    }
    const found = await findOffers(chat, app, round, stay);
    if (found.kind !== 'offers') {
      ({ known, why } = await withoutOffers(chat, round, stay, found));
      continue;
    }
    const nights = nightsBetween(stay.checkIn, stay.checkOut, MAX_NIGHTS).length;
    const picked = await pickOffer(chat, round, { stay, nights, today }, found, only);
    if (picked.kind === 'room') return book(chat, app, stay, nights, picked.offer);
    if (picked.kind === 'all') only = null;
    ({ known, why } = reconsider(stay, picked, today));
  }
  await chat.say(screen([text('rooms-many-tries')], [toHuman, toMenu]));
}

interface Turn {
  known: Known;
  /** Said above the question about dates, when that has to be asked. */
  why: Text[];
}

function begin(words: string | undefined, today: string): Turn {
  if (words === undefined) return { known: {}, why: [text('rooms-hello')] };
  const wish = readWish(words, today);
  return wish.ok ? { known: knownOf(wish.value), why: [] } : { known: {}, why: [wish.say] };
}

const knownOf = (wish: StayWish): Known => ({
  checkIn: wish.checkIn,
  ...(wish.checkOut === null ? {} : { checkOut: wish.checkOut }),
  ...(wish.guests === null ? {} : { guests: wish.guests }),
  ...(wish.rooms === null ? {} : { rooms: wish.rooms }),
});

/** Asks what is missing. Guests said before are kept when only the dates change. */
async function complete(
  chat: TalkChat,
  round: number,
  known: Known,
  why: Text[],
  today: string,
): Promise<Stay | { instead: Known }> {
  const said = known.checkIn === undefined ? { ...known, ...knownOf(await askDates(chat, round, why, today)) } : known;
  const checkIn = said.checkIn ?? today;
  const checkOut = said.checkOut ?? (await askNights(chat, round, checkIn));
  if (said.guests !== undefined) return { checkIn, checkOut, guests: said.guests, rooms: said.rooms ?? 1 };
  const party = await askGuests(chat, round, today);
  if ('stay' in party)
    return { instead: { ...(said.rooms === undefined ? {} : { rooms: said.rooms }), ...knownOf(party.stay) } };
  return { checkIn, checkOut, guests: party.guests, rooms: party.rooms ?? said.rooms ?? 1 };
}

async function withoutOffers(
  chat: TalkChat,
  round: number,
  stay: Stay,
  found: Exclude<Found, { kind: 'offers' }>,
): Promise<Turn> {
  const people = { guests: stay.guests, rooms: stay.rooms };
  if (found.kind === 'more_rooms') {
    return { known: { ...stay, rooms: await askRoomCount(chat, round, stay.guests, found.least) }, why: [] };
  }
  if (found.kind === 'refused') {
    const { refusal } = found;
    const known = refusal.reason === 'too_many_guests' ? {} : { guests: stay.guests };
    return { known, why: [refusalText(refusal, 'rooms')] };
  }
  const none = text('rooms-none-free', { checkIn: { date: stay.checkIn }, checkOut: { date: stay.checkOut } });
  return { known: people, why: [none] };
}

function reconsider(stay: Stay, picked: Exclude<Picked, { kind: 'room' }>, today: string): Turn {
  if (picked.kind === 'all') return { known: stay, why: [] };
  if (picked.kind === 'guests') return { known: { checkIn: stay.checkIn, checkOut: stay.checkOut }, why: [] };
  const people = { guests: stay.guests, rooms: stay.rooms };
  if (picked.words === null) return { known: people, why: [] };
  const wish = readWish(picked.words, today);
  return wish.ok ? { known: { ...people, ...knownOf(wish.value) }, why: [] } : { known: people, why: [wish.say] };
}

async function book(chat: TalkChat, app: Commerce, stay: Stay, nights: number, offer: Offer): Promise<FlowEnd> {
  const booker = await askBooker(chat, stay.checkIn);
  const end = await checkout(chat, app, {
    context: 'rooms',
    items: [
      {
        kind: 'room',
        roomTypeId: offer.roomTypeId,
        ...stay,
        bookerName: booker.name,
        bookerContact: booker.contact,
        arrivalTime: booker.arrival,
      },
    ],
    summary: () => [summary(stay, nights, offer), bookerText(booker, offer.zone)],
  });
  return end === 'change' ? { next: 'rooms' } : undefined;
}

function summary(stay: Stay, nights: number, offer: Offer): Text {
  return stack([
    text('rooms-summary-room', { property: offer.propertyName, room: offer.name, rooms: stay.rooms }),
    text('rooms-summary-in', { checkIn: { date: stay.checkIn }, from: clockValue(offer.checkInTime, offer.zone) }),
    text('rooms-summary-out', { checkOut: { date: stay.checkOut }, until: clockValue(offer.checkOutTime, offer.zone) }),
    text('rooms-summary-nights', { nights, guests: stay.guests }),
  ]);
}

function bookerText({ name, contact, arrival }: Booker, zone: string): Text {
  const arrives =
    arrival === null
      ? text('rooms-summary-arrival-later')
      : text('rooms-summary-arrival', { time: clockValue(arrival, zone) });
  return stack([text('rooms-summary-booker', { name, contact }), arrives]);
}

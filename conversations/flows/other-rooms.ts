/** After a late payment whose room was gone: another kind of room on the same nights for what was paid, or the money back. */
import type { Commerce } from '../../commerce/app.ts';
import type { Alternative } from '../../commerce/stay/alternatives.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import type { FlowEnd, Parsed, TalkChat } from '../port.ts';
import { isNo } from '../understand/words.ts';
import { refusalText } from './refusals.ts';
import { roomNamed } from './rooms-offers.ts';
import { screen, stack, toHuman, toMenu, toOrder, toRooms } from './say.ts';

export async function otherRooms(chat: TalkChat, app: Commerce, { code }: { code: string }): Promise<FlowEnd> {
  const found = await chat.read('rooms', () => app.alternatives(chat.actor, code));
  if (!found.ok) {
    const over = found.reason === 'wrong_state' || found.reason === 'not_found';
    const why = over ? text('other-rooms-over', { code }) : refusalText(found, 'rooms');
    return chat.say(screen([why], [toOrder(code), toHuman, toMenu]));
  }
  const { rooms } = found;
  const paid = { money: found.paidIdr };
  if (rooms.length === 0)
    return chat.say(screen([text('other-rooms-none', { paid })], [toOrder(code), toRooms, toHuman]));
  const head = text('other-rooms', { checkIn: { date: found.checkIn }, checkOut: { date: found.checkOut }, paid });
  const options: Choice[] = [
    ...rooms.map((room, i) => ({
      id: `r${i}`,
      label: text('rooms-button-room', { name: room.name, total: { money: room.totalIdr } }),
    })),
    { id: 'no', label: text('other-rooms-no') },
  ];
  const chosen = await chat.choose('room', screen([head, stack(rooms.map(line))]), options, (words) =>
    named(words, rooms),
  );
  const room = rooms.find((_, i) => chosen === `r${i}`);
  if (!room) return chat.say(screen([text('other-rooms-declined')], [toOrder(code), toMenu]));
  await take(chat, app, code, room);
}

function line(room: Alternative): Text {
  const facts = { name: room.name, total: { money: room.totalIdr }, back: { money: room.backIdr } };
  return room.backIdr > 0 ? text('other-rooms-line-back', facts) : text('other-rooms-line', facts);
}

function named(words: string, rooms: readonly Alternative[]): Parsed<string> {
  const at = roomNamed(words, rooms);
  if (at !== null) return { ok: true, value: `r${at}` };
  return isNo(words) ? { ok: true, value: 'no' } : { ok: false, say: text('rooms-room-unclear') };
}

/** That the room is theirs is said where it happens. */
async function take(chat: TalkChat, app: Commerce, code: string, room: Alternative): Promise<void> {
  const { roomTypeId, totalIdr: expectedTotalIdr } = room;
  const taken = await chat.once('take', (key) =>
    app.takeAlternative(chat.actor, key, { code, roomTypeId, expectedTotalIdr }),
  );
  if (taken.ok) return;
  const gone = taken.reason === 'sold_out' || taken.reason === 'price_changed';
  const why = gone ? text('other-rooms-taken') : text('other-rooms-over', { code });
  await chat.say(screen([why], [toOrder(code), toHuman, toMenu]));
}

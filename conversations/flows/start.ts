/**
 * Where a link leads (`/start PAYLOAD`): to a product, a room, an order or a role. The payload is the code alone or with a first
 * letter that says what it is (`p_ML86`, `r_DELUXE`, `o_K7QF2M`), for codes that exist twice. `s_…` is an invitation to
 * the staff, and the rest of it a secret.
 */
import type { Commerce } from '../../commerce/app.ts';
import { addDays } from '../../commerce/stay/local-time.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import { screen, toMenu } from './say.ts';
import { refusedText } from './staff-say.ts';

export async function start(chat: TalkChat, app: Commerce, args: { payload: string }): Promise<FlowEnd> {
  const invite = /^s_([\w-]{20,60})$/.exec(args.payload.trim());
  if (invite) return join(chat, app, invite[1] ?? '');
  const match = /^(?:([pro])[_-])?([\w.+-]{1,60})$/i.exec(args.payload.trim());
  if (!match) return { next: 'menu' };
  const [kind, code] = [match[1]?.toLowerCase(), match[2] ?? ''];
  if (kind === 'p') return { next: 'product', args: { code } };
  if (kind === 'r') return { next: 'rooms', args: { room: code } };
  if (kind === 'o') return { next: 'order', args: { code: code.toUpperCase() } };
  const found = await chat.read('what', () => whatIs(chat, app, code));
  return found ?? { next: 'menu', args: { hint: 'unknown' } };
}

/** From here on the invitation goes by its reference: what a dialog is started with is kept. */
async function join(chat: TalkChat, app: Commerce, token: string): Promise<FlowEnd> {
  const answer = await chat.read('invitation', () => app.invitation(chat.actor, token));
  if (answer.ok) return { next: 'staff-join', args: answer.invitation };
  return chat.say(screen([refusedText(answer)], [toMenu]));
}

async function whatIs(chat: TalkChat, app: Commerce, code: string) {
  if (await app.product(chat.actor, code)) return { next: 'product', args: { code } };
  if (await app.order(chat.actor, code.toUpperCase())) return { next: 'order', args: { code: code.toUpperCase() } };
  return (await isRoom(chat, app, code)) ? { next: 'rooms', args: { room: code } } : null;
}

async function isRoom(chat: TalkChat, app: Commerce, code: string): Promise<boolean> {
  const { date } = await app.today(chat.actor);
  const tonight = await app.rooms(chat.actor, { checkIn: date, checkOut: addDays(date, 1), rooms: 1, guests: 1 });
  return tonight.ok && tonight.rooms.some((room) => room.code.toLowerCase() === code.toLowerCase());
}

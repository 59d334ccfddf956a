/**
 * Words typed while nothing is asked. Tried in order: an order's code, the dates of a stay, the name of a
 * product; a date that cannot be is answered as one. Else the menu, with a hint of what can be typed.
 */
import type { Commerce } from '../../commerce/app.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import { searchVariants } from '../understand/amounts.ts';
import { wantsRoom } from '../understand/wants-room.ts';
import { readOrderCode } from '../understand/words.ts';

export async function words(chat: TalkChat, app: Commerce, args: { words: string }): Promise<FlowEnd> {
  const code = readOrderCode(args.words);
  if (code && (await chat.read('order', async () => (await app.order(chat.actor, code)) !== null))) {
    return { next: 'order', args: { code } };
  }
  const today = await chat.read('today', () => app.today(chat.actor));
  const room = wantsRoom(args.words, today.date);
  const toRooms: FlowEnd = { next: 'rooms', args: { words: args.words } };
  if (room === 'sure') return toRooms;
  const found = await findProducts(chat, app, args.words);
  if (found) return found;
  return room === 'maybe' ? toRooms : { next: 'menu', args: { hint: 'unknown' } };
}

async function findProducts(chat: TalkChat, app: Commerce, typed: string): Promise<FlowEnd> {
  if (!/\p{L}{2}/u.test(typed)) return;
  for (const [i, search] of searchVariants(typed).entries()) {
    const found = await chat.read(`search:${i}`, async () => {
      const { items, total } = await app.products(chat.actor, { search, limit: 1, offset: 0 });
      return { total, code: items[0]?.code ?? '' };
    });
    if (found.total === 1) return { next: 'product', args: { code: found.code } };
    if (found.total > 1) return { next: 'shop', args: { search } };
  }
}

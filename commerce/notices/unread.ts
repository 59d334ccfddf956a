/**
 * Goods that lie in an outgoing row because the channel does not take them. They are not lost: the order page shows
 * them and the row is tried again. But somebody paid and waits, so a chat of the same person on another channel is
 * given the page's address, and where trying again is over (or the person shut us out) the owner is told.
 */
import type { OutgoingRow } from '../chat/model.ts';
import type { Core } from '../core.ts';
import type { Order } from '../order/model.ts';
import { pageUrl } from '../order/view.ts';
import { openCase } from '../payment/open-case.ts';
import type { Stores } from '../ports/stores/index.ts';
import { goodsElsewhereScreen } from './goods.ts';
import { goodsUnreadAlert } from './owner.ts';

/** The row is still tried; trying is over; the person shut us out. */
export type UnreadWhy = 'late' | 'given_up' | 'shut_out';

const ROWS_LOOKED_AT = 50;

/** Repeatable: whoever was told is not told again. */
export async function goodsUnread(core: Core, stores: Stores, row: OutgoingRow, why: UnreadWhy): Promise<void> {
  // Rows behind this one wait for it. Given up is the one row alone: the next is tried now.
  const behind = why === 'given_up' ? [] : await stores.outgoing.after(row.chatId, row.seq, ROWS_LOOKED_AT);
  const orderIds = new Set([row, ...behind].map(orderIdOf).filter((id) => id !== null));
  for (const orderId of orderIds) {
    const order = await stores.orders.get(orderId);
    if (!order) continue;
    await tellElsewhere(core, stores, order);
    if (why === 'late') continue;
    await openCase(core, stores, {
      kind: 'goods_unread',
      order,
      detail: row.lastError ?? '',
      cause: `${why}:${order.id}`,
      alert: goodsUnreadAlert(order),
    });
  }
}

/** Notices to buyers are sealed exactly when they carry goods, and their key ends with the order's id. */
const orderIdOf = (row: OutgoingRow): string | null =>
  row.sealed && row.state !== 'sent' && row.dedupeKey ? (row.dedupeKey.split(':').at(-1) ?? null) : null;

async function tellElsewhere(core: Core, stores: Stores, order: Order): Promise<void> {
  const home = order.chatId ? await stores.chats.get(order.chatId) : null;
  if (!home) return;
  const chats = await stores.chats.ofPerson(home.personId);
  const other = chats.find((chat) => chat.channel !== home.channel && chat.blockedAt === null);
  if (!other) return;
  await stores.outgoing.append(
    [
      {
        chatId: other.id,
        screen: goodsElsewhereScreen(order, pageUrl(core, order)),
        dedupeKey: `elsewhere:${order.id}`,
      },
    ],
    core.clock.now(),
  );
}

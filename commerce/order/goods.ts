/** The goods of an order, opened. Only for the buyer's own chat or whoever holds the order page's link. */
import type { Core } from '../core.ts';
import { describeGoods } from '../fulfilment/describe-goods.ts';
import { goodsScreen, doorCodeScreen } from '../notices/goods.ts';
import type { Screen } from '../ports/screen.ts';
import type { Stores } from '../ports/stores/index.ts';
import { stayFacts } from '../stay/facts.ts';
import type { Order, OrderLine } from './model.ts';
import { pageUrl } from './view.ts';

export interface GoodsItem {
  label: string;
  value: string;
  note: string;
  screen: Screen;
}

export async function goodsOf(core: Core, stores: Stores, order: Order): Promise<GoodsItem[]> {
  const items: GoodsItem[] = [];
  for (const line of await stores.orders.lines(order.id)) {
    items.push(
      ...(line.stayId
        ? await keysOf(core, stores, order, line, line.stayId)
        : await serialsOf(core, stores, order, line)),
    );
  }
  return items;
}

async function serialsOf(core: Core, stores: Stores, order: Order, line: OrderLine): Promise<GoodsItem[]> {
  const rows = (await stores.fulfilments.ofOrder(order.id)).filter(
    (row) => row.lineId === line.id && row.state === 'succeeded' && row.serialSealed !== null,
  );
  return rows.map((row) => {
    const serial = core.vault.open('serial', `fulfilments:${row.id}`, row.serialSealed ?? '');
    const goods = describeGoods(line, serial);
    return {
      label: line.snapshot.name,
      value: goods.value,
      note: goods.note,
      screen: goodsScreen(order, line, goods, pageUrl(core, order)),
    };
  });
}

async function keysOf(core: Core, stores: Stores, order: Order, line: OrderLine, stayId: string): Promise<GoodsItem[]> {
  const facts = await stayFacts(stores, stayId);
  const items: GoodsItem[] = [];
  for (const room of await stores.stays.stayRooms(stayId)) {
    const key = (await stores.stays.keysOfStayRoom(room.id)).find((row) => row.state === 'active');
    const unit = room.unitId ? await stores.stays.roomUnit(room.unitId) : null;
    if (!key || !unit) continue;
    const pin = core.vault.open('door_pin', `door_keys:${key.id}`, key.pinSealed);
    items.push({
      label: `${line.snapshot.name} ${unit.number}`,
      value: pin,
      note: '',
      screen: doorCodeScreen(order, facts, unit.number, pin, key.validFrom, key.validTo),
    });
  }
  return items;
}

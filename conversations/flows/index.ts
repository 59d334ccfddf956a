/** Every conversation by name. Raise a version when the order or the names of its questions change. */
import type { Flow, FlowDefinition } from '../port.ts';
import { cancel } from './cancel.ts';
import { declineCharge, payCharge, testProvider } from './charges.ts';
import { help, human } from './help.ts';
import { history } from './history.ts';
import { language } from './language.ts';
import { menu } from './menu.ts';
import { checkPayment, renewPayment, resendGoods } from './order-acts.ts';
import { orderLines } from './order-lines.ts';
import { order, orders } from './orders.ts';
import { claim, persona, queue, queues, why } from './owner.ts';
import { placeLines } from './place-lines.ts';
import { prices } from './prices.ts';
import { otherRooms } from './other-rooms.ts';
import { product } from './product.ts';
import { changeDates } from './rebook.ts';
import { relayEnd, relayTake } from './relay.ts';
import { report } from './report.ts';
import { rooms } from './rooms.ts';
import { shop } from './shop.ts';
import { start } from './start.ts';
import { words } from './words.ts';

const flow = (name: string, version: number, run: Flow<never>): FlowDefinition => ({ name, version, run });

export const flows: FlowDefinition[] = [
  flow('menu', 1, menu),
  flow('start', 1, start),
  flow('words', 1, words),
  flow('language', 1, language),
  flow('rooms', 2, rooms),
  flow('shop', 3, shop),
  flow('product', 1, product),
  flow('order-lines', 1, orderLines),
  flow('place-lines', 1, placeLines),
  flow('prices', 1, prices),
  flow('history', 1, history),
  flow('orders', 1, orders),
  flow('order', 1, order),
  flow('check-payment', 1, checkPayment),
  flow('renew-payment', 1, renewPayment),
  flow('resend-goods', 1, resendGoods),
  flow('change-dates', 1, changeDates),
  flow('alternatives', 1, otherRooms),
  flow('pay-charge', 1, payCharge),
  flow('decline-charge', 1, declineCharge),
  flow('test-provider', 1, testProvider),
  flow('cancel', 1, cancel),
  flow('help', 1, help),
  flow('human', 1, human),
  flow('relay-take', 1, relayTake),
  flow('relay-end', 1, relayEnd),
  flow('claim', 1, claim),
  flow('persona', 1, persona),
  flow('queue', 1, queue),
  flow('queues', 1, queues),
  flow('why', 1, why),
  flow('report', 1, report),
];

/** Every conversation by name. Raise a version when the order or the names of its questions change. */
import type { Flow, FlowDefinition } from '../port.ts';
import { auditLog } from './audit.ts';
import { balance, remind } from './balance.ts';
import { cancel } from './cancel.ts';
import { declineCharge, payCharge, testProvider } from './charges.ts';
import { heldPrices } from './held-prices.ts';
import { help, human } from './help.ts';
import { history } from './history.ts';
import { language } from './language.ts';
import { menu } from './menu.ts';
import { checkPayment, renewPayment, resendGoods } from './order-acts.ts';
import { orderLines } from './order-lines.ts';
import { order, orders } from './orders.ts';
import { ownerCase } from './owner-cases.ts';
import { parkedChoice, refundChoice, refundTo } from './own-money.ts';
import { claim, persona, queue, queues, why } from './owner.ts';
import { otherRooms } from './other-rooms.ts';
import { pin } from './pin.ts';
import { placeLines } from './place-lines.ts';
import { priceList } from './price-list.ts';
import { prices } from './prices.ts';
import { productPause, productSell } from './product-pause.ts';
import { product } from './product.ts';
import { providerAdd } from './provider-add.ts';
import { providerTry } from './provider-try.ts';
import { providerWays } from './provider-ways.ts';
import { provider, providers, webhookNews } from './providers.ts';
import { changeDates } from './rebook.ts';
import { relayEnd, relayTake } from './relay.ts';
import { brief } from './brief.ts';
import { report } from './report.ts';
import { resellerJoin } from './reseller-join.ts';
import { approve, refuse, reseller, resellers } from './resellers.ts';
import { rooms } from './rooms.ts';
import { rungs } from './rungs.ts';
import { shop } from './shop.ts';
import { staff, staffLeave } from './staff.ts';
import { staffInvite, staffJoin } from './staff-invite.ts';
import { staffLimits } from './staff-limits.ts';
import { staffPin } from './staff-pin.ts';
import { start } from './start.ts';
import { deadJob } from './stuck-jobs.ts';
import { webhook, webhooks } from './stuck-webhooks.ts';
import { statement } from './statement.ts';
import { topUp } from './top-up.ts';
import { listApply, listKeep, suppliers, sync } from './suppliers.ts';
import { words } from './words.ts';

const flow = (name: string, version: number, run: Flow<never>): FlowDefinition => ({ name, version, run });

export const flows: FlowDefinition[] = [
  flow('menu', 1, menu),
  flow('start', 1, start),
  flow('words', 1, words),
  flow('language', 1, language),
  flow('rooms', 4, rooms),
  flow('shop', 3, shop),
  flow('order-lines', 1, orderLines),
  flow('place-lines', 2, placeLines),
  flow('price-list', 1, priceList),
  flow('history', 1, history),
  flow('product', 4, product),
  flow('orders', 1, orders),
  flow('order', 1, order),
  flow('check-payment', 1, checkPayment),
  flow('renew-payment', 2, renewPayment),
  flow('resend-goods', 1, resendGoods),
  flow('change-dates', 1, changeDates),
  flow('alternatives', 1, otherRooms),
  flow('pay-charge', 1, payCharge),
  flow('decline-charge', 1, declineCharge),
  flow('test-provider', 1, testProvider),
  flow('pay-rest', 1, parkedChoice('rest')),
  flow('take-parked', 1, parkedChoice('refund')),
  flow('keep-parked', 1, parkedChoice('keep')),
  flow('take-refund', 1, refundChoice('refund')),
  flow('keep-refund', 1, refundChoice('keep')),
  flow('refund-to', 1, refundTo),
  flow('case', 1, ownerCase),
  flow('cancel', 1, cancel),
  flow('help', 1, help),
  flow('human', 1, human),
  flow('relay-take', 1, relayTake),
  flow('relay-end', 1, relayEnd),
  flow('balance', 1, balance),
  flow('remind', 1, remind),
  flow('topup', 2, topUp),
  flow('statement', 1, statement),
  flow('pin', 1, pin),
  flow('reseller-join', 1, resellerJoin),
  flow('resellers', 1, resellers),
  flow('reseller', 1, reseller),
  flow('reseller-approve', 1, approve),
  flow('reseller-refuse', 1, refuse),
  flow('prices', 1, prices),
  flow('staff', 1, staff),
  flow('staff-invite', 1, staffInvite),
  flow('staff-join', 1, staffJoin),
  flow('staff-leave', 1, staffLeave),
  flow('staff-limits', 1, staffLimits),
  flow('staff-pin', 1, staffPin),
  flow('audit', 1, auditLog),
  flow('claim', 1, claim),
  flow('persona', 1, persona),
  flow('queue', 1, queue),
  flow('dead-job', 1, deadJob),
  flow('webhooks', 1, webhooks),
  flow('webhook', 1, webhook),
  flow('queues', 1, queues),
  flow('why', 1, why),
  flow('brief', 1, brief),
  flow('report', 1, report),
  flow('suppliers', 1, suppliers),
  flow('sync', 1, sync),
  flow('provider-add', 1, providerAdd),
  flow('provider-try', 1, providerTry),
  flow('providers', 1, providers),
  flow('provider', 1, provider),
  flow('provider-ways', 1, providerWays),
  flow('webhook-news', 1, webhookNews),
  flow('list-apply', 1, listApply),
  flow('list-keep', 1, listKeep),
  flow('held-prices', 1, heldPrices),
  flow('product-pause', 1, productPause),
  flow('product-sell', 1, productSell),
  flow('rungs', 1, rungs),
];

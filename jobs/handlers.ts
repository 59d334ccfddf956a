/**
 * Which use case works off which job. The table must name every job of commerce/ports/jobs.ts, or it does not compile.
 * Handlers are repeatable: each reads the state again and does nothing when its work is done.
 */
import { sendMorningBriefs } from '../commerce/brief/morning.ts';
import { remindCase } from '../commerce/cases/remind-case.ts';
import { sweepRelays } from '../commerce/chat/relay.ts';
import { runSync } from '../commerce/catalogue/sync/run-sync.ts';
import type { Core } from '../commerce/core.ts';
import { checkPurchase } from '../commerce/fulfilment/check-purchase.ts';
import { expireCharge } from '../commerce/fulfilment/expire-charge.ts';
import { runFulfilment } from '../commerce/fulfilment/run-fulfilment.ts';
import { probeSupplier } from '../commerce/fulfilment/supplier-pause.ts';
import { expireOrder } from '../commerce/order/expire-order.ts';
import { cancelPayment } from '../commerce/payment/cancel-payment.ts';
import { sendCharge } from '../commerce/payment/charge.ts';
import { confirmLater, pollPayment } from '../commerce/payment/check-payment.ts';
import { createPayment } from '../commerce/payment/create-payment.ts';
import { deliverAlerts } from '../commerce/people/deliver-alerts.ts';
import type { JobHandlers, JobVerdict } from '../commerce/ports/jobs.ts';
import { makeRounds } from '../commerce/provider/supplier-rounds.ts';
import { watchDeposit } from '../commerce/provider/watch-deposit.ts';
import { payRefund } from '../commerce/refund/pay-refund.ts';
import { remindRefund } from '../commerce/refund/remind.ts';
import { issueKey } from '../commerce/stay/issue-key.ts';
import { openNights } from '../commerce/stay/open-nights.ts';
import { revokeKey } from '../commerce/stay/revoke-key.ts';
import { clearOld } from '../commerce/upkeep/clear-old.ts';
import { processWebhook } from '../commerce/webhook/process-webhook.ts';

const SWEEP_EVERY_MS = 15_000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What jobs do for rings they do not know. */
export interface Chores {
  sweepDialogs(): Promise<unknown>;
  renewKeys(): Promise<void>;
  makeBackup(): Promise<JobVerdict>;
}

export function createHandlers(core: Core, chores: Chores): JobHandlers {
  return {
    'payment.create': (payload) => createPayment(core, payload),
    'payment.check': (payload) => pollPayment(core, payload),
    'payment.confirm': (payload) => confirmLater(core, payload),
    'payment.charge': (payload) => sendCharge(core, payload),
    'payment.cancel': (payload) => cancelPayment(core, payload),
    'refund.pay': (payload) => payRefund(core, payload),
    'refund.remind': (payload) => remindRefund(core, payload),
    'case.remind': (payload) => remindCase(core, payload),
    'order.expire': (payload) => expireOrder(core, payload),
    'webhook.process': (payload) => processWebhook(core, payload),
    'fulfilment.run': (payload) => runFulfilment(core, payload),
    'fulfilment.check': (payload) => checkPurchase(core, payload),
    'supplier.probe': (payload) => probeSupplier(core, payload),
    'charge.expire': (payload) => expireCharge(core, payload),
    'key.issue': (payload) => issueKey(core, payload),
    'key.revoke': (payload) => revokeKey(core, payload),
    'alerts.deliver': () => deliverAlerts(core),
    'supplier.sync': (payload) => runSync(core, payload),
    'supplier.balance': (payload) => watchDeposit(core, payload),
    'supplier.rounds': () => makeRounds(core),
    async 'chat.sweep'() {
      await chores.sweepDialogs();
      await sweepRelays(core);
      return { againAt: core.clock.now() + SWEEP_EVERY_MS };
    },
    async 'daily.upkeep'() {
      await chores.renewKeys();
      await openNights(core);
      return { againAt: core.clock.now() + DAY_MS };
    },
    'retention.clear': () => clearOld(core),
    'brief.send': () => sendMorningBriefs(core),
    'backup.make': () => chores.makeBackup(),
  };
}

/** The `refund.remind` job: asks the payer again for an account. After the last time the owner is told to reach them. */
import type { Core } from '../core.ts';
import { noDestinationAlert } from '../notices/owner-refund.ts';
import { remindDestinationScreen } from '../notices/refund.ts';
import { tellBuyer, tellOwner } from '../notices/send.ts';
import type { JobVerdict } from '../ports/jobs.ts';
import { mustWin } from '../ports/unit-of-work.ts';

export async function remindRefund(core: Core, { refundId }: { refundId: string }): Promise<JobVerdict> {
  return core.uow.run('refund.remind', async (stores) => {
    const refund = await stores.payments.refund(refundId);
    const order = refund ? await stores.orders.get(refund.orderId) : null;
    if (!refund || !order || refund.endedAt !== null || refund.destinationSealed !== null) return undefined;
    if (refund.reminders >= core.settings.refundReminders) {
      const alert = noDestinationAlert(order, refund);
      await tellOwner(core, stores, order.environment, `refund-silent:${refund.id}`, alert);
      return undefined;
    }
    const reminders = refund.reminders + 1;
    mustWin(await stores.payments.updateRefund(refund.id, refund.version, { reminders }), refund.reference);
    const screen = remindDestinationScreen(order, refund);
    await tellBuyer(core, stores, order, `refund-where:${reminders}:${refund.id}`, screen);
    return { againAt: core.clock.now() + core.settings.refundRemindMs };
  });
}

/**
 * The `case.remind` job: parked money whose payer may choose what becomes of it. One reminder half-way; in the end it is
 * given back, because money nobody decides about is still the payer's.
 */
import { systemActor } from '../audit.ts';
import type { Core } from '../core.ts';
import { parkedAgainScreen } from '../notices/parked.ts';
import { tellBuyer } from '../notices/send.ts';
import { zoneOf } from '../order/view.ts';
import type { ReviewCase } from '../payment/model.ts';
import type { JobVerdict } from '../ports/jobs.ts';
import type { Stores } from '../ports/stores/index.ts';
import { closeCase } from './close-case.ts';
import { payerChoices } from './payer-choices.ts';
import { decisionNamed } from './table.ts';

export async function remindCase(core: Core, { caseId }: { caseId: string }): Promise<JobVerdict> {
  return core.uow.run('case.remind', async (stores) => {
    const seen = await stores.reviews.get(caseId);
    if (seen?.orderId) await stores.orders.lock(seen.orderId);
    const row = await stores.reviews.get(caseId);
    if (!row || row.state !== 'open') return undefined;
    const endsAt = row.openedAt + core.settings.parkedChoiceMs;
    if (core.clock.now() >= endsAt) return giveBack(core, stores, row);
    const order = row.orderId ? await stores.orders.get(row.orderId) : null;
    if (!order) return undefined;
    const zone = await zoneOf(stores, await stores.orders.lines(order.id));
    const screen = parkedAgainScreen(order, row, payerChoices({ row, order }), endsAt, zone);
    await tellBuyer(core, stores, order, `parked-again:${row.id}`, screen);
    return { againAt: endsAt };
  });
}

async function giveBack(core: Core, stores: Stores, row: ReviewCase): Promise<undefined> {
  const order = row.orderId ? await stores.orders.get(row.orderId) : null;
  const refund = decisionNamed({ row, order }, 'refund');
  if (!order || !refund) return;
  const actor = systemActor(order.environment);
  await closeCase(core, stores, actor, row, 'refund: nobody decided in time');
  await refund.carryOut({ core, stores, actor, row, order, reason: '', serial: null });
}

/** When the first reminder is due. */
export async function remindLater(core: Core, stores: Stores, row: Pick<ReviewCase, 'id' | 'openedAt'>): Promise<void> {
  await stores.jobs.add(
    {
      name: 'case.remind',
      payload: { caseId: row.id },
      dedupeKey: `case.remind:${row.id}`,
      runAt: row.openedAt + Math.floor(core.settings.parkedChoiceMs / 2),
    },
    core.clock.now(),
  );
}

/** The `fulfilment.run` job: delivers one unit of a paid order, by the kind of thing it is. */
import { payBill } from '../bill/pay-bill.ts';
import type { Core } from '../core.ts';
import type { JobVerdict } from '../ports/jobs.ts';
import { deliverStockCode } from './deliver-stock-code.ts';
import { isFinal } from './machine.ts';
import { confirmStay } from '../stay/confirm-stay.ts';
import { runSupplement } from './run-supplement.ts';
import { submitPurchase } from './submit-purchase.ts';

export async function runFulfilment(core: Core, { fulfilmentId }: { fulfilmentId: string }): Promise<JobVerdict> {
  const fulfilment = await core.uow.read.fulfilments.get(fulfilmentId);
  if (!fulfilment || isFinal(fulfilment.state)) return;
  if (fulfilment.kind === 'stock_code') return deliverStockCode(core, fulfilmentId);
  if (fulfilment.kind === 'room_night') return confirmStay(core, fulfilmentId);
  if (fulfilment.kind === 'supplement') return runSupplement(core, fulfilmentId);
  if (fulfilment.kind === 'bill') return payBill(core, fulfilmentId);
  return submitPurchase(core, fulfilmentId);
}

/** The order's money is on hold: one fulfilment per unit and a job for each. Runs in the transaction that took the hold. */
import { openDeployment } from '../deployment/open-deployment.ts';
import type { Core } from '../core.ts';
import type { Order, OrderLine } from '../order/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import type { Fulfilment } from './model.ts';

export async function startFulfilment(
  core: Core,
  stores: Stores,
  order: Order,
  lines: readonly OrderLine[],
): Promise<void> {
  const now = core.clock.now();
  const rows: Fulfilment[] = lines.flatMap((line) => {
    const units = line.kind === 'room_night' ? 1 : line.qty;
    return Array.from({ length: units }, (_, index) => newFulfilment(core, order, line, index + 1, now));
  });
  await stores.fulfilments.insert(rows);
  for (const row of rows) {
    const line = row.kind === 'deployment' ? lines.find(({ id }) => id === row.lineId) : undefined;
    if (line) await openDeployment(core, stores, order, line, row);
    await stores.jobs.add(
      { name: 'fulfilment.run', payload: { fulfilmentId: row.id }, dedupeKey: `fulfilment.run:${row.id}` },
      now,
    );
  }
}

const newFulfilment = (core: Core, order: Order, line: OrderLine, unit: number, now: number): Fulfilment => ({
  id: core.ids.uuid(),
  orderId: order.id,
  lineId: line.id,
  kind: line.kind,
  unit,
  state: 'queued',
  version: 1,
  attempt: 0,
  checkCount: 0,
  nextCheckAt: null,
  serialSealed: null,
  note: '',
  createdAt: now,
  finishedAt: null,
});

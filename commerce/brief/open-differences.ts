/**
 * Every difference becomes a case, so that it is decided where all is decided: with the same buttons, once, and with an
 * audit row. One that has a case keeps it; one that was decided is not asked about again.
 */
import type { Core } from '../core.ts';
import type { Environment } from '../environment.ts';
import type { Stores } from '../ports/stores/index.ts';
import type { Difference, Brief } from './model.ts';
import { differenceKey } from './differences.ts';
import { casesOf, makeBrief, type Day } from './make-brief.ts';

/** More than that in one go are left for the next brief. */
const MAX_OPENED = 500;

/** The brief of a day, its differences as cases among the others. */
export async function briefWithCases(core: Core, environment: Environment, day: Day): Promise<Brief> {
  const brief = await makeBrief(core, environment, day);
  if (brief.differences.length === 0) return brief;
  await core.uow.run('brief.differences', async (stores) => {
    for (const one of brief.differences.slice(0, MAX_OPENED)) {
      const orderId = 'orderId' in one ? one.orderId : null;
      // What a person decides already is not asked twice.
      if (orderId && (await stores.reviews.ofOrder(orderId)).some(({ state }) => state === 'open')) continue;
      await stores.reviews.open({
        id: core.ids.uuid(),
        kind: 'difference',
        environment,
        orderId,
        paymentId: null,
        fulfilmentId: one.what === 'undelivered' ? await waitingUnit(stores, one.orderId) : null,
        amountIdr: one.amountIdr,
        detail: detailOf(one, brief.date),
        state: 'open',
        resolution: null,
        openedAt: one.since,
        resolvedAt: null,
        resolvedBy: null,
        parkedIdr: 0,
        dedupeKey: differenceKey(one, brief.date),
      });
    }
  });
  return { ...brief, cases: await casesOf(core.uow.read, environment) };
}

/** The unit that could be given back: one that no supplier has yet. */
async function waitingUnit(stores: Stores, orderId: string): Promise<string | null> {
  const units = await stores.fulfilments.ofOrder(orderId);
  return units.find(({ state }) => state === 'queued' || state === 'scheduled')?.id ?? null;
}

const detailOf = (one: Difference, date: string): string =>
  'orderId' in one ? one.what : `${one.what} ${one.name} ${date}`;

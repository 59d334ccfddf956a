/** Clearing away what is old. Everything of a kind at once: a table in memory needs no batches. */
import type { ClearedKind, NeededWebhooks, RetentionStore } from '../../../commerce/ports/stores/retention.ts';
import { joined, type AllRows } from '../tables.ts';
import type { MakeStore } from './support.ts';

/** A case that names no order may be about anything since a day before it was opened. */
const UNNAMED_MS = 86_400_000;

export const createRetentionStore: MakeStore<RetentionStore> = (rows) => ({
  neededWebhooks: async () => neededWebhooks(rows),
  async clear(kind, before, _from, needed) {
    return { deleted: CLEAR[kind](rows, before, needed), next: null };
  },
});

/** Each takes away what may go and says how many it were. */
const CLEAR: Record<ClearedKind, (rows: AllRows, before: number, needed: NeededWebhooks) => number> = {
  webhooks: ({ webhooks }, before, needed) => {
    const old = webhooks.all().filter((row) => {
      if (row.receivedAt >= before) return false;
      if (row.verdict === 'refused' || row.verdict === 'unknown') return true;
      const since = Math.min(needed.sinceAll ?? Infinity, needed.since[row.providerId ?? ''] ?? Infinity);
      return (row.verdict !== 'accepted' || row.processedAt !== null) && row.receivedAt < since;
    });
    return old.filter((row) => webhooks.remove(row.id)).length;
  },
  inbox: ({ inbox }, before) =>
    inbox.all().filter((row) => row.handledAt !== null && row.at < before && inbox.remove(row.id)).length,
  jobs: ({ jobs }, before) =>
    jobs.group('state', 'done').filter((job) => (job.finishedAt ?? before) < before && jobs.remove(job.id)).length,
  calls: ({ calls }, before) => calls.all().filter((row) => row.createdAt < before && calls.remove(row.id)).length,
  answers: ({ answers }, before) => answers.all().filter((row) => row.at < before && answers.remove(row.key)).length,
  links: ({ claimCodes, loginLinks }, before) => {
    for (const row of claimCodes.all())
      if (row.expiresAt < before && row.usedAt === null) claimCodes.remove(row.fingerprint);
    return loginLinks.all().filter((row) => row.expiresAt < before && loginLinks.remove(row.fingerprint)).length;
  },
  journal: ({ dialogs, dialogJournal }, before) =>
    dialogJournal
      .all()
      .filter(
        (row) =>
          madeBefore(row.dialogId, before) &&
          !dialogs.get(row.dialogId) &&
          dialogJournal.remove(joined(row.dialogId, row.key)),
      ).length,
};

/** Ids begin with the instant they were made. */
const madeBefore = (id: string, instant: number): boolean =>
  Number.parseInt(id.replace('-', '').slice(0, 12), 16) < instant;

function neededWebhooks({ orders, cases, payments, fulfilments, attempts }: AllRows): NeededWebhooks {
  const open = cases.group('state', 'open');
  const wanted = new Set([
    ...orders.group('state', 'paid').map((order) => order.id),
    ...open.map((row) => row.orderId),
  ]);
  const named = new Set(open.flatMap((row) => [row.paymentId, row.fulfilmentId]));
  const since: Record<string, number> = {};
  const keep = (providerId: string, at: number) => {
    since[providerId] = Math.min(since[providerId] ?? Infinity, at);
  };
  for (const payment of payments.all())
    if (wanted.has(payment.orderId) || named.has(payment.id)) keep(payment.providerId, payment.createdAt);
  for (const row of fulfilments.all()) {
    if (!wanted.has(row.orderId) && !named.has(row.id)) continue;
    for (const attempt of attempts.group('fulfilment', row.id)) keep(attempt.providerId, attempt.submittedAt);
  }
  const unnamed = open.filter((row) => row.orderId === null && row.paymentId === null && row.fulfilmentId === null);
  const first = Math.min(...unnamed.map((row) => row.openedAt));
  return { since, sinceAll: Number.isFinite(first) ? first - UNNAMED_MS : null };
}

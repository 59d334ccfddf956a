/** Clearing away what is old, so many rows at a time. What stays is not counted, so it is never in the way. */
import type { ClearedKind, NeededWebhooks, RetentionStore } from '../../../commerce/ports/stores/retention.ts';
import { joined, type AllRows } from '../tables.ts';
import type { MakeStore } from './support.ts';

const BATCH = 200;
/** A case that names no order may be about anything since a day before it was opened. */
const UNNAMED_MS = 86_400_000;

export const createRetentionStore: MakeStore<RetentionStore> = (rows) => ({
  neededWebhooks: async () => neededWebhooks(rows),
  async clear(kind, before, _from, needed) {
    const gone = MAY_GO[kind](rows, before, needed).slice(0, BATCH);
    for (const { table, key } of gone) rows[table].remove(key);
    return { deleted: gone.length, next: gone.length < BATCH ? null : 'more' };
  },
});

type Gone = { table: keyof AllRows; key: string };
const allOf = <R>(table: keyof AllRows, rows: readonly R[], key: (row: R) => string): Gone[] =>
  rows.map((row) => ({ table, key: key(row) }));
const byId = (row: { id: string }): string => row.id;

const MAY_GO: Record<ClearedKind, (rows: AllRows, before: number, needed: NeededWebhooks) => Gone[]> = {
  webhooks: ({ webhooks }, before, needed) => {
    const old = webhooks.all().filter((row) => {
      if (row.receivedAt >= before) return false;
      if (row.verdict === 'refused' || row.verdict === 'unknown') return true;
      const since = Math.min(needed.sinceAll ?? Infinity, needed.since[row.providerId ?? ''] ?? Infinity);
      return (row.verdict !== 'accepted' || row.processedAt !== null) && row.receivedAt < since;
    });
    return allOf('webhooks', old, byId);
  },
  inbox: ({ inbox }, before) => {
    const old = inbox.all().filter((row) => row.handledAt !== null && row.at < before);
    return allOf('inbox', old, byId);
  },
  jobs: ({ jobs }, before) => {
    const old = jobs.group('state', 'done').filter((job) => (job.finishedAt ?? before) < before);
    return allOf('jobs', old, byId);
  },
  bills: ({ bills }, before) => {
    const old = bills.all().filter((row) => row.lineId === null && row.expiresAt < before);
    return allOf('bills', old, byId);
  },
  outcomes: ({ outcomes }, before) => {
    const old = outcomes.all().filter((row) => row.at < before);
    return allOf('outcomes', old, (row) => joined(row.attemptId, row.kind));
  },
  calls: ({ calls }, before) => {
    const old = calls.all().filter((row) => row.createdAt < before);
    return allOf('calls', old, byId);
  },
  answers: ({ answers }, before) => {
    const old = answers.all().filter((row) => row.at < before);
    return allOf('answers', old, (row) => row.key);
  },
  links({ claimCodes, loginLinks }, before) {
    const codes = claimCodes.all().filter((row) => row.expiresAt < before && row.usedAt === null);
    const links = loginLinks.all().filter((row) => row.expiresAt < before);
    return [
      ...allOf('claimCodes', codes, (row) => row.fingerprint),
      ...allOf('loginLinks', links, (row) => row.fingerprint),
    ];
  },
  files: ({ files }, before) => {
    const old = files.all().filter((row) => row.createdAt < before);
    return allOf('files', old, byId);
  },
  journal({ dialogs, dialogJournal }, before) {
    const old = dialogJournal.all().filter((row) => madeBefore(row.dialogId, before) && !dialogs.get(row.dialogId));
    return allOf('dialogJournal', old, (row) => joined(row.dialogId, row.key));
  },
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

/** The audit trail, settings, how much waits, what may be cleared away, and leases by name. */
import type {
  AuditRow,
  AuditSearch,
  AuditStore,
  BacklogStore,
  SettingsStore,
} from '../../../commerce/ports/stores/admin.ts';
import type { Stores } from '../../../commerce/ports/stores/index.ts';
import type { LeaseStore } from '../../../commerce/ports/stores/leases.ts';
import type { AllRows } from '../tables.ts';
import { createRetentionStore } from './retention.ts';
import { newestFirst, type MakeStore } from './support.ts';

export const createAdminStores: MakeStore<Stores['admin']> = (rows, deps) => ({
  audit: auditStore(rows),
  settings: settingsStore(rows),
  backlog: backlogStore(rows),
  retention: createRetentionStore(rows, deps),
});

const auditStore = ({ audit }: AllRows): AuditStore => ({
  async append(row) {
    audit.insert(row);
  },
  async latest(limit, subject) {
    const found = subject === undefined ? audit.all() : audit.group('subject', subject);
    return found.sort(newestFirst((row) => row.at)).slice(0, limit);
  },
  search: async (search, limit) =>
    audit
      .all()
      .filter((row) => fits(row, search))
      .sort(newestFirst((row) => row.at))
      .slice(0, limit),
});

function fits(row: AuditRow, { personIds, subjects, acts, from, to, byStaff, before }: AuditSearch): boolean {
  if (personIds && !(row.personId !== null && personIds.includes(row.personId))) return false;
  if (subjects && !subjects.includes(row.subject)) return false;
  if (acts && !acts.some((act) => row.action.startsWith(act))) return false;
  if (from !== undefined && row.at < from) return false;
  if (to !== undefined && row.at >= to) return false;
  if (byStaff && row.role === null && row.via !== 'cli') return false;
  return !before || row.at < before.at || (row.at === before.at && row.id < before.id);
}

const settingsStore = ({ settings }: AllRows): SettingsStore => ({
  // Writers queue anyway.
  lockShop: async () => {},
  all: async () => Object.fromEntries(settings.all().map(({ key, value }) => [key, value])),
  get: async (key) => settings.get(key)?.value ?? null,
  async set(key, value) {
    if (!settings.update(key, { value })) settings.insert({ key, value });
  },
});

const backlogStore = ({ jobs, outgoing, inbox, cases, payments }: AllRows): BacklogStore => ({
  async now(now, paymentsSince) {
    const ready = jobs.group('state', 'ready');
    const due = ready.filter((job) => job.runAt <= now);
    const messages = outgoing.all();
    return {
      jobsDue: due.length,
      jobsWaiting: ready.length - due.length,
      jobsRunning: jobs.count('state', 'running'),
      oldestDueMs: due.length === 0 ? 0 : now - Math.min(...due.map((job) => job.runAt)),
      outgoingWaiting: messages.filter((row) => row.state === 'waiting' || row.state === 'sending').length,
      outgoingFailed: messages.filter((row) => row.state === 'failed').length,
      inboxUnhandled: inbox.count('waiting', 'all'),
      reviewsOpen: cases.count('state', 'open'),
      paymentsPending: payments
        .all()
        .filter(({ state, createdAt }) => createdAt >= paymentsSince && OPEN_PAYMENTS.has(state)).length,
    };
  },
});

const OPEN_PAYMENTS: ReadonlySet<string> = new Set(['creating', 'pending', 'challenge']);

export const createLeaseStore: MakeStore<LeaseStore> = ({ leases }) => {
  const isHeld = (name: string, fence: number): boolean => {
    const lease = leases.get(name);
    return lease?.fence === fence && lease.owner !== null;
  };
  return {
    async take(name, owner, now, until) {
      const lease = leases.get(name);
      if (!lease) leases.insert({ name, owner, until, fence: 1 });
      if (!lease) return 1;
      if (lease.owner !== null && lease.until > now) return null;
      leases.update(name, { owner, until, fence: lease.fence + 1 });
      return lease.fence + 1;
    },
    async extend(name, fence, until) {
      return isHeld(name, fence) && leases.update(name, { until });
    },
    holds: async (name, fence) => isHeld(name, fence),
    async release(name, fence) {
      if (isHeld(name, fence)) leases.update(name, { owner: null });
    },
    async releaseAbandoned() {
      for (const { name } of leases.all()) leases.update(name, { owner: null });
    },
  };
};

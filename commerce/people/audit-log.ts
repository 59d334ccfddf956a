/**
 * Who did what, newest first, as the owner reads it: found by person, order, kind of act or day. An entry says what it
 * was about in words a sentence can use (a code, a name, an amount), looked up now; the row itself is never shown, so
 * nothing a detail may contain gets into a chat but what is picked here.
 */
import type { Answer } from '../app.ts';
import type { AuditAct } from '../audit-acts.ts';
import type { Core } from '../core.ts';
import { normaliseCode } from '../order/own-order.ts';
import type { AuditRow, AuditSearch } from '../ports/stores/admin.ts';
import type { Stores } from '../ports/stores/index.ts';
import { answering, Refused } from '../refusal.ts';
import { addDays, DEFAULT_ZONE, instantOf, isDate } from '../stay/local-time.ts';
import { aboutOf, type AuditAbout } from './audit-about.ts';
import type { Actor } from './model.ts';
import { requireLastingRight } from './rights.ts';
import type { StaffRole } from './team.ts';

export interface AuditQuery {
  orderCode?: string;
  /** Part of a name. */
  person?: string;
  /** What acts begin with, such as `provider.`. */
  acts?: string[];
  /** `YYYY-MM-DD` on the shop's clock. */
  day?: string;
  before?: AuditPage['next'];
}

export interface AuditEntry extends AuditAbout {
  id: string;
  at: number;
  act: AuditAct;
  via: Actor['via'];
  /** Null: no person did it. */
  by: { name: string; role: StaffRole | null } | null;
}

export interface AuditPage {
  entries: AuditEntry[];
  /** Where the next page begins; null on the last one. */
  next: { at: number; id: string } | null;
}

const PAGE = 8;
const MAX_PERSONS = 50;

/** Refuses with `not_found` and `what` where the order or the person is not known. */
export async function auditLog(core: Core, actor: Actor, query: AuditQuery): Promise<Answer<{ page: AuditPage }>> {
  return answering(async () => {
    const stores = core.uow.read;
    await requireLastingRight(stores, actor, 'auditLog');
    const rows = await stores.admin.audit.search(await searchOf(stores, query), PAGE + 1);
    const shown = rows.slice(0, PAGE);
    const last = rows.length > PAGE ? shown.at(-1) : undefined;
    const entries: AuditEntry[] = [];
    for (const row of shown) entries.push(await entryOf(stores, row));
    return { ok: true as const, page: { entries, next: last ? { at: last.at, id: last.id } : null } };
  });
}

/** Without an order to ask about, what customers and jobs did would bury what the staff did. */
async function searchOf(stores: Stores, { orderCode, person, acts, day, before }: AuditQuery): Promise<AuditSearch> {
  const search: AuditSearch = {
    byStaff: orderCode === undefined,
    ...(acts ? { acts } : {}),
    ...(before ? { before } : {}),
  };
  if (orderCode !== undefined) search.subjects = await subjectsOf(stores, orderCode);
  if (person !== undefined) {
    const found = await stores.people.named(person, MAX_PERSONS);
    if (found.length === 0) throw new Refused('not_found', { what: 'person' });
    search.personIds = found.map(({ id }) => id);
  }
  if (day !== undefined) {
    if (!isDate(day)) throw new Refused('bad_input', { field: 'day' });
    search.from = instantOf(day, '00:00', DEFAULT_ZONE);
    search.to = instantOf(addDays(day, 1), '00:00', DEFAULT_ZONE);
  }
  return search;
}

async function subjectsOf(stores: Stores, code: string): Promise<string[]> {
  const order = await stores.orders.byCode(normaliseCode(code));
  if (!order) throw new Refused('not_found', { what: 'order' });
  const cases = await stores.reviews.ofOrder(order.id);
  return [`orders:${order.id}`, ...cases.map(({ id }) => `review_cases:${id}`)];
}

async function entryOf(stores: Stores, row: AuditRow): Promise<AuditEntry> {
  const person = row.personId === null ? null : await stores.people.get(row.personId);
  return {
    id: row.id,
    at: row.at,
    // Written by this program only, which knows no other.
    act: row.action as AuditAct,
    via: row.via,
    by: row.personId === null ? null : { name: person?.name ?? '', role: row.role },
    ...(await aboutOf(stores, row)),
  };
}

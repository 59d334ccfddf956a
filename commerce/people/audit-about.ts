/**
 * What an act was about, in words a sentence can use. The rows say it in keys and in details meant for machines; of
 * those only what is named here is read, and what is free text (a reason somebody typed) is left where it is.
 */
import { DECISION_NAMES, type DecisionName } from '../cases/decision.ts';
import type { AuditRow } from '../ports/stores/admin.ts';
import type { Stores } from '../ports/stores/index.ts';

export interface AuditAbout {
  orderCode: string | null;
  amountIdr: number | null;
  /** Of the person, account, product or room. */
  name: string;
  /** One more word of the act: a role, a tier, a field, a kind of case. */
  word: string;
  /** Of two: the role from then on, the decision. */
  second: string;
}

type Known = Partial<AuditAbout>;
const NOTHING: AuditAbout = { orderCode: null, amountIdr: null, name: '', word: '', second: '' };

export async function aboutOf(stores: Stores, row: AuditRow): Promise<AuditAbout> {
  const [kind = '', ...rest] = row.subject.split(':');
  const bySubject = await SUBJECTS[kind]?.(stores, rest.join(':'));
  return { ...NOTHING, ...bySubject, ...detailOf(row) };
}

const SUBJECTS: Record<string, (stores: Stores, id: string) => Promise<Known>> = {
  async orders(stores, id) {
    const order = await stores.orders.get(id);
    return { orderCode: order?.code ?? null, amountIdr: order?.totalIdr ?? null };
  },
  async review_cases(stores, id) {
    const row = await stores.reviews.get(id);
    const order = row?.orderId ? await stores.orders.get(row.orderId) : null;
    return { orderCode: order?.code ?? null, amountIdr: row?.amountIdr ?? null };
  },
  async people(stores, id) {
    const shop = await stores.resellers.get(id);
    const person = await stores.people.get(id);
    return { name: person?.name ?? shop?.shopName ?? '' };
  },
  async providers(stores, id) {
    return { name: (await stores.providers.get(id))?.name ?? '' };
  },
  async products(stores, id) {
    const product = await stores.catalogue.product(id);
    return { name: product ? `${product.name} (${product.code})` : '' };
  },
  async room_types(stores, id) {
    return { name: (await stores.stays.roomType(id))?.name ?? '' };
  },
  async room_units(stores, id) {
    return { name: (await stores.stays.roomUnit(id))?.number ?? '' };
  },
  async relays(stores, id) {
    const relay = await stores.relays.get(id);
    const chat = relay ? await stores.chats.get(relay.guestChatId) : null;
    return { name: (chat && (await stores.people.get(chat.personId))?.name) ?? '' };
  },
  roles: async (_stores, role) => ({ word: role }),
};

const first = (detail: string): string => detail.split(' ', 1)[0] ?? '';

const amountIn = (value: unknown): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) ? value : null;

const wordIn = (value: unknown): string => (typeof value === 'string' ? value : '');

function jsonOf(detail: string): Record<string, unknown> {
  try {
    return JSON.parse(detail) as Record<string, unknown>;
  } catch {
    // Details are cut where they are long.
    return {};
  }
}

function detailOf({ action, detail }: AuditRow): Known {
  const given = DETAILS[action];
  return given ? given(detail) : {};
}

/** Of acts whose detail is read; all others are told by what they were about. */
const DETAILS: Record<string, (detail: string) => Known> = {
  'case.resolved': caseWords,
  'case.worked_on': caseWords,
  'stay.cancelled': (detail) => ({ amountIdr: /^\d+ /.test(`${detail} `) ? Number(first(detail)) : null }),
  'refund.chosen': (detail) => ({ word: detail.endsWith(' keep') ? 'keep' : 'refund' }),
  'report.sent': (detail) => ({ name: detail }),
  'statement.sent': (detail) => ({ name: detail }),
  'brief.sent': (detail) => ({ word: detail }),
  'stock.imported': (detail) => ({ word: first(detail) }),
  'price.set': (detail) => {
    const { tier, value } = jsonOf(detail);
    return { word: wordIn(tier), name: wordIn(value) };
  },
  'prices.decided': (detail) => ({ word: first(detail) === 'apply' ? 'apply' : 'keep' }),
  'offer.template': (detail) => ({ name: first(detail) }),
  'offer.joined': (detail) => ({ name: first(detail), word: detail.split(/[ ,]+/)[2] ?? '' }),
  'offer.separated': (detail) => ({ name: first(detail), word: detail.split(/[ ,]+/)[2] ?? '' }),
  'provider.added': (detail) => ({ second: first(detail), word: detail.split(' ')[1] ?? '' }),
  'provider.used': (detail) => ({ second: first(detail) }),
  'provider.rested': (detail) => ({ second: first(detail) }),
  // The account is gone; its short name is what is left.
  'provider.removed': (detail) => ({ name: first(detail) }),
  'provider.credential': (detail) => ({ word: detail.split(' ')[1] ?? '' }),
  'provider.tested': (detail) => ({ word: first(detail) === 'ok' ? 'ok' : 'failed' }),
  'reseller.active': (detail) => ({ word: detail.split(' ').at(-1) ?? '' }),
  'reseller.tier': (detail) => ({ word: wordIn(jsonOf(detail)['tier']) }),
  'reseller.credit': (detail) => ({ amountIdr: amountIn(jsonOf(detail)['amountIdr']) }),
  'reseller.daily_limit': (detail) => ({ amountIdr: amountIn(jsonOf(detail)['amountIdr']) }),
  'job.retried': (detail) => ({ name: detail }),
  'webhook.replayed': (detail) => ({ name: detail }),
  'staff.invited': (detail) => ({ word: detail }),
  'staff.invite_revoked': (detail) => ({ word: detail }),
  'staff.joined': (detail) => ({ word: detail }),
  'staff.left': (detail) => ({ word: detail }),
  'staff.revoked': (detail) => ({ word: detail }),
  'staff.role_changed': (detail) => ({ word: first(detail), second: detail.split(' ')[1] ?? '' }),
  'staff.limit_set': (detail) => ({ amountIdr: /^\d+$/.test(detail) ? Number(detail) : null }),
};

/** `KIND DECISION: reason`, or `KIND END` where a refund ended by itself. */
function caseWords(detail: string): Known {
  const [word = '', decision = ''] = detail.split(/[ :]+/);
  const second: DecisionName | undefined = DECISION_NAMES.find((name) => name === decision);
  return { word, second: second ?? '' };
}

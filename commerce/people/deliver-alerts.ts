/**
 * The `alerts.deliver` job: hands waiting alerts to the owners' chats. While nobody owns the shop they stay as rows.
 * Practice alerts also go to practice owners who are around; real ones never do.
 */
import type { Core } from '../core.ts';
import type { JobVerdict } from '../ports/jobs.ts';
import type { Screen } from '../ports/screen.ts';
import type { AlertRow } from '../ports/stores/people.ts';
import type { Stores } from '../ports/stores/index.ts';
import type { Role } from './model.ts';

const BATCH = 50;
/** A practice shop may have had many visitors playing owner; only the newest hear. */
const MAX_RECEIVERS = 20;
const STAFF_ROLES: readonly Role[] = ['owner', 'manager'];

export async function deliverAlerts(core: Core): Promise<JobVerdict> {
  const more = await core.uow.run('alerts.deliver', async (stores) => {
    const all = await staffChats(stores, STAFF_ROLES, true);
    // Nobody owns the shop, not even in practice: every sale comes by here and must not read all that waits.
    if (all.length === 0) return false;
    const real = await staffChats(stores, STAFF_ROLES, false);
    const waiting = await stores.people.waitingAlerts(BATCH);
    let delivered = 0;
    for (const alert of waiting) {
      const chatIds = alert.environment === 'practice' ? all : real;
      delivered += (await deliver(core, stores, alert, chatIds)) ? 1 : 0;
    }
    return delivered === BATCH;
  });
  return more ? { againAt: core.clock.now() } : undefined;
}

async function deliver(core: Core, stores: Stores, alert: AlertRow, chatIds: readonly string[]): Promise<boolean> {
  if (chatIds.length === 0) return false;
  const now = core.clock.now();
  const screen = JSON.parse(alert.screen) as Screen;
  await stores.outgoing.append(
    chatIds.map((chatId) => ({ chatId, screen, dedupeKey: `alert:${alert.id}:${chatId}` })),
    now,
  );
  return stores.people.markAlertDelivered(alert.id, now);
}

/** The chats in which people with one of the roles can be reached: the one each wrote in last. */
export async function staffChats(stores: Stores, roles: readonly Role[], includePractice: boolean): Promise<string[]> {
  const people = new Set<string>();
  for (const role of roles) {
    for (const grant of await stores.people.withRole(role)) {
      if (grant.scope === 'all' || includePractice) people.add(grant.personId);
    }
  }
  const chatIds: string[] = [];
  for (const personId of [...people].slice(-MAX_RECEIVERS)) {
    const chat = (await stores.chats.ofPerson(personId)).find((row) => row.blockedAt === null);
    if (chat) chatIds.push(chat.id);
  }
  return chatIds;
}

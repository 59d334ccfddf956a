/** Guests talking to a human. A guest's chat is in at most one open relay, a member of staff answers one at a time. */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { RelayRow } from '../../commerce/chat/model.ts';
import type { RelayStore } from '../../commerce/ports/stores/chat.ts';
import { prepared } from '../engine/prepared.ts';
import { fromRow, patchRow, toRow } from '../rows.ts';
import type { RelaysTable } from '../tables/chat.ts';
import type { Database } from '../tables/index.ts';
import type { StoreDeps } from './deps.ts';
import { changedOne } from './values.ts';
import { insertRow } from './by-key.ts';

export function createRelayStore(db: Kysely<Database>, _deps: StoreDeps): RelayStore {
  return { ...findMethods(db), ...changeMethods(db) };
}

/** In literals, word for word the condition of the index `relays_one_open`: engines match it by its text. */
const isOpen = sql<boolean>`state in ('waiting', 'active')`;

const openOf = prepared((db, guestChatId: string) =>
  db.selectFrom('relays').selectAll().where('guest_chat_id', '=', guestChatId).where(isOpen),
);

const activeOfStaff = prepared((db, staffChatId: string) =>
  db
    .selectFrom('relays')
    .selectAll()
    .where('staff_chat_id', '=', staffChatId)
    .where(sql<boolean>`state = 'active'`),
);

function findMethods(
  db: Kysely<Database>,
): Pick<RelayStore, 'get' | 'openOf' | 'activeOfStaffChat' | 'waiting' | 'silentSince'> {
  const relays = () => db.selectFrom('relays').selectAll();
  return {
    get: async (id) => orNull(await relays().where('id', '=', id).executeTakeFirst()),
    openOf: async (guestChatId) => orNull(await openOf.first(db, guestChatId)),
    activeOfStaffChat: async (staffChatId) => orNull(await activeOfStaff.first(db, staffChatId)),
    async waiting(limit) {
      const rows = await relays()
        .where(isOpen)
        .where('state', '=', 'waiting')
        .orderBy('opened_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(toRelay);
    },
    /** Active ones only: a guest nobody has answered yet stays in the queue however long it takes. */
    async silentSince(instant, limit) {
      const rows = await relays()
        .where(isOpen)
        .where('state', '=', 'active')
        .where('last_activity_at', '<=', instant)
        .orderBy('last_activity_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(toRelay);
    },
  };
}

function changeMethods(db: Kysely<Database>): Pick<RelayStore, 'insert' | 'update'> {
  return {
    /** Throws when the guest's chat has an open relay already. */
    async insert(relay) {
      await insertRow(db, 'relays', toRow(relay));
    },
    /** Also false when the staff chat would be in a second active relay. */
    async update(id, from, patch) {
      let query = db.updateTable('relays').set(patchRow(patch, PATCHED)).where('id', '=', id).where('state', '=', from);
      const staffChatId = patch.staffChatId;
      if (patch.state === 'active' && staffChatId) {
        query = query.where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('relays as other')
                .select('other.id')
                .where('other.staff_chat_id', '=', staffChatId)
                .where('other.state', '=', 'active')
                .where('other.id', '<>', id),
            ),
          ),
        );
      }
      return changedOne(await query.executeTakeFirst());
    },
  };
}

const PATCHED = ['state', 'staffPersonId', 'staffChatId', 'lastActivityAt'] as const;

const toRelay = (row: RelaysTable): RelayRow => fromRow<RelayRow>(row);

const orNull = (row: RelaysTable | undefined): RelayRow | null => (row ? toRelay(row) : null);

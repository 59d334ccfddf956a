/** The dialog a chat is in, with its replay log, and the journal of what a dialog did in the outside world. */
import type { Kysely } from 'kysely';
import type { DialogRow } from '../../commerce/chat/model.ts';
import type { DialogStore } from '../../commerce/ports/stores/chat.ts';
import { fromRow, toRow } from '../rows.ts';
import type { Database } from '../tables/index.ts';
import type { StoreDeps } from './deps.ts';

export function createDialogStore(db: Kysely<Database>, _deps: StoreDeps): DialogStore {
  return { ...dialogMethods(db), ...journalMethods(db) };
}

function dialogMethods(db: Kysely<Database>): Pick<DialogStore, 'ofChat' | 'save' | 'end' | 'expired'> {
  return {
    async ofChat(chatId) {
      const row = await db.selectFrom('dialogs').selectAll().where('chat_id', '=', chatId).executeTakeFirst();
      return row ? fromRow<DialogRow>(row) : null;
    },
    /** Throws when the chat is in another dialog: that one has to be ended first. */
    async save(dialog) {
      const row = toRow(dialog);
      await db
        .insertInto('dialogs')
        .values(row)
        .onConflict((c) => c.column('id').doUpdateSet(row))
        .execute();
    },
    async end(dialogId) {
      await db.deleteFrom('dialogs').where('id', '=', dialogId).execute();
      await db.deleteFrom('dialog_journal').where('dialog_id', '=', dialogId).execute();
    },
    async expired(now, limit) {
      const rows = await db
        .selectFrom('dialogs')
        .selectAll()
        .where('expires_at', '<=', now)
        .orderBy('expires_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map((row) => fromRow<DialogRow>(row));
    },
  };
}

function journalMethods(db: Kysely<Database>): Pick<DialogStore, 'journalGet' | 'journalPut' | 'journalOf'> {
  return {
    async journalGet(dialogId, key) {
      const row = await db
        .selectFrom('dialog_journal')
        .select('value')
        .where('dialog_id', '=', dialogId)
        .where('key', '=', key)
        .executeTakeFirst();
      return row ? row.value : null;
    },
    /** The first value stays: a replay must see what the first run saw. */
    async journalPut(dialogId, key, value) {
      await db
        .insertInto('dialog_journal')
        .values({ dialog_id: dialogId, key, value })
        .onConflict((c) => c.columns(['dialog_id', 'key']).doNothing())
        .execute();
    },
    async journalOf(dialogId) {
      return db
        .selectFrom('dialog_journal')
        .select(['key', 'value'])
        .where('dialog_id', '=', dialogId)
        .orderBy('key')
        .execute();
    },
  };
}

/** The dialog a chat is in, with its replay log, and the journal of what a dialog did in the outside world. */
import type { Kysely } from 'kysely';
import type { DialogRow } from '../../commerce/chat/model.ts';
import type { DialogStore } from '../../commerce/ports/stores/chat.ts';
import { prepared } from '../engine/prepared.ts';
import { fromRow, toRow } from '../rows.ts';
import type { Database } from '../tables/index.ts';
import type { StoreDeps } from './deps.ts';
import { insertRow, oneBy } from './by-key.ts';

export function createDialogStore(db: Kysely<Database>, _deps: StoreDeps): DialogStore {
  return { ...dialogMethods(db), ...journalMethods(db) };
}

const endDialog = prepared((db, id: string) => db.deleteFrom('dialogs').where('id', '=', id));
const endJournal = prepared((db, dialogId: string) =>
  db.deleteFrom('dialog_journal').where('dialog_id', '=', dialogId),
);

function dialogMethods(db: Kysely<Database>): Pick<DialogStore, 'ofChat' | 'save' | 'end' | 'expired'> {
  return {
    async ofChat(chatId) {
      const row = await oneBy(db, 'dialogs', { chat_id: chatId });
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
      await endDialog.run(db, dialogId);
      await endJournal.run(db, dialogId);
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
      return (await oneBy(db, 'dialog_journal', { dialog_id: dialogId, key }))?.value ?? null;
    },
    /** The first value stays: a replay must see what the first run saw. */
    async journalPut(dialogId, key, value) {
      await insertRow(db, 'dialog_journal', { dialog_id: dialogId, key, value }, ['dialog_id', 'key']);
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

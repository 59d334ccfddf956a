/** Dialogs with their journals, and guests talking to a human. */
import type { DialogStore, RelayStore } from '../../../commerce/ports/stores/chat.ts';
import { joined } from '../tables.ts';
import { by, orNull, patchOf, type MakeStore } from './support.ts';

export const createDialogStore: MakeStore<DialogStore> = ({ dialogs, dialogJournal }) => ({
  ofChat: async (chatId) => orNull(dialogs.by('chat', chatId)),
  async save(dialog) {
    if (!dialogs.update(dialog.id, dialog)) dialogs.insert(dialog);
  },
  async end(dialogId) {
    dialogs.remove(dialogId);
    for (const { key } of dialogJournal.group('dialog', dialogId)) dialogJournal.remove(joined(dialogId, key));
  },
  expired: async (now, limit) =>
    dialogs
      .all()
      .filter((dialog) => dialog.expiresAt <= now)
      .sort(
        by(
          (dialog) => dialog.expiresAt,
          (dialog) => dialog.id,
        ),
      )
      .slice(0, limit),
  journalGet: async (dialogId, key) => dialogJournal.get(joined(dialogId, key))?.value ?? null,
  /** The first value stays: a replay must see what the first run saw. */
  async journalPut(dialogId, key, value) {
    dialogJournal.insertUnless({ dialogId, key, value });
  },
  journalOf: async (dialogId) =>
    dialogJournal
      .group('dialog', dialogId)
      .sort(by((row) => row.key))
      .map(({ key, value }) => ({ key, value })),
});

const PATCHED = ['state', 'staffPersonId', 'staffChatId', 'lastActivityAt'] as const;

export const createRelayStore: MakeStore<RelayStore> = ({ relays }) => ({
  async insert(relay) {
    relays.insert(relay);
  },
  get: async (id) => orNull(relays.get(id)),
  openOf: async (guestChatId) => orNull(relays.by('open', guestChatId)),
  activeOfStaffChat: async (staffChatId) => orNull(relays.by('active', staffChatId)),
  waiting: async (limit) =>
    relays
      .group('state', 'waiting')
      .sort(
        by(
          (relay) => relay.openedAt,
          (relay) => relay.id,
        ),
      )
      .slice(0, limit),
  async update(id, from, patch) {
    if (relays.get(id)?.state !== from) return false;
    const busy = patch.state === 'active' && patch.staffChatId ? relays.by('active', patch.staffChatId) : undefined;
    if (busy && busy.id !== id) return false;
    return relays.update(id, patchOf(patch, PATCHED));
  },
  silentSince: async (instant, limit) =>
    relays
      .group('state', 'active')
      .filter((relay) => relay.lastActivityAt <= instant)
      .sort(
        by(
          (relay) => relay.lastActivityAt,
          (relay) => relay.id,
        ),
      )
      .slice(0, limit),
});

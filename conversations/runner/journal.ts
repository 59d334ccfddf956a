/** The journal of one dialog's outside effects over the stores. Each entry is durable before the flow goes on. */
import type { UnitOfWork } from '../../commerce/ports/unit-of-work.ts';
import type { Vault } from '../../commerce/ports/vault.ts';
import type { JournalEntry } from '../port.ts';
import type { DialogJournal } from './talk.ts';

export function journalOf(
  { uow, vault }: { uow: UnitOfWork; vault: Vault },
  dialogId: string,
): DialogJournal & { all(): Promise<JournalEntry[]> } {
  const context = (key: string) => `dialog:${dialogId}:${key}`;
  return {
    get: (key) => uow.read.dialogs.journalGet(dialogId, key),
    put: (key, value) => uow.run('chat.once', (stores) => stores.dialogs.journalPut(dialogId, key, value)),
    seal: (key, plain) => vault.seal('inbox', context(key), plain),
    open: (key, sealed) => vault.open('inbox', context(key), sealed),
    /** What `once` returned so far; sealed answers are no effects and are left out. */
    async all() {
      const rows = await uow.read.dialogs.journalOf(dialogId);
      return rows
        .filter(({ key }) => !key.startsWith('secret:'))
        .map(({ key, value }) => ({ key, value: (JSON.parse(value) as { v: unknown }).v }));
    },
  };
}

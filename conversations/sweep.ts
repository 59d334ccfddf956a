/**
 * Ends dialogs nobody answers. A timeout is an inbox row like any message, so it takes its turn behind what the person
 * wrote before, and the flow's own `finally` runs. Its message id makes it once per dialog and deadline.
 */
import type { InboundBody } from '../commerce/chat/model.ts';
import type { Clock, Ids } from '../commerce/ports/runtime.ts';
import type { UnitOfWork } from '../commerce/ports/unit-of-work.ts';

const BATCH = 200;

/** Adds a timeout row for every dialog past its time, at most 200 per call. Returns how many were added. */
export async function sweepDialogs({ uow, clock, ids }: { uow: UnitOfWork; clock: Clock; ids: Ids }): Promise<number> {
  const now = clock.now();
  const expired = await uow.read.dialogs.expired(now, BATCH);
  if (expired.length === 0) return 0;
  return uow.run('chat.sweep', async (stores) => {
    let added = 0;
    for (const dialog of expired) {
      const body: InboundBody = { kind: 'timeout', dialogId: dialog.id };
      const seq = await stores.inbox.append({
        id: ids.uuid(),
        chatId: dialog.chatId,
        messageId: `timeout:${dialog.id}:${dialog.expiresAt}`,
        body: JSON.stringify(body),
        sealed: false,
        at: now,
      });
      if (seq !== null) added += 1;
    }
    return added;
  });
}

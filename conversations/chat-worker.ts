/**
 * Serves chats: takes the lease of a chat with unhandled rows, handles them strictly in order, one atomic save each,
 * and lets go. Many chats at once; a slow one holds up nobody else. A lost lease means another worker went on: what was
 * prepared here is thrown away, and `once` makes sure its effects are not done again.
 */
import { setImmediate, setTimeout as pause } from 'node:timers/promises';
import type { InboxRow } from '../commerce/chat/model.ts';
import { chatTurn, type ChatTurnDeps, type RowResult } from './chat-turn.ts';
import type { FlowDefinition } from './port.ts';
import { sorryScreen } from './runner/screens.ts';

export interface ChatWorkerDeps extends Omit<ChatTurnDeps, 'flows'> {
  flows: readonly FlowDefinition[];
  /** Names this worker in leases; unique per process. */
  owner: string;
  /** Chats served at a time. */
  concurrency?: number;
  onTurn?: (turn: { chatId: string; rowId: string; tookMs: number }) => void;
  /** The message with this id held a secret; the channel may remove it. Called after the commit, best effort. */
  onSecretTyped?: (chatId: string, messageId: string) => Promise<unknown>;
}

export interface ChatWorker {
  /** Looks for work now: called after a commit that added inbox rows. */
  wake(): void;
  start(): void;
  /** Takes no new row and resolves when the running turns ended, at the latest after `timeoutMs`. */
  drain(timeoutMs: number): Promise<void>;
}

interface Lease {
  chatId: string;
  fence: number;
}

const CONCURRENCY = 32;
/** Turns that fail as a whole (storage, a broken row) are tried this often before the row is given up. */
const MAX_ATTEMPTS = 3;
const FIRST_REST_MS = 200;
const LONGEST_REST_MS = 2_000;
/** A chat with a long queue lets go after this share of its lease, so that the lease never runs out in a turn. */
const VISIT_SHARE_OF_LEASE = 0.1;

export function createChatWorker(deps: ChatWorkerDeps): ChatWorker {
  const turnDeps: ChatTurnDeps = {
    ...deps,
    flows: new Map(deps.flows.map((flow) => [flow.name, flow])),
  };
  const limit = deps.concurrency ?? CONCURRENCY;
  const serving = new Map<string, Promise<void>>();
  /** Chats whose last turn failed, until they are tried again. */
  const resting = new Set<string>();
  const failures = new Map<string, number>();
  let stopped = false;
  let looking: Promise<void> | null = null;
  let again = false;
  let timer: NodeJS.Timeout | undefined;

  function wake(): void {
    if (stopped) return;
    again = true;
    looking ??= look().finally(() => {
      looking = null;
      if (again) wake();
    });
  }

  async function look(): Promise<void> {
    while (again) {
      again = false;
      // Messages that arrived together get their leases in one commit.
      await setImmediate();
      if (stopped) return;
      const free = limit - serving.size;
      if (free <= 0) return;
      try {
        for (const lease of await takeLeases(free)) serve(lease);
      } catch (error) {
        deps.log.error({ err: error }, 'could not look for chats to serve');
        return;
      }
    }
  }

  /** One commit for the leases of all chats that wait. */
  async function takeLeases(free: number): Promise<Lease[]> {
    const { uow, clock, settings, owner } = deps;
    const due = await uow.read.inbox.chatsToServe(clock.now(), free + resting.size);
    const chats = due.filter((chatId) => !resting.has(chatId)).slice(0, free);
    if (chats.length === 0) return [];
    return uow.run('chat.lease', async (stores) => {
      const leases: Lease[] = [];
      for (const chatId of chats) {
        const now = clock.now();
        const fence = await stores.chats.lease(chatId, owner, now, now + settings.chatLeaseMs);
        if (fence !== null) leases.push({ chatId, fence });
      }
      return leases;
    });
  }

  function serve(lease: Lease): void {
    const done = visit(lease).finally(() => {
      serving.delete(lease.chatId);
      wake();
    });
    serving.set(lease.chatId, done);
  }

  /** Handles the rows of a leased chat until none is left, the visit is long enough, or something fails. */
  async function visit(lease: Lease): Promise<void> {
    const begun = deps.clock.elapsedMs();
    let row: InboxRow | null = null;
    try {
      for (;;) {
        row = await deps.uow.read.inbox.nextUnhandled(lease.chatId);
        if (!row) break;
        if ((await handle(lease, row)) !== 'more') return;
        if (stopped || deps.clock.elapsedMs() - begun > deps.settings.chatLeaseMs * VISIT_SHARE_OF_LEASE) break;
      }
    } catch (error) {
      failed(lease.chatId, row, error);
    }
    await release(lease);
  }

  async function handle(lease: Lease, row: InboxRow): Promise<'more' | 'idle' | 'lost'> {
    const begun = deps.clock.elapsedMs();
    const hopeless = (failures.get(row.id) ?? 0) >= MAX_ATTEMPTS;
    const result = hopeless ? await givenUp(row) : await chatTurn(turnDeps, row);
    const state = await commit(lease, row, result);
    failures.delete(row.id);
    deps.onTurn?.({ chatId: row.chatId, rowId: row.id, tookMs: deps.clock.elapsedMs() - begun });
    if (state !== 'lost' && result.secretTyped) forget(row);
    return state;
  }

  /** Everything a turn changes, at once; lets go of the chat in the same transaction when nothing else waits. */
  function commit({ chatId, fence }: Lease, row: InboxRow, result: RowResult): Promise<'more' | 'idle' | 'lost'> {
    return deps.uow.run('chat.turn', async (stores) => {
      const now = deps.clock.now();
      if (!(await stores.chats.holdsLease(chatId, fence))) return 'lost';
      if (!(await stores.inbox.markHandled(row.id, now))) return 'lost';
      for (const dialogId of result.ended) await stores.dialogs.end(dialogId);
      if (result.dialog) await stores.dialogs.save(result.dialog);
      const rows = result.screens.map((screen) => ({ chatId, screen }));
      if (rows.length > 0) await stores.outgoing.append(rows, now);
      if (await stores.inbox.nextUnhandled(chatId)) return 'more';
      await stores.chats.releaseLease(chatId, fence);
      return 'idle';
    });
  }

  /** The answer to a row that cannot be handled: one apology, and the dialog ends, so the chat goes on. */
  async function givenUp(row: InboxRow): Promise<RowResult> {
    const dialog = await deps.uow.read.dialogs.ofChat(row.chatId);
    return { screens: [sorryScreen], ended: dialog ? [dialog.id] : [], dialog: null, secretTyped: row.sealed };
  }

  function failed(chatId: string, row: InboxRow | null, error: unknown): void {
    const count = row ? (failures.get(row.id) ?? 0) + 1 : 1;
    if (row) failures.set(row.id, count);
    deps.log.error({ chatId, rowId: row?.id, attempt: count, err: error }, 'chat turn failed');
    resting.add(chatId);
    const restMs = FIRST_REST_MS * 2 ** Math.min(count - 1, 5);
    setTimeout(() => {
      resting.delete(chatId);
      wake();
    }, restMs).unref();
  }

  /** Tried until the lease has run out anyway: whatever keeps the row from being written, a full disk say, may pass sooner. */
  async function release({ chatId, fence }: Lease): Promise<void> {
    const endsMs = deps.clock.elapsedMs() + deps.settings.chatLeaseMs;
    for (let restMs = FIRST_REST_MS; ; restMs = Math.min(restMs * 2, LONGEST_REST_MS)) {
      try {
        await deps.uow.run('chat.release', (stores) => stores.chats.releaseLease(chatId, fence));
        return;
      } catch (error) {
        if (!stopped && deps.clock.elapsedMs() < endsMs) await pause(restMs);
        else {
          deps.log.error({ chatId, err: error }, 'could not release a chat; its lease will run out');
          return;
        }
      }
    }
  }

  function forget(row: InboxRow): void {
    deps.onSecretTyped?.(row.chatId, row.messageId).catch((error: unknown) => {
      deps.log.warn({ chatId: row.chatId, err: error }, 'a typed secret could not be removed from the chat');
    });
  }

  return {
    wake,
    start() {
      deps.uow.onCommit((added) => added.inbox && wake());
      timer = setInterval(wake, deps.settings.jobPollMs);
      wake();
    },
    async drain(timeoutMs) {
      stopped = true;
      clearInterval(timer);
      const idle = (async () => {
        await looking;
        await Promise.all(serving.values());
      })();
      const late = Promise.withResolvers<void>();
      const limitTimer = setTimeout(late.resolve, timeoutMs);
      await Promise.race([idle, late.promise]);
      clearTimeout(limitTimer);
    },
  };
}

/**
 * Hands stored messages to the channels: within a chat one at a time and in order, chats and channels independently of
 * each other. Outcomes are written together with the next claim, so a busy channel costs one commit per round and not
 * several per message. A process that dies between sending and writing sends again: at least once, never lost.
 */
import { setImmediate } from 'node:timers/promises';
import type { OutgoingRow } from '../commerce/chat/model.ts';
import { openFile } from '../commerce/files/open-file.ts';
import type { Clock, Log } from '../commerce/ports/runtime.ts';
import type { Stores } from '../commerce/ports/stores/index.ts';
import type { UnitOfWork } from '../commerce/ports/unit-of-work.ts';
import type { Settings } from '../commerce/settings.ts';
import type { Messages } from '../conversations/messages/render.ts';
import type { Channel, Delivery } from './channels/channel.ts';
import { asSent, verdictOf, writeVerdict, type OnUnread, type Sent } from './delivery.ts';

export interface DispatcherDeps {
  uow: UnitOfWork;
  channels: ReadonlyMap<string, Channel>;
  messages: Messages;
  clock: Clock;
  settings: Settings;
  log: Log;
  /** Whether the shop practises; asked once per round. */
  mode(): Promise<{ practice: boolean }>;
  /** Called in the transaction that writes why a message did not arrive. */
  onUnread?: OnUnread;
  /** Called after the outcome of a delivery is durable. */
  onDelivered?: (row: OutgoingRow, delivery: Delivery) => void;
  /** Messages of one channel on their way at a time. */
  concurrency?: number;
  deliverTimeoutMs?: number;
}

export interface Dispatcher {
  /** Looks for messages now: called after a commit that added outgoing rows. */
  wake(): void;
  start(): void;
  /** Claims nothing new and resolves when what is on its way is through and written, at the latest after `timeoutMs`. */
  drain(timeoutMs: number): Promise<void>;
}

const CONCURRENCY = 32;
const DELIVER_TIMEOUT_MS = 30_000;
const ADDRESSES_KEPT = 10_000;

export function createDispatcher(deps: DispatcherDeps): Dispatcher {
  const lanes = [...deps.channels.values()].map((channel) => createLane(deps, channel));
  let timer: NodeJS.Timeout | undefined;
  const wake = () => {
    for (const lane of lanes) lane.wake();
  };
  return {
    wake,
    start() {
      deps.uow.onCommit((added) => added.outgoing && wake());
      timer = setInterval(wake, deps.settings.jobPollMs);
      wake();
    },
    async drain(timeoutMs) {
      clearInterval(timer);
      const late = Promise.withResolvers<void>();
      const limit = setTimeout(late.resolve, timeoutMs);
      await Promise.race([Promise.all(lanes.map((lane) => lane.drain())), late.promise]);
      clearTimeout(limit);
    },
  };
}

interface Lane {
  wake(): void;
  drain(): Promise<void>;
}

/** The messages of one channel. */
function createLane(deps: DispatcherDeps, channel: Channel): Lane {
  const limit = deps.concurrency ?? CONCURRENCY;
  const sending = new Map<string, Promise<void>>();
  const addresses = new Map<string, string>();
  let sent: Sent[] = [];
  let stopped = false;
  let again = false;
  let rounds: Promise<void> | null = null;

  function wake(): void {
    again = true;
    rounds ??= run().finally(() => {
      rounds = null;
      if (again) wake();
    });
  }

  async function run(): Promise<void> {
    while (again) {
      again = false;
      try {
        // Lets every delivery that ends in this turn of the event loop into the same transaction.
        await setImmediate();
        await round();
      } catch (error) {
        deps.log.error({ channel: channel.name, err: error }, 'could not dispatch messages');
        return;
      }
    }
  }

  /** Writes what was delivered since the last round and takes what is due, in one transaction. */
  async function round(): Promise<void> {
    const free = stopped ? 0 : limit - sending.size;
    if (sent.length === 0 && (free <= 0 || !(await isDue()))) return;
    const { practice } = await deps.mode();
    const written = sent;
    sent = [];
    const writtenAt = deps.clock.now();
    const rows = await save(written, free, writtenAt).catch((error: unknown) => {
      // Kept for the next round; should it never come, the leases run out and the messages are sent again.
      sent = [...written, ...sent].slice(-limit * 2);
      throw error;
    });
    for (const row of rows) send(row, practice);
    if (rows.length > 0 && rows.length === free) again = true;
    for (const one of written) {
      const { row, delivery } = one;
      deps.onDelivered?.(row, delivery);
      const address = addresses.get(row.chatId);
      if (address !== undefined) channel.delivered?.(address, asSent(one, writtenAt));
    }
  }

  async function isDue(): Promise<boolean> {
    const dueAt = await deps.uow.read.outgoing.nextDueAt(channel.name);
    return dueAt !== null && dueAt <= deps.clock.now();
  }

  const onUnread: OnUnread = deps.onUnread ?? (async () => {});

  function save(written: Sent[], free: number, now: number): Promise<OutgoingRow[]> {
    return deps.uow.run('outgoing.round', async (stores) => {
      for (const one of written) await writeVerdict(stores, one, now, onUnread);
      return free > 0 ? stores.outgoing.claim(channel.name, now, now + deps.settings.sendLeaseMs, free) : [];
    });
  }

  function send(row: OutgoingRow, practice: boolean): void {
    const done = deliver(row, practice).then((delivery) => delivered(row, delivery));
    sending.set(row.id, done);
  }

  function delivered(row: OutgoingRow, delivery: Delivery): void {
    const verdict = verdictOf(row, delivery, deps.clock.now());
    if (verdict.kind !== 'sent') {
      const fields = { channel: channel.name, chatId: row.chatId, rowId: row.id, attempts: row.attempts };
      deps.log.warn({ ...fields, verdict: verdict.kind, error: verdict.error }, 'message not delivered');
    }
    sent.push({ row, delivery, verdict });
    sending.delete(row.id);
    wake();
  }

  /** Never throws: whatever happens to a message is a Delivery. */
  async function deliver(row: OutgoingRow, practice: boolean): Promise<Delivery> {
    const timeoutMs = deps.deliverTimeoutMs ?? DELIVER_TIMEOUT_MS;
    const late = Promise.withResolvers<Delivery>();
    const timer = setTimeout(() => late.resolve({ kind: 'retry', afterMs: 0, error: 'no answer in time' }), timeoutMs);
    try {
      const message = await toMessage(deps.uow.read, row, practice);
      return await Promise.race([channel.deliver(message), late.promise]);
    } catch (error) {
      return { kind: 'retry', afterMs: 0, error: error instanceof Error ? error.message : String(error) };
    } finally {
      clearTimeout(timer);
    }
  }

  async function toMessage(stores: Stores, row: OutgoingRow, practice: boolean) {
    const replaced = row.replaces ? await stores.outgoing.bySlot(row.chatId, row.replaces, row.seq) : null;
    return {
      id: row.id,
      address: await addressOf(stores, row.chatId),
      lang: row.lang,
      author: row.author,
      rendered: deps.messages.render(stores.outgoing.screen(row), row.lang, { practice }),
      openFile: () => bytesOf(row),
      replacesExternalId: replaced?.externalId ?? null,
    };
  }

  async function bytesOf({ id, chatId }: OutgoingRow): Promise<Uint8Array | null> {
    const opened = await openFile(deps, { chatId, messageId: id });
    return opened.state === 'here' ? opened.bytes : null;
  }

  /** A chat never moves, so its address is asked for once. */
  async function addressOf(stores: Stores, chatId: string): Promise<string> {
    const known = addresses.get(chatId);
    if (known !== undefined) return known;
    const chat = await stores.chats.get(chatId);
    if (!chat) throw new Error(`there is no chat ${chatId}`);
    if (addresses.size >= ADDRESSES_KEPT) addresses.clear();
    addresses.set(chatId, chat.address);
    return chat.address;
  }

  const isBusy = () => sending.size > 0 || rounds !== null;

  return {
    wake,
    async drain() {
      stopped = true;
      do await Promise.all([...sending.values(), rounds]);
      while (isBusy());
    },
  };
}

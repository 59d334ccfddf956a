/** What chats, inbox, dialogs and relays must do, whatever engine is behind them. Outgoing rows: outgoing.contract.ts. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Chat } from '../../../commerce/chat/model.ts';
import type { OpenBed, StoreBed } from './bed.ts';
import { atOnce, inTransaction } from './bed.ts';
import { outgoingTests } from './outgoing.contract.ts';
import { T0, aChat, aDialog, aMessage, aNotice, aRelay, newId } from './samples.ts';

export function chatContract(engine: string, open: OpenBed): void {
  let bed: StoreBed;
  beforeAll(async () => {
    bed = await open();
  });
  afterAll(() => bed.close());

  describe(`chats over ${engine}`, () => {
    chatTests(() => bed);
    leaseTests(() => bed);
  });
  describe(`inbox over ${engine}`, () => {
    inboxTests(() => bed);
    servingTests(() => bed);
  });
  describe(`outgoing over ${engine}`, () => outgoingTests(() => bed));
  describe(`dialogs over ${engine}`, () => dialogTests(() => bed));
  describe(`relays over ${engine}`, () => relayTests(() => bed));
}

async function begin(bed: StoreBed, over: Partial<Chat> = {}): Promise<Chat> {
  const chat = aChat(over);
  await inTransaction(bed, (s) => s.chats.insert(chat));
  return chat;
}

function chatTests(bed: () => StoreBed): void {
  it('keeps a chat and finds it by its address', async () => {
    const chat = await begin(bed());
    const { chats } = bed().uow.read;
    expect(await chats.get(chat.id)).toEqual(chat);
    expect(await chats.byAddress(chat.channel, chat.address)).toEqual(chat);
    expect(await chats.byAddress('telegram', chat.address)).toBeNull();
    await expect(begin(bed(), { address: chat.address })).rejects.toThrow();
    await inTransaction(bed(), async (s) => {
      await s.chats.setLang(chat.id, 'en');
      await s.chats.setPerson(chat.id, 'persona');
      await s.chats.setBlocked(chat.id, T0);
    });
    expect(await chats.get(chat.id)).toEqual({ ...chat, lang: 'en', personId: 'persona', blockedAt: T0 });
    await inTransaction(bed(), (s) => s.chats.setBlocked(chat.id, null));
    expect((await chats.get(chat.id))?.blockedAt).toBeNull();
  });

  it('lists the chats of a person, the one last written in first', async () => {
    const personId = newId();
    const [web, telegram] = [await begin(bed(), { personId }), await begin(bed(), { personId, channel: 'telegram' })];
    const order = async () => (await bed().uow.read.chats.ofPerson(personId)).map((chat) => chat.id);
    await inTransaction(bed(), (s) => s.inbox.append(aMessage(telegram.id, { at: T0 + 10 })));
    expect(await order()).toEqual([telegram.id, web.id]);
    await inTransaction(bed(), (s) => s.inbox.append(aMessage(web.id, { at: T0 + 20 })));
    // What we send is not what they wrote.
    await inTransaction(bed(), (s) => s.outgoing.append([aNotice(telegram.id)], T0 + 30));
    expect(await order()).toEqual([web.id, telegram.id]);
  });
}

function leaseTests(bed: () => StoreBed): void {
  const lease = (chatId: string, now: number, owner = 'a') =>
    inTransaction(bed(), (s) => s.chats.lease(chatId, owner, now, now + 100));
  const holds = (chatId: string, fence: number) => inTransaction(bed(), (s) => s.chats.holdsLease(chatId, fence));

  it('gives a chat to one worker until the lease is released or runs out, with a fence that grows', async () => {
    const { id } = await begin(bed());
    const first = await lease(id, T0);
    expect(first).toBeTypeOf('number');
    expect(await lease(id, T0 + 99, 'b')).toBeNull();
    expect(await lease(id, T0 + 99)).toBeNull();
    expect(await holds(id, first!)).toBe(true);
    await inTransaction(bed(), (s) => s.chats.releaseLease(id, first!));
    expect(await holds(id, first!)).toBe(false);
    const second = await lease(id, T0 + 99, 'b');
    expect(second).toBeGreaterThan(first!);
    // Run out, but nobody else came: the slow worker may still save its turn.
    expect(await holds(id, second!)).toBe(true);
    const third = await lease(id, T0 + 199);
    expect(third).toBeGreaterThan(second!);
    expect(await holds(id, second!)).toBe(false);
    await inTransaction(bed(), (s) => s.chats.releaseLease(id, second!));
    expect(await holds(id, third!)).toBe(true);
    expect(await lease(newId(), T0)).toBeNull();
  });

  it('gives a free chat to exactly one of twenty workers', async () => {
    const { id } = await begin(bed());
    const fences = await atOnce(bed(), 20, (s, n) => s.chats.lease(id, `worker-${n}`, T0, T0 + 100));
    expect(fences.filter((fence) => fence !== null)).toHaveLength(1);
  });
}

function inboxTests(bed: () => StoreBed): void {
  const append = (row: ReturnType<typeof aMessage>) => inTransaction(bed(), (s) => s.inbox.append(row));

  it('numbers messages of a chat from 1, and a repeat takes neither row nor number', async () => {
    const { id } = await begin(bed());
    const other = await begin(bed());
    const first = aMessage(id, { sealed: true, body: 'opaque' });
    expect(await append(first)).toBe(1);
    expect(await append({ ...first, id: newId() })).toBeNull();
    expect(await append({ ...first, id: newId(), chatId: other.id })).toBe(1);
    expect(await append(aMessage(id))).toBe(2);
    expect((await bed().uow.read.chats.get(id))?.lastSeq).toBe(2);
    const rows = await bed().uow.read.inbox.after(id, 0, 10);
    expect(rows[0]).toEqual({ ...first, seq: 1, handledAt: null });
    expect(rows.map((row) => row.seq)).toEqual([1, 2]);
    expect(await bed().uow.read.inbox.after(id, 1, 10)).toHaveLength(1);
    expect(await bed().uow.read.inbox.after(id, 0, 1)).toHaveLength(1);
  });

  it('stores one of many deliveries of the same message, without a gap', async () => {
    const { id } = await begin(bed());
    const messageId = newId();
    const seqs = await atOnce(bed(), 20, (s, n) => s.inbox.append(aMessage(id, n % 2 ? { messageId } : {})));
    expect(seqs.filter((seq) => seq !== null).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('throws for a chat that does not exist', async () => {
    await expect(append(aMessage(newId()))).rejects.toThrow('no chat');
  });

  it('tells after the commit that something came in, and nothing after a repeat or a rollback', async () => {
    const { id } = await begin(bed());
    const seen: boolean[] = [];
    bed().uow.onCommit((added) => seen.push(added.inbox));
    const row = aMessage(id);
    await append(row);
    expect(seen.filter(Boolean)).toHaveLength(1);
    await append({ ...row, id: newId() });
    const rolledBack = inTransaction(bed(), async (s) => {
      await s.inbox.append(aMessage(id));
      throw new Error('rolled back');
    });
    await expect(rolledBack).rejects.toThrow('rolled back');
    expect(seen.filter(Boolean)).toHaveLength(1);
    expect((await bed().uow.read.chats.get(id))?.lastSeq).toBe(1);
  });
}

function servingTests(bed: () => StoreBed): void {
  it('hands out unhandled messages in order and marks each once', async () => {
    const { id } = await begin(bed());
    const [first, second] = [aMessage(id, { at: T0 + 5 }), aMessage(id, { at: T0 })];
    await inTransaction(bed(), async (s) => {
      await s.inbox.append(first);
      await s.inbox.append(second);
    });
    const { inbox } = bed().uow.read;
    expect((await inbox.nextUnhandled(id))?.id).toBe(first.id);
    expect(await inbox.countUnhandled(id)).toBe(2);
    const handled = await atOnce(bed(), 5, (s) => s.inbox.markHandled(first.id, T0 + 9));
    expect(handled.filter(Boolean)).toHaveLength(1);
    expect((await inbox.nextUnhandled(id))?.id).toBe(second.id);
    expect((await inbox.after(id, 0, 1))[0]?.handledAt).toBe(T0 + 9);
    await inTransaction(bed(), (s) => s.inbox.markHandled(second.id, T0 + 9));
    expect(await inbox.nextUnhandled(id)).toBeNull();
    expect(await inbox.countUnhandled(id)).toBe(0);
  });

  it('names chats with unhandled messages whose lease is free, the longest waiting first', async () => {
    // Far in the past, so that these chats stand before whatever other tests left unhandled.
    const [late, early, leased, idle] = [
      await begin(bed()),
      await begin(bed()),
      await begin(bed()),
      await begin(bed()),
    ];
    const at = T0 - 1_000_000;
    const done = aMessage(idle.id, { at });
    await inTransaction(bed(), async (s) => {
      await s.inbox.append(aMessage(late.id, { at: at + 2 }));
      await s.inbox.append(aMessage(early.id, { at: at + 1 }));
      await s.inbox.append(aMessage(early.id, { at: at + 3 }));
      await s.inbox.append(aMessage(leased.id, { at }));
      await s.inbox.append(done);
      await s.inbox.markHandled(done.id, at);
      await s.chats.lease(leased.id, 'worker', T0, T0 + 100);
    });
    const serve = async (now: number, limit: number) => bed().uow.read.inbox.chatsToServe(now, limit);
    expect(await serve(T0 + 99, 2)).toEqual([early.id, late.id]);
    expect(await serve(T0 + 100, 3)).toEqual([leased.id, early.id, late.id]);
    expect(await serve(T0 + 99, 500)).not.toContain(idle.id);
    expect(new Set(await serve(T0, 500)).size).toBe((await serve(T0, 500)).length);
  });
}

function dialogTests(bed: () => StoreBed): void {
  it('keeps one dialog per chat, saves it over and over, and forgets it with its journal', async () => {
    const chatId = newId();
    const dialog = aDialog(chatId);
    const save = (row: typeof dialog) => inTransaction(bed(), (s) => s.dialogs.save(row));
    await save(dialog);
    const further = { ...dialog, log: '[1]', pending: '{"key":"qty"}', step: 1, expiresAt: T0 + 5000 };
    await save(further);
    const { dialogs } = bed().uow.read;
    expect(await dialogs.ofChat(chatId)).toEqual(further);
    await expect(save(aDialog(chatId))).rejects.toThrow();
    await inTransaction(bed(), (s) => s.dialogs.journalPut(dialog.id, 'pay', '"K7"'));
    await inTransaction(bed(), (s) => s.dialogs.end(dialog.id));
    expect(await dialogs.ofChat(chatId)).toBeNull();
    expect(await dialogs.journalOf(dialog.id)).toEqual([]);
    await save(aDialog(chatId));
  });

  it('journals before the dialog is saved, and the first value stays', async () => {
    const dialogId = newId();
    const put = (key: string, value: string) => inTransaction(bed(), (s) => s.dialogs.journalPut(dialogId, key, value));
    await put('b', '1');
    await put('a', '2');
    await put('b', '3');
    const { dialogs } = bed().uow.read;
    expect(await dialogs.journalGet(dialogId, 'b')).toBe('1');
    expect(await dialogs.journalGet(dialogId, 'c')).toBeNull();
    expect(await dialogs.journalGet(newId(), 'b')).toBeNull();
    expect(await dialogs.journalOf(dialogId)).toEqual([
      { key: 'a', value: '2' },
      { key: 'b', value: '1' },
    ]);
  });

  it('names dialogs that timed out, the longest overdue first', async () => {
    const at = T0 - 1_000_000;
    const [b, a, notYet] = [
      aDialog(newId(), { expiresAt: at + 2 }),
      aDialog(newId(), { expiresAt: at + 1 }),
      aDialog(newId(), { expiresAt: at + 3 }),
    ];
    await inTransaction(bed(), async (s) => {
      for (const dialog of [b, a, notYet]) await s.dialogs.save(dialog);
    });
    expect(await bed().uow.read.dialogs.expired(at + 2, 10)).toEqual([a, b]);
    expect(await bed().uow.read.dialogs.expired(at + 2, 1)).toEqual([a]);
  });
}

function relayTests(bed: () => StoreBed): void {
  const update = (id: string, ...[from, patch]: [Parameters<Relays['update']>[1], Parameters<Relays['update']>[2]]) =>
    inTransaction(bed(), (s) => s.relays.update(id, from, patch));

  it('goes from waiting to active to closed, each step once', async () => {
    const relay = aRelay();
    const staffChatId = newId();
    await inTransaction(bed(), (s) => s.relays.insert(relay));
    const { relays } = bed().uow.read;
    expect(await relays.openOf(relay.guestChatId)).toEqual(relay);
    await expect(
      inTransaction(bed(), (s) => s.relays.insert(aRelay({ guestChatId: relay.guestChatId }))),
    ).rejects.toThrow();
    const taken = await atOnce(bed(), 5, (s, n) =>
      s.relays.update(relay.id, 'waiting', {
        state: 'active',
        staffPersonId: `p${n}`,
        staffChatId: `${staffChatId}-${n}`,
      }),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
    const active = await relays.get(relay.id);
    expect(await relays.activeOfStaffChat(active!.staffChatId!)).toEqual(active);
    expect(await update(relay.id, 'active', { state: 'closed' })).toBe(true);
    expect(await relays.openOf(relay.guestChatId)).toBeNull();
    expect(await relays.activeOfStaffChat(active!.staffChatId!)).toBeNull();
    await inTransaction(bed(), (s) => s.relays.insert(aRelay({ guestChatId: relay.guestChatId })));
  });

  it('lets a staff chat answer one guest at a time', async () => {
    const [one, two] = [aRelay(), aRelay()];
    const staffChatId = newId();
    const take = (id: string) => update(id, 'waiting', { state: 'active', staffPersonId: 'p', staffChatId });
    await inTransaction(bed(), async (s) => {
      await s.relays.insert(one);
      await s.relays.insert(two);
    });
    expect([await take(one.id), await take(two.id)]).toEqual([true, false]);
    expect((await bed().uow.read.relays.get(two.id))?.state).toBe('waiting');
    await update(one.id, 'active', { state: 'closed' });
    expect(await take(two.id)).toBe(true);
  });

  it('lists who waits longest, and active ones that fell silent but never the queue', async () => {
    const at = T0 - 1_000_000;
    const waiting = [aRelay({ openedAt: at + 1, lastActivityAt: at }), aRelay({ openedAt: at, lastActivityAt: at })];
    const silent = aRelay({ state: 'active', staffChatId: newId(), staffPersonId: 'p', lastActivityAt: at });
    const lively = aRelay({ state: 'active', staffChatId: newId(), staffPersonId: 'p', lastActivityAt: at + 2 });
    await inTransaction(bed(), async (s) => {
      for (const relay of [...waiting, silent, lively]) await s.relays.insert(relay);
    });
    const { relays } = bed().uow.read;
    expect(await relays.waiting(2)).toEqual(waiting.toReversed());
    expect(await relays.silentSince(at + 1, 10)).toEqual([silent]);
    expect(await update(silent.id, 'active', { lastActivityAt: T0 })).toBe(true);
    expect(await relays.silentSince(at + 1, 10)).toEqual([]);
  });
}

type Relays = StoreBed['uow']['read']['relays'];

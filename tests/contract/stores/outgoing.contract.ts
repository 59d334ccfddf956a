/** What an OutgoingStore must do: one gapless series per chat, one row of a chat under way at a time, secrets sealed. */
import { expect, it } from 'vitest';
import type { Chat, OutgoingRow } from '../../../commerce/chat/model.ts';
import type { StoreBed } from './bed.ts';
import { atOnce, inTransaction } from './bed.ts';
import { T0, aChat, aMessage, aNotice, newId } from './samples.ts';

type Bed = () => StoreBed;

export function outgoingTests(bed: Bed): void {
  appendTests(bed);
  secretTests(bed);
  claimTests(bed);
  retryTests(bed);
  listTests(bed);
}

async function begin(bed: StoreBed, over: Partial<Chat> = {}): Promise<Chat> {
  const chat = aChat(over);
  await inTransaction(bed, (s) => s.chats.insert(chat));
  return chat;
}
const append = (bed: StoreBed, rows: Parameters<StoreBed['uow']['read']['outgoing']['append']>[0], now = T0) =>
  inTransaction(bed, (s) => s.outgoing.append(rows, now));
const claim = (bed: StoreBed, channel: string, now = T0, limit = 100) =>
  inTransaction(bed, (s) => s.outgoing.claim(channel, now, now + 100, limit));
const idsOf = (rows: OutgoingRow[]) => rows.map((row) => row.id);

function appendTests(bed: Bed): void {
  it('copies language and channel of the chat and slot and replaces of the screen', async () => {
    const chat = await begin(bed(), { channel: newId(), lang: 'en' });
    const notice = aNotice(chat.id, { slot: 'pay:1', replaces: 'pay:0', expiresAt: T0 + 5 }, newId());
    const [id] = await append(bed(), [{ ...notice, author: 'staff' }]);
    await inTransaction(bed(), (s) => s.chats.setLang(chat.id, 'id'));
    const row = await bed().uow.read.outgoing.get(id!);
    expect(row).toEqual({
      id,
      chatId: chat.id,
      channel: chat.channel,
      seq: 1,
      author: 'staff',
      lang: 'en',
      body: JSON.stringify(notice.screen),
      sealed: false,
      slot: 'pay:1',
      replaces: 'pay:0',
      dedupeKey: notice.dedupeKey,
      state: 'waiting',
      attempts: 0,
      nextAt: T0,
      leaseUntil: null,
      externalId: null,
      lastError: null,
      createdAt: T0,
      sentAt: null,
    });
    expect(bed().uow.read.outgoing.screen(row!)).toEqual(notice.screen);
  });

  it('says a notice once however often it is appended, and a skipped one takes no number', async () => {
    const chat = await begin(bed());
    const key = newId();
    const rows = [aNotice(chat.id, {}, key), aNotice(chat.id), aNotice(chat.id, {}, key)];
    expect(await append(bed(), rows)).toHaveLength(2);
    expect(await append(bed(), rows.slice(0, 1))).toEqual([]);
    expect(await append(bed(), [])).toEqual([]);
    expect((await bed().uow.read.chats.get(chat.id))?.lastSeq).toBe(2);
    await expect(append(bed(), [aNotice(newId())])).rejects.toThrow('no chat');
  });

  it('shares one series without gaps between what comes in and what goes out, also at once', async () => {
    const chat = await begin(bed());
    const key = newId();
    await atOnce(bed(), 40, async (s, n) => {
      if (n % 4 === 0) await s.inbox.append(aMessage(chat.id, { messageId: n % 8 === 0 ? key : newId() }));
      else if (n % 4 === 1) await s.outgoing.append([aNotice(chat.id, {}, key)], T0);
      else await s.outgoing.append([aNotice(chat.id), aNotice(chat.id)], T0);
    });
    const { inbox, outgoing, chats } = bed().uow.read;
    const rows = [...(await inbox.after(chat.id, 0, 100)), ...(await outgoing.after(chat.id, 0, 100))];
    // 5 different messages and one repeated; one notice said ten times; 20 pairs.
    const expected = 6 + 1 + 40;
    const seqs = rows.map((row) => row.seq).sort((a, b) => a - b);
    expect(seqs).toEqual(Array.from({ length: expected }, (_, n) => n + 1));
    expect((await chats.get(chat.id))?.lastSeq).toBe(expected);
  });

  it('tells after the commit that there is something to send, and nothing when all was known', async () => {
    const chat = await begin(bed());
    const seen: boolean[] = [];
    bed().uow.onCommit((added) => seen.push(added.outgoing));
    const notice = aNotice(chat.id, {}, newId());
    await append(bed(), [notice]);
    await append(bed(), [notice]);
    expect(seen.filter(Boolean)).toHaveLength(1);
  });
}

function secretTests(bed: Bed): void {
  it('seals a secret screen so that only its own row opens it', async () => {
    const chat = await begin(bed());
    const screen = { lines: [{ key: 'goods' }], copy: 'VOUCHER-123', secret: true };
    const [id, otherId] = await append(bed(), [aNotice(chat.id, screen), aNotice(chat.id, { secret: true })]);
    const { outgoing } = bed().uow.read;
    const row = (await outgoing.get(id!))!;
    expect(row.sealed).toBe(true);
    expect(JSON.stringify(row)).not.toContain('VOUCHER');
    expect(outgoing.screen(row)).toEqual(screen);
    expect(() => outgoing.screen({ ...row, id: otherId! })).toThrow();
  });
}

function claimTests(bed: Bed): void {
  it('hands out the first unsent row of each chat of a channel, oldest first, one at a time', async () => {
    const channel = newId();
    const [a, b] = [await begin(bed(), { channel }), await begin(bed(), { channel })];
    const elsewhere = await begin(bed(), { channel: newId() });
    const [b1] = await append(bed(), [aNotice(b.id)], T0);
    const [a1, a2] = await append(bed(), [aNotice(a.id), aNotice(a.id)], T0 + 1);
    await append(bed(), [aNotice(elsewhere.id)], T0);
    const first = await claim(bed(), channel, T0 + 2);
    expect(idsOf(first)).toEqual([b1, a1]);
    expect(first[0]).toMatchObject({ state: 'sending', attempts: 1, leaseUntil: T0 + 102 });
    expect(await claim(bed(), channel, T0 + 3)).toEqual([]);
    const sent = await atOnce(bed(), 5, (s) => s.outgoing.markSent(a1!, 'tg-1', T0 + 4));
    expect(sent.filter(Boolean)).toHaveLength(1);
    expect(idsOf(await claim(bed(), channel, T0 + 5))).toEqual([a2]);
    expect(await bed().uow.read.outgoing.get(a1!)).toMatchObject({
      state: 'sent',
      externalId: 'tg-1',
      sentAt: T0 + 4,
      leaseUntil: null,
    });
  });

  it('hands a chat to one of many senders that claim at once', async () => {
    const channel = newId();
    const chats = await Promise.all(Array.from({ length: 8 }, () => begin(bed(), { channel })));
    for (const chat of chats) await append(bed(), [aNotice(chat.id), aNotice(chat.id)]);
    const claims = await atOnce(bed(), 20, (s) => s.outgoing.claim(channel, T0, T0 + 100, 3));
    const chatIds = claims.flat().map((row) => row.chatId);
    expect(chatIds).toHaveLength(8);
    expect(new Set(chatIds).size).toBe(8);
    expect(claims.flat().every((row) => row.seq === 1)).toBe(true);
  });

  it('takes a row again when its lease ran out, and the first answer about it counts', async () => {
    const channel = newId();
    const chat = await begin(bed(), { channel });
    const [id] = await append(bed(), [aNotice(chat.id), aNotice(chat.id)]);
    await claim(bed(), channel, T0);
    expect(await claim(bed(), channel, T0 + 99)).toEqual([]);
    const again = await claim(bed(), channel, T0 + 100);
    expect(again).toMatchObject([{ id, attempts: 2 }]);
    expect(await inTransaction(bed(), (s) => s.outgoing.markSent(id!, null, T0))).toBe(true);
    expect(await inTransaction(bed(), (s) => s.outgoing.retryAt(id!, T0, 'late'))).toBe(false);
    expect(await inTransaction(bed(), (s) => s.outgoing.markFailed(id!, 'late'))).toBe(false);
  });

  it('leaves a chat alone that blocked us until it is unblocked', async () => {
    const channel = newId();
    const chat = await begin(bed(), { channel });
    const [id] = await append(bed(), [aNotice(chat.id)]);
    await inTransaction(bed(), (s) => s.chats.setBlocked(chat.id, T0));
    expect(await claim(bed(), channel)).toEqual([]);
    expect(await bed().uow.read.outgoing.nextDueAt(channel)).toBeNull();
    await inTransaction(bed(), (s) => s.chats.setBlocked(chat.id, null));
    expect(idsOf(await claim(bed(), channel))).toEqual([id]);
  });
}

function retryTests(bed: Bed): void {
  it('holds up the rows behind one that waits for its retry, and says when it is due', async () => {
    const channel = newId();
    const chat = await begin(bed(), { channel });
    const { outgoing } = bed().uow.read;
    expect(await outgoing.nextDueAt(channel)).toBeNull();
    const [first, second] = await append(bed(), [aNotice(chat.id), aNotice(chat.id)]);
    expect(await outgoing.nextDueAt(channel)).toBe(T0);
    await claim(bed(), channel);
    expect(await outgoing.nextDueAt(channel)).toBe(T0 + 100);
    const retry = () => inTransaction(bed(), (s) => s.outgoing.retryAt(first!, T0 + 5000, 'x'.repeat(9000)));
    expect([await retry(), await retry()]).toEqual([true, false]);
    // The second row is due, but its turn has not come.
    expect(await outgoing.nextDueAt(channel)).toBe(T0 + 5000);
    expect(await claim(bed(), channel, T0 + 4999)).toEqual([]);
    expect((await outgoing.get(first!))?.lastError?.length).toBeLessThan(1000);
    expect(idsOf(await claim(bed(), channel, T0 + 5000))).toEqual([first]);
    await inTransaction(bed(), (s) => s.outgoing.markFailed(first!, 'too long'));
    expect(idsOf(await claim(bed(), channel, T0 + 5000))).toEqual([second]);
    expect(await outgoing.get(first!)).toMatchObject({ state: 'failed', lastError: 'too long' });
  });
}

function listTests(bed: Bed): void {
  it('finds the newest row of a slot and the rows after a number', async () => {
    const chat = await begin(bed());
    const ids = await append(bed(), [
      aNotice(chat.id, { slot: 'pay:1' }),
      aNotice(chat.id, { slot: 'pay:1' }),
      aNotice(chat.id, { slot: 'pay:2' }),
    ]);
    const { outgoing } = bed().uow.read;
    expect((await outgoing.bySlot(chat.id, 'pay:1'))?.id).toBe(ids[1]);
    expect((await outgoing.bySlot(chat.id, 'pay:1', 2))?.id).toBe(ids[0]);
    expect(await outgoing.bySlot(chat.id, 'pay:1', 1)).toBeNull();
    expect(await outgoing.bySlot(chat.id, 'pay:3')).toBeNull();
    expect(await outgoing.bySlot(newId(), 'pay:1')).toBeNull();
    expect(idsOf(await outgoing.after(chat.id, 1, 10))).toEqual(ids.slice(1));
    expect(idsOf(await outgoing.after(chat.id, 0, 2))).toEqual(ids.slice(0, 2));
  });

  it('counts by state, and lists what was given up or waits too long', async () => {
    const at = T0 - 1_000_000;
    const channel = newId();
    const [a, b, c] = [
      await begin(bed(), { channel }),
      await begin(bed(), { channel }),
      await begin(bed(), { channel }),
    ];
    const { outgoing } = bed().uow.read;
    const before = await outgoing.countByState();
    const [failed] = await append(bed(), [aNotice(a.id)], at);
    const [sent] = await append(bed(), [aNotice(b.id)], at);
    await claim(bed(), channel, at);
    await inTransaction(bed(), async (s) => {
      await s.outgoing.markFailed(failed!, 'gone');
      await s.outgoing.markSent(sent!, null, at);
    });
    const [old] = await append(bed(), [aNotice(c.id)], at + 1);
    const [young] = await append(bed(), [aNotice(c.id)], T0);
    const after = await outgoing.countByState();
    expect([after.waiting - before.waiting, after.sent - before.sent, after.failed - before.failed]).toEqual([2, 1, 1]);
    const stuck = idsOf(await outgoing.stuck(at + 2, 500));
    expect(stuck.slice(0, 2)).toEqual([failed, old]);
    expect(stuck).not.toContain(sent);
    expect(stuck).not.toContain(young);
  });
}

/**
 * Reads a chat as one list in the order of its numbers. The list ends before the first message that is still to be
 * sent: a reader who has seen number 7 never has to go back for number 6.
 */
import type { InboxRow, OutgoingRow } from '../../../commerce/chat/model.ts';
import type { Rendered } from '../../../conversations/messages/render.ts';
import type { WebSignal } from '../../channels/web.ts';
import type { HttpDeps } from '../deps.ts';
import { imageUrl } from '../media.ts';
import { word } from '../words.ts';
import { inboundMessage, outgoingMessage } from './message.ts';
import type { ChatMessage } from './message.ts';

export interface HistoryPage {
  messages: ChatMessage[];
  /** Everything up to this number has been read; the next cursor. */
  next: number;
  /** More could be read at once, or a message is about to be sent. */
  more: boolean;
  sending: boolean;
}

export interface History {
  /** Messages with a number above `seq`, oldest first, at most 100 rows of each direction. One query when nothing is new. */
  after(chatId: string, seq: number): Promise<HistoryPage>;
  /** These rows as messages, for who has read everything before them. Nothing is read that they hold themselves. */
  of(chatId: string, rows: readonly FreshRow[]): Promise<ChatMessage[]>;
}

/** A row known without reading it: just received, or just sent. */
export type FreshRow = NonNullable<Extract<WebSignal, { kind: 'changed' }>['row']>;

const PAGE_ROWS = 100;
/** How far back a pressed button's label or a replaced message is looked for. */
const LOOK_BACK = 200;

export function createHistory(deps: HttpDeps): History {
  return {
    async after(chatId, seq) {
      const chat = await deps.uow.read.chats.get(chatId);
      if (!chat || chat.lastSeq <= seq) return { messages: [], next: seq, more: false, sending: false };
      const [inbox, outgoing] = await Promise.all([
        deps.uow.read.inbox.after(chatId, seq, PAGE_ROWS),
        deps.uow.read.outgoing.after(chatId, seq, PAGE_ROWS),
      ]);
      const end = endOf(chat.lastSeq, inbox, outgoing);
      const messages = await composed(
        deps,
        chatId,
        inbox.filter((row) => row.seq <= end.next),
        outgoing.filter((row) => row.seq <= end.next && row.state === 'sent'),
      );
      return { messages, ...end };
    },
    async of(chatId, rows) {
      const inbox = rows.flatMap((fresh) => (fresh.from === 'person' ? [fresh.row] : []));
      const outgoing = rows.flatMap((fresh) => (fresh.from === 'us' ? [fresh.row] : []));
      return composed(deps, chatId, inbox, outgoing);
    },
  };
}

/**
 * Where this page ends. Rows above `lastSeq` (read first) are left for the next time: one of them could have been
 * committed between the two reads while a lower one was missed.
 */
export function endOf(
  lastSeq: number,
  inbox: readonly Pick<InboxRow, 'seq'>[],
  outgoing: readonly Pick<OutgoingRow, 'seq' | 'state'>[],
): { next: number; more: boolean; sending: boolean } {
  const full = [inbox, outgoing].filter((rows) => rows.length >= PAGE_ROWS).map((rows) => rows.at(-1)?.seq ?? lastSeq);
  const readTo = Math.min(lastSeq, ...full);
  const unsent = outgoing.find((row) => row.state === 'waiting' || row.state === 'sending');
  const sending = unsent !== undefined && unsent.seq <= readTo;
  return { next: sending ? unsent.seq - 1 : readTo, more: !sending && readTo < lastSeq, sending };
}

async function composed(deps: HttpDeps, chatId: string, inbox: InboxRow[], outgoing: OutgoingRow[]) {
  const { practice } = await deps.mode();
  const render = (row: OutgoingRow) => rendered(deps, row, practice);
  const past = createPast(deps, chatId, Math.min(inbox[0]?.seq ?? Infinity, outgoing[0]?.seq ?? Infinity), outgoing);
  const messages: ChatMessage[] = [];
  for (const row of outgoing) {
    const shown = render(row);
    const replaced = row.replaces === null ? null : await past.slot(row.replaces, row.seq);
    messages.push(
      outgoingMessage(row, shown, {
        imageUrl: imageUrl(deps, row.id, shown.image),
        replacedId: replaced,
        practiceBank: practice && shown.image?.kind === 'qris' ? await bankUrl(deps, row) : null,
      }),
    );
  }
  // The language may have changed a moment ago, by the very message that is shown.
  const lang = inbox.length > 0 ? ((await deps.uow.read.chats.get(chatId))?.lang ?? 'id') : 'id';
  for (const row of inbox) {
    const choice = row.sealed ? null : choiceOf(row);
    const label = choice === null ? '' : await past.label(choice, row.seq, render);
    const message = inboundMessage(row, lang, () => label ?? word(lang, 'chat_button'));
    if (message) messages.push(message);
  }
  return messages.sort((a, b) => a.seq - b.seq);
}

/** A row that cannot be opened or put into words must not hide the rest of the chat. */
function rendered(deps: HttpDeps, row: OutgoingRow, practice: boolean): Rendered {
  try {
    return deps.messages.render(deps.uow.read.outgoing.screen(row), row.lang, { practice });
  } catch (error) {
    deps.log.error({ outgoing: row.id, err: error }, 'a message cannot be shown');
    const text = word(row.lang, 'chat_unreadable');
    const nothing = { image: null, file: null, link: null, copy: null, expiresAt: null };
    return { text, choices: [], ...nothing, secret: false, practice };
  }
}

function choiceOf(row: InboxRow): string | null {
  const body = JSON.parse(row.body) as { kind: string; choice?: string };
  return body.kind === 'choice' ? (body.choice ?? '') : null;
}

/** Looks at what was said before, reading older rows once and only when this page does not hold the answer. */
function createPast(deps: HttpDeps, chatId: string, firstSeq: number, page: readonly OutgoingRow[]) {
  let older: Promise<OutgoingRow[]> | null = null;
  const load = () => (older ??= deps.uow.read.outgoing.after(chatId, Math.max(0, firstSeq - LOOK_BACK), LOOK_BACK));
  const find = async (seq: number, wanted: (row: OutgoingRow) => boolean): Promise<OutgoingRow | null> => {
    const here = page.findLast((row) => row.seq < seq && wanted(row));
    return here ?? (await load()).findLast((row) => row.seq < seq && wanted(row)) ?? null;
  };
  return {
    slot: async (slot: string, seq: number) => (await find(seq, (row) => row.slot === slot))?.id ?? null,
    label: async (choice: string, seq: number, render: (row: OutgoingRow) => Rendered) => {
      const labelIn = (row: OutgoingRow) => render(row).choices.find(({ id }) => id === choice)?.label;
      const row = await find(seq, (candidate) => labelIn(candidate) !== undefined);
      return row ? (labelIn(row) ?? null) : null;
    },
  };
}

async function bankUrl(deps: HttpDeps, row: OutgoingRow): Promise<string> {
  const paymentId = row.slot?.startsWith('pay:') ? row.slot.slice(4) : null;
  const payment = paymentId === null ? null : await deps.uow.read.payments.get(paymentId);
  return payment ? `/practice/bank?ref=${encodeURIComponent(payment.reference)}` : '/practice/bank';
}

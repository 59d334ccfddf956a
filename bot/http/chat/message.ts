/** A message as `GET /api/chat/messages` and the stream give it. The shape is documented in docs/web-chat-api.md. */
import type { InboxRow, Lang, OutgoingRow } from '../../../commerce/chat/model.ts';
import type { Rendered } from '../../../conversations/messages/render.ts';
import { fileCard, type FileCard } from './file-route.ts';

export interface ChatMessage {
  /** Grows within a chat; gaps are normal. The cursor of `after` and Last-Event-ID. */
  seq: number;
  /** The client's own id for `from: user`, else ours. */
  id: string;
  from: 'user' | 'bot' | 'staff';
  lang: Lang;
  text: string;
  choices: { id: string; label: string }[];
  image: { url: string; alt: string } | null;
  link: { url: string; label: string } | null;
  file?: FileCard;
  copy?: string;
  /** Id of the earlier message this one takes the place of. */
  replaces?: string;
  /** Epoch milliseconds. */
  expiresAt?: number;
  secret?: boolean;
  /** Where the practice bank pays this; only beside a payment code in practice mode. */
  practiceBank?: string;
  /** Epoch milliseconds. */
  at: number;
}

/** What a sealed inbound message looks like: that something was typed, not what. */
export const MASKED = '•••';

/** Null for rows that are no message of a person (a timeout is a row, too). */
export function inboundMessage(row: InboxRow, lang: Lang, labelOf: (choiceId: string) => string): ChatMessage | null {
  const base = { seq: row.seq, id: row.messageId, from: 'user' as const, lang, choices: [], image: null, link: null };
  if (row.sealed) return { ...base, text: MASKED, secret: true, at: row.at };
  const body = JSON.parse(row.body) as { kind: string; text?: string; choice?: string };
  if (body.kind === 'text') return { ...base, text: body.text ?? '', at: row.at };
  if (body.kind === 'choice') return { ...base, text: labelOf(body.choice ?? ''), at: row.at };
  return null;
}

export function outgoingMessage(
  row: OutgoingRow,
  rendered: Rendered,
  context: { imageUrl: string | null; replacedId: string | null; practiceBank: string | null },
): ChatMessage {
  const { image } = rendered;
  return {
    seq: row.seq,
    id: row.id,
    from: row.author,
    lang: row.lang,
    text: rendered.text,
    choices: rendered.choices,
    image: image && context.imageUrl ? { url: context.imageUrl, alt: image.alt } : null,
    link: rendered.link,
    ...(rendered.file === null ? {} : { file: fileCard(row.id, rendered.file) }),
    ...(rendered.copy === null ? {} : { copy: rendered.copy }),
    ...(context.replacedId === null ? {} : { replaces: context.replacedId }),
    ...(rendered.expiresAt === null ? {} : { expiresAt: rendered.expiresAt }),
    ...(rendered.secret ? { secret: true } : {}),
    ...(context.practiceBank === null ? {} : { practiceBank: context.practiceBank }),
    at: row.sentAt ?? row.createdAt,
  };
}

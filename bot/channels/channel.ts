/**
 * One way of talking to people. A channel takes in what arrives (and hands it to `Inbound`, which stores it before
 * anything else happens) and delivers rendered messages one by one. It keeps no state of the conversation and never
 * decides what is said.
 */
import type { InboundBody, Lang, OutgoingRow } from '../../commerce/chat/model.ts';
import type { Rendered } from '../../conversations/messages/render.ts';

export interface OutgoingMessage {
  /** Our row id; channels that accept a client message id use it, so a repeated send is recognised. */
  id: string;
  address: string;
  lang: Lang;
  author: 'bot' | 'staff';
  rendered: Rendered;
  /** What is in `rendered.file`; null when it was cleared away. */
  openFile(): Promise<Uint8Array | null>;
  /** The channel's id of the message this one takes the place of, where one was sent. */
  replacesExternalId: string | null;
}

export type Delivery =
  | { kind: 'sent'; externalId: string | null }
  /** Not now: rate limit or trouble on the way. The row waits. */
  | { kind: 'retry'; afterMs: number; error: string }
  /** The person blocked us or the chat is gone: nothing more goes there until they write again. */
  | { kind: 'gone'; error: string }
  /** This message can never be sent in this form. */
  | { kind: 'rejected'; error: string };

export interface Channel {
  readonly name: string;
  readonly capabilities: { edit: boolean; deleteInbound: boolean; images: boolean; typing: boolean };
  deliver(message: OutgoingMessage): Promise<Delivery>;
  /**
   * Told when the outcome of a delivery to this address is durable; with the row as it is now when it was sent. Must
   * not throw.
   */
  delivered?(address: string, sent: OutgoingRow | null): void;
  /** Shows that an answer is being prepared. Best effort. */
  typing?(address: string): Promise<void>;
  /** Removes a message the person sent (a typed secret). False when the channel could not. */
  deleteInbound?(address: string, messageId: string): Promise<boolean>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface InboundMessage {
  channel: string;
  address: string;
  /** Stable id of the person on this channel. */
  externalId: string;
  displayName?: string;
  lang?: Lang;
  /** The channel's id of the message or update; repeats of it are ignored. */
  messageId: string;
  body: InboundBody;
  at: number;
}

/**
 * Stores the message durably (or finds it is a repeat) and wakes the chat worker. Resolves after the commit; null when
 * the message was dropped, because its chat sent far too many.
 */
export type Inbound = (
  message: InboundMessage,
) => Promise<{ chatId: string; seq: number | null; duplicate: boolean } | null>;

/**
 * The chat as a conversation sees it. A conversation is a plain async function that is replayed from its log after
 * every message: everything that is not the same each time (time, randomness, reads of changing data, effects) must go
 * through `read` or `once`, and every step has a name of its own. Results pass through JSON, also the first time.
 */
import type { Lang } from '../commerce/chat/model.ts';
import type { Commerce } from '../commerce/app.ts';
import type { Actor } from '../commerce/people/model.ts';
import type { Choice, Screen, Text } from '../commerce/ports/screen.ts';

/** What a parser makes of typed words: a value, or the sentence that says the rule and the fix. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; say: Text };

/** How a dialog may end without an answer. Thrown by ask/choose so that try/finally in a flow runs. */
export class DialogEnded extends Error {
  readonly why: 'cancelled' | 'timed_out' | 'left';
  constructor(why: 'cancelled' | 'timed_out' | 'left') {
    super(`dialog ${why}`);
    this.why = why;
  }
}

export interface TalkChat {
  readonly chatId: string;
  readonly lang: Lang;
  readonly actor: Actor;
  say(screen: Screen): Promise<void>;
  /** Asks and waits for typed words; asks again with the parser's sentence until it parses. Pressed options count too. */
  ask<T>(name: string, screen: Screen, parse: (words: string) => Parsed<T> | Promise<Parsed<T>>): Promise<T>;
  /** Waits for one of the options; typed number, label or id count too. `other` handles any other words. */
  choose(
    name: string,
    screen: Screen,
    options: Choice[],
    other?: (words: string) => Parsed<string> | Promise<Parsed<string>>,
  ): Promise<string>;
  /** Like ask, but the answer is sealed on arrival, kept out of the log, and deleted from the channel where it can. */
  askSecret(name: string, screen: Screen, parse: (words: string) => Parsed<string>): Promise<SecretAnswer>;
  /** An outside effect. Runs once; its result is journalled at once. `key` is stable over crashes and replays. */
  once<T>(name: string, effect: (key: string) => Promise<T>): Promise<T>;
  /** A read of changing data. */
  read<T>(name: string, query: () => Promise<T>): Promise<T>;
}

/** A reference to a sealed answer; `open` is only for handing it on inside `once`. */
export interface SecretAnswer {
  ref: string;
  open(): Promise<string>;
}

export type Flow<Args = unknown> = (chat: TalkChat, app: Commerce, args: Args) => Promise<FlowEnd>;

/** What happens after a flow: nothing (idle chat), or another flow in the same turn. */
export type FlowEnd = void | { next: string; args?: unknown };

export interface FlowDefinition {
  name: string;
  /** Raise when steps change; older versions stay listed until no dialog uses them. */
  version: number;
  run: Flow<never>;
  older?: Record<number, Flow<never>>;
  /**
   * Called when a dialog can no longer be continued (its version is gone, or its steps no longer match the log), with
   * what `once` had done. Undoes what would otherwise be left hanging. May be called more than once.
   */
  compensate?: (done: JournalEntry[], app: Commerce, at: { actor: Actor; dialogId: string }) => Promise<void>;
}

/** One effect of a dialog: name and count as in `placed:1`, and what it returned. */
export interface JournalEntry {
  key: string;
  value: unknown;
}

/** Where an inbound message goes. Pure: decided from the message and from whether a dialog is waiting. */
export type Route =
  /** The waiting dialog gets it. */
  | { kind: 'dialog' }
  /** A flow is started; a waiting dialog ends first with `left`. */
  | { kind: 'flow'; flow: string; args?: unknown }
  /** A flow that ends at once runs beside the waiting dialog, whose question is put again under the sentence `note`. */
  | { kind: 'aside'; flow: string; args?: unknown; note: string }
  /** The waiting dialog ends with `cancelled`; without one the flow `cancel` asks which order. */
  | { kind: 'cancel' };

export type Router = (
  body: { kind: 'text'; text: string } | { kind: 'choice'; choice: string } | { kind: 'unsupported'; what: string },
  at: { hasDialog: boolean; pendingSecret: boolean; isStaffTurn: boolean },
) => Route;

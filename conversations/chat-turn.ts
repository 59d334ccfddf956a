/**
 * What one inbound row leads to. First whether a human is on it (then the bot stays silent), then whether it answers
 * the waiting question, then the router. Reads only; the worker saves the result in one transaction.
 */
import type { Commerce } from '../commerce/app.ts';
import type { DialogRow, InboundBody, InboxRow } from '../commerce/chat/model.ts';
import type { Actor } from '../commerce/people/model.ts';
import type { Clock, Log } from '../commerce/ports/runtime.ts';
import { text } from '../commerce/ports/screen.ts';
import type { UnitOfWork } from '../commerce/ports/unit-of-work.ts';
import type { Vault } from '../commerce/ports/vault.ts';
import type { Settings } from '../commerce/settings.ts';
import type { Messages } from './messages/render.ts';
import type { FlowDefinition, Route, Router } from './port.ts';
import { journalOf } from './runner/journal.ts';
import { answersQuestion, isOption } from './runner/options.ts';
import { readPending } from './runner/pending.ts';
import { relayTextOnlyScreen } from './runner/screens.ts';
import { repeatQuestion, resumeDialog, startFlow, type TurnContext, type TurnResult } from './runner/turn.ts';
import { isTooLong, MAX_WORDS_CHARS, normalise } from './understand/words.ts';

export interface ChatTurnDeps {
  uow: UnitOfWork;
  commerce: Commerce;
  flows: ReadonlyMap<string, FlowDefinition>;
  router: Router;
  clock: Clock;
  vault: Vault;
  log: Log;
  settings: Settings;
  messages: Messages;
}

export interface RowResult extends TurnResult {
  /** The person typed a secret; where the channel can, their message is removed. */
  secretTyped: boolean;
}

type Body = Exclude<InboundBody, { kind: 'timeout' }>;
type RelayState = Awaited<ReturnType<Commerce['relayState']>>;

const NOTHING: TurnResult = { screens: [], ended: [], dialog: null };
/** A turn has to be through before its chat's lease is. */
const TURN_SHARE_OF_LEASE = 0.8;

export async function chatTurn(deps: ChatTurnDeps, row: InboxRow): Promise<RowResult> {
  const dialog = await deps.uow.read.dialogs.ofChat(row.chatId);
  const actor = await deps.commerce.actorOf(row.chatId);
  const context = contextOf(deps, row, actor);
  const body = openBody(deps.vault, row);
  if (body.kind === 'timeout') return { ...(await timeout(context, dialog, body.dialogId)), secretTyped: false };
  const secretPending = dialog !== null && readPending(dialog).secret;
  // Words that may be a secret are never passed on to a human.
  const relay = secretPending ? 'none' : await deps.commerce.relayState(row.chatId);
  const isStaffTurn = relay === 'staff_active' || relay === 'guest_active';
  const route = deps.router(body, { hasDialog: dialog !== null, pendingSecret: secretPending, isStaffTurn });
  const relayed = await relayTurn(deps.commerce, { actor, row, body, relay, route, idle: dialog === null });
  const result = relayed ?? (await botTurn(context, { dialog, row, body, route }));
  return { ...result, secretTyped: row.sealed && body.kind === 'text' };
}

/** The body of an inbound row, opened. Throws when a sealed one was altered or belongs to another row. */
function openBody(vault: Vault, row: InboxRow): InboundBody {
  const json = row.sealed ? vault.open('inbox', `inbox:${row.id}`, row.body) : row.body;
  return JSON.parse(json) as InboundBody;
}

function contextOf(deps: ChatTurnDeps, row: InboxRow, actor: Actor): TurnContext {
  return {
    chatId: row.chatId,
    rowId: row.id,
    lang: actor.lang,
    actor,
    wordings: (label) => [deps.messages.text(label, 'id'), deps.messages.text(label, 'en')],
    flows: deps.flows,
    app: deps.commerce,
    now: deps.clock.now(),
    dialogTimeoutMs: deps.settings.dialogTimeoutMs,
    turnTimeoutMs: deps.settings.chatLeaseMs * TURN_SHARE_OF_LEASE,
    journalOf: (dialogId) => journalOf(deps, dialogId),
    log: deps.log,
  };
}

/** A timeout that was overtaken by an answer, or meant an earlier dialog, does nothing. */
async function timeout(context: TurnContext, dialog: DialogRow | null, dialogId: string): Promise<TurnResult> {
  if (dialog?.id !== dialogId || dialog.expiresAt > context.now) return NOTHING;
  return resumeDialog(context, dialog, { ended: 'timed_out' });
}

/**
 * Passes words between a guest and a member of staff. Null when the bot is to answer after all: pressed buttons,
 * commands, the word that ends the relay, and whatever the relay no longer takes.
 */
async function relayTurn(
  commerce: Commerce,
  at: { actor: Actor; row: InboxRow; body: Body; relay: RelayState; route: Route; idle: boolean },
): Promise<TurnResult | null> {
  const { actor, row, body, relay, route, idle } = at;
  if (relay === 'none' || body.kind === 'choice') return null;
  const unclear = idle && route.kind === 'flow' && route.flow === 'words';
  if (relay === 'guest_waiting' && !unclear) return null;
  if (body.kind === 'unsupported') return { ...NOTHING, screens: [relayTextOnlyScreen] };
  const ends = route.kind === 'flow' && route.flow === 'relay-end';
  if (ends || body.text.startsWith('/')) return null;
  return (await commerce.relayMessage(actor, row.id, body.text)) ? NOTHING : null;
}

interface BotTurn {
  dialog: DialogRow | null;
  row: InboxRow;
  body: Body;
  route: Route;
}

async function botTurn(context: TurnContext, { dialog, row, body, route }: BotTurn): Promise<TurnResult> {
  if (!dialog) return startFlow(context, idleStart(route));
  const pending = readPending(dialog);
  if (body.kind === 'choice' && isOption(body.choice)) {
    if (answersQuestion(body.choice, pending.token)) return resumeDialog(context, dialog, { choice: body.choice });
    return repeatQuestion(context, dialog, text('stale-button'));
  }
  if (route.kind === 'cancel') return resumeDialog(context, dialog, { ended: 'cancelled' });
  if (route.kind === 'flow') return leaveFor(context, dialog, route);
  if (route.kind === 'aside') return runBeside(context, dialog, route);
  if (body.kind === 'choice') return repeatQuestion(context, dialog, text('stale-button'));
  if (body.kind === 'unsupported') return repeatQuestion(context, dialog, text('unsupported-message'));
  if (pending.secret) {
    // Stored in the clear, so it came before the question was put and cannot be meant for it.
    if (!row.sealed) return repeatQuestion(context, dialog, text('secret-again'));
    return resumeDialog(context, dialog, { words: body.text.trim() });
  }
  if (isTooLong(body.text)) {
    return repeatQuestion(context, dialog, text('message-too-long', { max: MAX_WORDS_CHARS }));
  }
  return resumeDialog(context, dialog, { words: normalise(body.text) });
}

/** Without a dialog there is nothing to answer or cancel: the flows of these names ask what is meant. */
function idleStart(route: Route): { flow: string; args?: unknown } {
  if (route.kind === 'flow' || route.kind === 'aside') return { flow: route.flow, args: route.args };
  return { flow: route.kind === 'cancel' ? 'cancel' : 'menu' };
}

async function leaveFor(
  context: TurnContext,
  dialog: DialogRow,
  start: { flow: string; args?: unknown },
): Promise<TurnResult> {
  const left = await resumeDialog(context, dialog, { ended: 'left' });
  const begun = await startFlow(context, { flow: start.flow, args: start.args });
  return { ...begun, screens: [...left.screens, ...begun.screens], ended: [...left.ended, ...begun.ended] };
}

async function runBeside(
  context: TurnContext,
  dialog: DialogRow,
  { flow, args, note }: Extract<Route, { kind: 'aside' }>,
): Promise<TurnResult> {
  const done = await startFlow(context, { flow, args });
  const again = await repeatQuestion(context, dialog, text(note), true);
  return { ...again, screens: [...done.screens, ...again.screens], ended: [...done.ended, ...again.ended] };
}

/**
 * One turn of a conversation: a dialog and what was given to it become screens to send and the dialog to save. Nothing
 * is written here except by `once`; the caller saves everything in one transaction. A turn that is run again after a
 * crash gets the same dialog ids and effect keys, because they derive from the inbox row.
 */
import type { Commerce } from '../../commerce/app.ts';
import type { DialogRow } from '../../commerce/chat/model.ts';
import type { Log } from '../../commerce/ports/runtime.ts';
import type { Screen, Text } from '../../commerce/ports/screen.ts';
import { DialogEnded, type Flow, type FlowDefinition, type FlowEnd, type JournalEntry } from '../port.ts';
import { readPending, type Pending } from './pending.ts';
import { BadReplay, replay, TooManySteps, type Outcome, type StepLog } from './replay.ts';
import { cancelledScreen, repeated, restartScreen, sorryScreen, timedOutScreen, tooLongScreen } from './screens.ts';
import { createTalk, type DialogJournal, type Given, type Reply, type Spoken, type TalkDeps } from './talk.ts';

export interface TurnContext extends Omit<TalkDeps, 'dialogId' | 'journal'> {
  /** Id of the inbox row; dialogs started in this turn are named after it. */
  rowId: string;
  flows: ReadonlyMap<string, FlowDefinition>;
  app: Commerce;
  now: number;
  dialogTimeoutMs: number;
  turnTimeoutMs: number;
  journalOf(dialogId: string): DialogJournal & { all(): Promise<JournalEntry[]> };
  log: Log;
}

export interface TurnResult {
  screens: Screen[];
  /** Dialogs that ended in this turn, also those that were never saved. */
  ended: string[];
  /** The dialog to save, if any. */
  dialog: DialogRow | null;
}

/** Flows may hand over to each other; more than this in one turn is a circle. */
const MAX_FLOWS = 5;

export interface FlowStart {
  flow: string;
  args?: unknown;
}

/** Begins a flow, and whatever it hands over to, until one waits or all are through. */
export async function startFlow(context: TurnContext, start: FlowStart): Promise<TurnResult> {
  const result: TurnResult = { screens: [], ended: [], dialog: null };
  let next: FlowStart | null = start;
  for (let count = 0; next; count += 1) {
    const definition = context.flows.get(next.flow);
    if (!definition || count === MAX_FLOWS) {
      context.log.error({ chatId: context.chatId, flow: next.flow }, definition ? 'flows in a circle' : 'no such flow');
      return { ...result, screens: [sorryScreen] };
    }
    const hint = (next.args as { hint?: unknown } | null | undefined)?.hint;
    if (LOST_HINTS.has(hint)) noteRefusal(context, { flow: definition.name, question: String(hint) });
    const dialog = newDialog(context, definition, next.args, count);
    const step = await play(context, dialog, definition, definition.run, null);
    result.screens.push(...step.screens);
    if (step.dialog) return { ...result, dialog: step.dialog };
    result.ended.push(dialog.id);
    next = step.next;
  }
  return result;
}

/** Gives a waiting dialog its answer, or the news that it ends; follows where it leads. */
export async function resumeDialog(context: TurnContext, dialog: DialogRow, given: Given): Promise<TurnResult> {
  const found = flowOf(context, dialog);
  if (!found) return discontinue(context, dialog, restartScreen);
  const step = await play(context, dialog, found.definition, found.run, given);
  if (step.dialog) return { screens: step.screens, ended: [], dialog: step.dialog };
  const hands = step.next && !('ended' in given && given.ended !== 'cancelled') ? step.next : null;
  const after = hands ? await startFlow(context, hands) : { screens: [], ended: [], dialog: null };
  return { ...after, screens: [...step.screens, ...after.screens], ended: [dialog.id, ...after.ended] };
}

/** Puts the waiting question once more, after a message that was no answer to it; `taken`: but was understood. */
export async function repeatQuestion(
  context: TurnContext,
  dialog: DialogRow,
  note: Text,
  taken = false,
): Promise<TurnResult> {
  const found = flowOf(context, dialog);
  if (!found) return discontinue(context, dialog, restartScreen);
  if (!taken) noteRefusal(context, { flow: dialog.flow, question: note.key });
  const { outcome, question } = await run(context, dialog, found.run, {});
  if (outcome.kind !== 'waiting' || !question) return discontinue(context, dialog, restartScreen);
  return { screens: [repeated(note, question.screen)], ended: [], dialog: extended(context, dialog) };
}

/** Ends a dialog that cannot go on, undoing what it had done outside. */
async function discontinue(context: TurnContext, dialog: DialogRow, screen: Screen): Promise<TurnResult> {
  await compensate(context, dialog);
  return { screens: [screen], ended: [dialog.id], dialog: null };
}

interface Played {
  screens: Screen[];
  dialog: DialogRow | null;
  next: FlowStart | null;
}

async function play(
  context: TurnContext,
  dialog: DialogRow,
  definition: FlowDefinition,
  flow: Flow<never>,
  given: Given | null,
): Promise<Played> {
  const { outcome, said, question } = await run(context, dialog, flow, given ? { given } : null);
  switch (outcome.kind) {
    case 'refused':
      noteRefusal(context, { flow: definition.name, question: readPending(dialog).key });
      return { screens: [outcome.reply], dialog: extended(context, dialog), next: null };
    case 'waiting': {
      const pending: Pending = { key: outcome.key, ...(question?.pending ?? NO_QUESTION) };
      const saved = { log: JSON.stringify(outcome.log), pending: JSON.stringify(pending), step: outcome.log.length };
      return { screens: said, dialog: { ...extended(context, dialog), ...saved }, next: null };
    }
    case 'returned': {
      const end = outcome.value as FlowEnd;
      const quiet = said.length === 0 && !end;
      const closing = quiet && given && 'ended' in given ? closingScreens(given.ended) : [];
      return over([...said, ...closing], end ? { flow: end.next, args: end.args } : null);
    }
    case 'thrown':
      if (outcome.error instanceof DialogEnded) return over(said.length > 0 ? said : closingScreens(outcome.error.why));
      context.log.error(
        { chatId: context.chatId, flow: definition.name, version: dialog.version, err: outcome.error },
        'conversation failed',
      );
      if (outcome.broken) await compensate(context, dialog);
      return over([failureScreen(outcome.error)]);
  }
}

/** One line for what a person sent and nothing came of; never the words themselves. */
function noteRefusal(context: TurnContext, about: Record<string, string>): void {
  context.log.info({ chatId: context.chatId, ...about }, 'message not taken');
}

/** Hints of the menu flow that answer something nobody understood. */
const LOST_HINTS: ReadonlySet<unknown> = new Set(['unknown', 'stale', 'unsupported', 'too-long']);

const over = (screens: Screen[], next: FlowStart | null = null): Played => ({ screens, dialog: null, next });

const NO_QUESTION = { token: '', options: [], secret: false };

function closingScreens(why: DialogEnded['why']): Screen[] {
  if (why === 'left') return [];
  return [why === 'timed_out' ? timedOutScreen : cancelledScreen];
}

function failureScreen(error: unknown): Screen {
  if (error instanceof BadReplay) return restartScreen;
  return error instanceof TooManySteps ? tooLongScreen : sorryScreen;
}

/** `answer` null plays from the start; without `given` it replays up to the waiting question. */
async function run(
  context: TurnContext,
  dialog: DialogRow,
  flow: Flow<never>,
  answer: { given?: Given } | null,
): Promise<Spoken & { outcome: Outcome<Reply> }> {
  const journal = context.journalOf(dialog.id);
  const waiting = answer ? { key: readPending(dialog).key, ...answer } : null;
  const log = JSON.parse(dialog.log) as StepLog;
  const spoken: Spoken = { said: [], question: null };
  const outcome = await replay<Given, Reply>({ log, waiting, timeoutMs: context.turnTimeoutMs }, async (steps) => {
    const chat = createTalk(steps, { ...context, dialogId: dialog.id, journal }, spoken);
    return flow(chat, context.app, JSON.parse(dialog.args) as never);
  });
  return { outcome, ...spoken };
}

function flowOf(context: TurnContext, dialog: DialogRow): { definition: FlowDefinition; run: Flow<never> } | null {
  const definition = context.flows.get(dialog.flow);
  if (!definition) return null;
  const run = definition.version === dialog.version ? definition.run : definition.older?.[dialog.version];
  if (run) return { definition, run };
  context.log.warn({ chatId: context.chatId, flow: dialog.flow, version: dialog.version }, 'flow version is gone');
  return null;
}

async function compensate(context: TurnContext, dialog: DialogRow): Promise<void> {
  const definition = context.flows.get(dialog.flow);
  if (!definition?.compensate) return;
  try {
    const done = await context.journalOf(dialog.id).all();
    if (done.length > 0) await definition.compensate(done, context.app, { actor: context.actor, dialogId: dialog.id });
  } catch (error) {
    context.log.error({ chatId: context.chatId, flow: dialog.flow, err: error }, 'compensation failed');
  }
}

const newDialog = (
  context: TurnContext,
  { name, version }: FlowDefinition,
  args: unknown,
  count: number,
): DialogRow => ({
  id: count === 0 ? context.rowId : `${context.rowId}-${count}`,
  chatId: context.chatId,
  flow: name,
  version,
  args: JSON.stringify(args ?? null),
  log: '[]',
  pending: JSON.stringify({ key: '', ...NO_QUESTION }),
  step: 0,
  expiresAt: context.now + context.dialogTimeoutMs,
  startedAt: context.now,
});

const extended = (context: TurnContext, dialog: DialogRow): DialogRow => ({
  ...dialog,
  expiresAt: context.now + context.dialogTimeoutMs,
});

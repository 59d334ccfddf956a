/**
 * Several units of work in one commit. A commit waits for the disk, and that wait is most of what a small unit costs.
 * Units run one after another, each behind a savepoint of its own, so one that fails takes nothing of the others with
 * it; what comes while they run, or in the next turn of the event loop, still joins. A unit is told that it is done
 * only after the commit. When the commit itself fails, each unit runs again alone and gets its own answer, so a unit
 * may run more than once.
 */
import { setImmediate } from 'node:timers/promises';
import { CompiledQuery, type Kysely, type Transaction } from 'kysely';
import { closeDirect, directWay, openDirect, type RunNow } from './engine/direct.ts';
import { DatabaseBusy } from './errors.ts';
import type { Database } from './tables/index.ts';

/** Other processes wait for a group, and its first unit for its last: both no longer than this. */
const GROUP_MAX = 64;
const GROUP_MS = 5;
const PATIENT_TURNS = 6;

type Work = (transaction: Transaction<Database>) => Promise<unknown>;

interface Member {
  work: Work;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

type Outcome = { member: Member } & ({ kind: 'done'; value: unknown } | { kind: 'failed'; error: unknown });

interface Open {
  writer: Kysely<Database>;
  groupMs: number;
  run: RunNow | undefined;
}

/** Resolves when what `work` wrote is durable, rejects when nothing of it is. */
export type GroupedTransaction = <T>(work: (transaction: Transaction<Database>) => Promise<T>) => Promise<T>;

const SAVE = CompiledQuery.raw('savepoint unit');
const KEEP = CompiledQuery.raw('release unit');
const UNDO = CompiledQuery.raw('rollback to unit');

interface GroupOptions {
  /** For tests: how long a group stays open. */
  groupMs?: number;
  /** Runs a statement on the writer's connection in the same turn (engine/direct.ts). */
  run?: RunNow;
}

/** Units that are asked for together share a commit of `writer`. */
export function groupedTransactions(writer: Kysely<Database>, options: GroupOptions = {}): GroupedTransaction {
  const { groupMs = GROUP_MS, run } = options;
  const open: Open = { writer, groupMs, run };
  const waiting: Member[] = [];
  let isRunning = false;

  async function runAll(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) await runGroup(open, waiting);
    isRunning = false;
  }

  return <T>(work: (transaction: Transaction<Database>) => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      waiting.push({ work, resolve: (value) => resolve(value as T), reject });
      if (!isRunning) void runAll();
    });
}

/** Never throws: every member it takes from `waiting` is answered. */
async function runGroup(open: Open, waiting: Member[]): Promise<void> {
  const members = waiting.splice(0, GROUP_MAX);
  try {
    const outcomes = await open.writer
      .transaction()
      .execute((transaction) => runMembers(transaction, members, waiting, open));
    for (const outcome of outcomes) {
      if (outcome.kind === 'done') outcome.member.resolve(outcome.value);
      else outcome.member.reject(outcome.error);
    }
  } catch (error) {
    // Nobody got as far as to run. Who came meanwhile waited for the same lock and must not wait as long once more.
    if (error instanceof DatabaseBusy) for (const member of [...members, ...waiting.splice(0)]) member.reject(error);
    else if (members.length === 1) members[0]?.reject(error);
    else for (const member of members) await runGroup(open, [member]);
  }
}

async function runMembers(
  transaction: Transaction<Database>,
  members: Member[],
  waiting: Member[],
  { groupMs, run }: Open,
): Promise<Outcome[]> {
  const closesAt = performance.now() + groupMs;
  const outcomes: Outcome[] = [];
  if (run) openDirect(transaction, run);
  try {
    while (outcomes.length < members.length) {
      for (const member of members.slice(outcomes.length)) outcomes.push(await runMember(transaction, member));
      await patience(waiting, outcomes.length > 1 ? PATIENT_TURNS : 1, closesAt);
      if (members.length < GROUP_MAX && performance.now() < closesAt) {
        members.push(...waiting.splice(0, GROUP_MAX - members.length));
      }
    }
    return outcomes;
  } finally {
    closeDirect(transaction);
  }
}

/**
 * What is about to come in this turn of the event loop gets its chance. Where several came together more will: a few
 * turns cost microseconds in an idle loop and save a commit in a busy one.
 */
async function patience(waiting: readonly Member[], turns: number, closesAt: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) {
    await setImmediate();
    if (waiting.length > 0 || performance.now() >= closesAt) return;
  }
}

async function runMember(transaction: Transaction<Database>, member: Member): Promise<Outcome> {
  await control(transaction, SAVE);
  try {
    const value = await member.work(transaction);
    await control(transaction, KEEP);
    return { member, kind: 'done', value };
  } catch (error) {
    await undo(transaction, error);
    return { member, kind: 'failed', error };
  }
}

async function control(transaction: Transaction<Database>, query: CompiledQuery): Promise<void> {
  const run = directWay(transaction);
  if (run) run(query);
  else await transaction.executeQuery(query);
}

/** Throws the unit's own error when the engine has ended the whole transaction because of it. */
async function undo(transaction: Transaction<Database>, error: unknown): Promise<void> {
  try {
    await control(transaction, UNDO);
    await control(transaction, KEEP);
  } catch {
    throw error;
  }
}

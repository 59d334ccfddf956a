/**
 * Replays a conversation from its log. A conversation is a function that runs from the start after every message;
 * steps that ran before give their recorded result, the first new question ends the run.
 *
 * The engine is grammY's. What it does not forgive is settled here, before it can see it: a step that throws (its
 * bookkeeping would wait for ever, so failures travel as values), a step that differs from the log, two steps at once.
 * Whoever does one of these is parked for good and the run is reported as `broken`, even if the conversation swallows
 * the error. Results pass through JSON before their first use, so the first run sees what every replay will see.
 */
import { ReplayEngine, type ReplayControls, type ReplayState } from '@grammyjs/conversations';

/** What a step left behind: its value, or the message of what it threw. */
export type StepResult = { v?: unknown } | { e: string };
/** The log: key and result of every finished step, in order. JSON. */
export type StepLog = [key: string, result: StepResult][];

/** The log says one step and the conversation does another: it was changed without a new version. */
export class BadReplay extends Error {}
/** A step began while another one was running. */
class MissingAwait extends Error {}
/** The conversation has taken more steps than one may. */
export class TooManySteps extends Error {}
/** The run took longer than a chat may be held. */
class TurnTimeout extends Error {}

export type Understood<T, R> = { ok: true; value: T } | { ok: false; reply: R };

export interface Steps<Given, Reply> {
  /** Runs `work` once and records what came of it. Throws what `work` threw, in later replays with the same message. */
  step<T>(key: string, work: () => Promise<T>): Promise<T>;
  /**
   * Waits for an answer. `understand` is called once with what was given and the log keeps what it made of it, never
   * the words; when it answers not ok the run ends as `refused` and leaves no trace. It may throw to end the wait.
   */
  question<T>(key: string, understand: (given: Given) => Promise<Understood<T, Reply>>): Promise<T>;
  /** True once nothing recorded is left, so what is said now was not said before. */
  isNew(): boolean;
}

export type Outcome<Reply> =
  | { kind: 'waiting'; log: StepLog; key: string }
  | { kind: 'refused'; reply: Reply }
  | { kind: 'returned'; value: unknown }
  | { kind: 'thrown'; error: unknown; broken: boolean };

export interface ReplayInput<Given> {
  log: StepLog;
  /** The question the log ends in, and the answer if there is one. Null before the first question. */
  waiting: { key: string; given?: Given } | null;
  timeoutMs: number;
}

export const MAX_STEPS = 200;
/** Calls of any kind in one run, replayed ones too: ends a conversation that loops without ever waiting. */
const MAX_CALLS = 2000;

/** Runs `conversation` against the log. Never throws; everything that can happen is an Outcome. */
export async function replay<Given, Reply>(
  input: ReplayInput<Given>,
  conversation: (steps: Steps<Given, Reply>) => Promise<unknown>,
): Promise<Outcome<Reply>> {
  const state = stateOf(input);
  const run = watch(input.timeoutMs);
  const engine = new ReplayEngine(async (controls) => {
    const finished = conversation(createSteps<Given, Reply>(state, controls, run)).then((value) => {
      const open = run.busy();
      if (open) throw run.breakWith(new MissingAwait(`step ${open} was still running at the end: missing await`));
      return value;
    });
    return Promise.race([finished, run.broken]) as Promise<void>;
  });
  const result = await engine.replay(state).finally(() => run.close());
  if (result.type === 'thrown') return { kind: 'thrown', error: result.error, broken: run.isBroken() };
  if (result.type === 'canceled') return { kind: 'refused', reply: result.message as Reply };
  if (result.type === 'interrupted') return { kind: 'waiting', log: logOf(state), key: lastKey(state) };
  return { kind: 'returned', value: result.returnValue };
}

interface Run {
  /** Marks a step as running and answers whether the conversation may go on; breaks the run when another one is. */
  begin(key: string): boolean;
  end(): void;
  busy(): string | null;
  /** Ends the run with an error that the conversation cannot catch away. */
  breakWith(error: Error): Error;
  isBroken(): boolean;
  broken: Promise<never>;
  close(): void;
}

function watch(timeoutMs: number): Run {
  let running: string | null = null;
  let calls = 0;
  let broken = false;
  let over = false;
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => undefined);
  const breakWith = (error: Error): Error => {
    broken = true;
    reject(error);
    return error;
  };
  const timer = setTimeout(() => breakWith(new TurnTimeout(`no end after ${timeoutMs} ms`)), timeoutMs).unref();
  return {
    begin(key) {
      if (over || broken) return false;
      calls += 1;
      if (calls > MAX_CALLS) breakWith(new TooManySteps(`${MAX_CALLS} calls in one run`));
      else if (running) breakWith(new MissingAwait(`${key} began while ${running} was running: missing await`));
      if (broken) return false;
      running = key;
      return true;
    },
    end: () => (running = null),
    busy: () => running,
    breakWith,
    isBroken: () => broken,
    broken: promise,
    close() {
      over = true;
      clearTimeout(timer);
    },
  };
}

function createSteps<Given, Reply>(state: ReplayState, controls: ReplayControls, run: Run): Steps<Given, Reply> {
  const recorded = state.send.length;
  let position = 0;

  /** Runs one operation at the next position of the log; parks whoever may not go on. */
  async function at<T>(key: string, limit: number, operation: (index: number) => Promise<T>): Promise<T> {
    if (!run.begin(key)) return parked();
    if (position >= limit) {
      run.end();
      throw new TooManySteps(`${limit} steps in one conversation`);
    }
    const expected = state.send[position]?.payload;
    if (expected !== undefined && expected !== key) {
      run.breakWith(new BadReplay(`step ${position} was ${expected}, now it is ${key}`));
      return parked();
    }
    try {
      return await operation(position);
    } finally {
      position += 1;
      run.end();
    }
  }

  return {
    isNew: () => position >= recorded,
    step: <T>(key: string, work: () => Promise<T>) =>
      quiet(
        at(key, Infinity, async () => {
          let thrown: unknown;
          const result = await controls.action(() => attempt(work, (error) => (thrown = error)), key);
          return unpack(result, thrown) as T;
        }),
      ),
    question: <T>(key: string, understand: (given: Given) => Promise<Understood<T, Reply>>) =>
      quiet(
        at(key, MAX_STEPS, async (index) => {
          const answer = (await controls.interrupt(key)) as { given: Given } | StepResult;
          if (!('given' in answer)) return unpack(answer) as T;
          let thrown: unknown;
          let refused: { reply: Reply } | null = null;
          const result = await attempt(
            async () => {
              const understood = await understand(answer.given);
              if (understood.ok) return understood.value;
              refused = { reply: understood.reply };
              return null;
            },
            (error) => (thrown = error),
          );
          if (refused) return controls.cancel((refused as { reply: Reply }).reply);
          replaceResult(state, index, result);
          return unpack(result, thrown) as T;
        }),
      ),
  };
}

async function attempt(work: () => Promise<unknown>, caught: (error: unknown) => void): Promise<StepResult> {
  try {
    return JSON.parse(JSON.stringify({ v: await work() })) as StepResult;
  } catch (error) {
    caught(error);
    return { e: error instanceof Error ? error.message : String(error) };
  }
}

/** A copy, so that a conversation that changes what it got does not change the log. */
function unpack(result: StepResult, thrown?: unknown): unknown {
  if ('e' in result) throw thrown ?? new Error(result.e);
  return structuredClone(result.v);
}

const parked = (): Promise<never> => new Promise(() => undefined);

/** Without this a forgotten await would end the process as an unhandled rejection; who awaits still sees it. */
function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

function stateOf<Given>({ log, waiting }: ReplayInput<Given>): ReplayState {
  const state: ReplayState = {
    send: log.map(([payload]) => ({ payload })),
    receive: log.map(([, returnValue], send) => ({ send, returnValue })),
  };
  if (waiting) {
    state.send.push({ payload: waiting.key });
    if ('given' in waiting) ReplayEngine.supply(state, log.length, { given: waiting.given });
  }
  return state;
}

function replaceResult(state: ReplayState, index: number, result: StepResult): void {
  const received = state.receive[index];
  if (received) received.returnValue = result;
}

const logOf = (state: ReplayState): StepLog =>
  state.receive.map(({ send, returnValue }) => [state.send[send]?.payload ?? '', returnValue as StepResult]);

const lastKey = (state: ReplayState): string => state.send.at(-1)?.payload ?? '';

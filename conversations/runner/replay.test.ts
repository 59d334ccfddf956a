import { describe, expect, test } from 'vitest';
import { replay, MAX_STEPS, type Outcome, type StepLog, type Steps } from './replay.ts';

type Flow = (steps: Steps<string, string>) => Promise<unknown>;
const parse = async (given: string) =>
  given === 'bad' ? { ok: false as const, reply: 'again' } : { ok: true as const, value: given.toUpperCase() };

/** Plays a flow with answers, going through JSON between the turns as a new process would. */
async function play(flow: Flow, answers: string[], flows: Flow[] = []): Promise<Outcome<string>[]> {
  const outcomes: Outcome<string>[] = [];
  let log: StepLog = [];
  let key: string | null = null;
  for (let turn = 0; turn <= answers.length; turn += 1) {
    const waiting = key === null ? null : { key, given: answers[turn - 1] ?? '' };
    const outcome: Outcome<string> = await replay({ log, waiting, timeoutMs: 2000 }, flows[turn] ?? flow);
    outcomes.push(outcome);
    if (outcome.kind === 'waiting')
      ({ log, key } = JSON.parse(JSON.stringify(outcome)) as { log: StepLog; key: string });
  }
  return outcomes;
}

const two: Flow = async (steps) => [await steps.question('ask:a', parse), await steps.question('ask:b', parse)];

const swapped: Flow = async (steps) => {
  const b = await steps.question('ask:b', parse).catch(() => 'swallowed');
  return [b, await steps.question('ask:a', parse)];
};

describe('replaying a conversation', () => {
  test('goes on where it was, keeping what answers meant and not the words', async () => {
    const outcomes = await play(two, ['x', 'y']);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['waiting', 'waiting', 'returned']);
    expect(outcomes[1]).toMatchObject({ key: 'ask:b', log: [['ask:a', { v: 'X' }]] });
    expect(outcomes[2]).toMatchObject({ value: ['X', 'Y'] });
  });

  test('a refused answer leaves no trace', async () => {
    const outcomes = await play(two, ['bad', 'bad', 'x', 'y']);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['waiting', 'refused', 'refused', 'waiting', 'returned']);
    expect(outcomes[1]).toEqual({ kind: 'refused', reply: 'again' });
    expect(outcomes[4]).toMatchObject({ value: ['X', 'Y'] });
  });

  test('a step runs once and its result went through JSON before its first use', async () => {
    let runs = 0;
    const seen: unknown[] = [];
    const [, last] = await play(
      async (steps) => {
        const got = await steps.step(
          'read:x',
          async () => ((runs += 1), { at: new Date(0), none: undefined, list: [1] }),
        );
        seen.push(structuredClone(got));
        got.list.push(2);
        return steps.question('ask:a', parse);
      },
      ['x'],
    );
    expect(last).toMatchObject({ kind: 'returned' });
    expect(runs).toBe(1);
    expect(seen).toEqual([
      { at: '1970-01-01T00:00:00.000Z', list: [1] },
      { at: '1970-01-01T00:00:00.000Z', list: [1] },
    ]);
  });

  test('a step that throws and is caught, then a question, does not hang and replays the same failure', async () => {
    let runs = 0;
    const outcomes = await play(
      async (steps) => {
        const why = await steps
          .step('once:pay', async () => {
            runs += 1;
            throw new Error('gateway down');
          })
          .catch((error: Error) => error.message);
        return [why, await steps.question('ask:a', parse)];
      },
      ['x'],
    );
    expect(outcomes[1]).toMatchObject({ kind: 'returned', value: ['gateway down', 'X'] });
    expect(runs).toBe(1);
  });

  test('a changed order of questions is found, also when the conversation swallows errors', async () => {
    const outcomes = await play(two, ['x'], [two, swapped]);
    expect(outcomes[1]).toMatchObject({
      kind: 'thrown',
      broken: true,
      error: { message: expect.stringContaining('ask:a') },
    });
  });

  test.each<[string, Flow]>([
    [
      'two questions at once',
      async (steps) => Promise.all([steps.question('ask:a', parse), steps.question('ask:b', parse)]),
    ],
    ['a forgotten await before the end', async (steps) => void steps.question('ask:a', parse)],
    [
      'a forgotten await before a question',
      async (steps) => {
        void steps.step('once:slow', () => new Promise((resolve) => setTimeout(resolve, 5)));
        return steps.question('ask:a', parse);
      },
    ],
    [
      'a step inside a parser',
      async (steps) =>
        steps.question('ask:a', async () => ({ ok: true, value: await steps.step('read:x', async () => 1) })),
    ],
  ])('%s is reported as a missing await', async (_, flow) => {
    const outcomes = await play(flow, ['x']);
    expect(outcomes.at(-1)).toMatchObject({ kind: 'thrown', broken: true, error: { message: /missing await/ } });
  });

  test('ends a conversation with too many steps, and lets it clean up', async () => {
    let cleaned = 0;
    const log: StepLog = Array.from({ length: MAX_STEPS }, (_, i) => [`ask:${i}`, { v: i }]);
    const outcome = await replay<string, string>({ log, waiting: null, timeoutMs: 2000 }, async (steps) => {
      try {
        for (let i = 0; ; i += 1) await steps.question(`ask:${i}`, parse);
      } finally {
        await steps.step('once:clean', async () => (cleaned += 1));
      }
    });
    expect(outcome).toMatchObject({ kind: 'thrown', broken: false, error: { name: 'Error' } });
    expect(cleaned).toBe(1);
  });

  test('a conversation that loops without waiting, or hangs, is ended', async () => {
    const looping = await replay<string, string>({ log: [], waiting: null, timeoutMs: 5000 }, async (steps) => {
      for (;;) await steps.step('read:x', async () => 1);
    });
    expect(looping).toMatchObject({ kind: 'thrown', broken: true });
    const hanging = await replay<string, string>({ log: [], waiting: null, timeoutMs: 20 }, (steps) =>
      steps.step('once:x', () => new Promise(() => undefined)),
    );
    expect(hanging).toMatchObject({ kind: 'thrown', broken: true, error: { message: /20 ms/ } });
  });

  test('isNew is false for everything said before', async () => {
    const said: string[] = [];
    const flow: Flow = async (steps) => {
      if (steps.isNew()) said.push('hello');
      await steps.question('ask:a', parse);
      if (steps.isNew()) said.push('middle');
      await steps.step('once:x', async () => 1);
      await steps.question('ask:b', parse);
      if (steps.isNew()) said.push('bye');
    };
    await play(flow, ['x', 'y']);
    expect(said).toEqual(['hello', 'middle', 'bye']);
  });
});

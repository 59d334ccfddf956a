import { expect, test } from 'vitest';
import type { CallResult, ConnectionTest } from '../../commerce/ports/outcome.ts';
import type { IntegrationLog } from '../../commerce/provider/model.ts';
import type { HttpResult } from '../wire/http.ts';
import { createBreaker } from './breaker.ts';
import { scopedHttp } from './call-scope.ts';
import { guard } from './guard.ts';
import type { Policies } from './policy.ts';
import { callResult, connectionTest } from './results.ts';

interface Port {
  readonly name: string;
  make(input: string): Promise<CallResult<string>>;
  ask(input: string): Promise<CallResult<string>>;
  inquire(input: string): Promise<CallResult<string>>;
  test(): Promise<ConnectionTest>;
  read(input: string): string;
}

const policies: Policies<Port> = {
  make: { shape: callResult(), budgetMs: 5_000, attempts: 3, again: 'never_left' },
  ask: { shape: callResult(), budgetMs: 5_000, attempts: 3, again: 'reads' },
  inquire: {
    shape: callResult(),
    budgetMs: 5_000,
    attempts: 1,
    again: 'reads',
    evenWhenOpen: true,
    keepsNoAnswer: true,
  },
  test: { shape: connectionTest, budgetMs: 5_000, attempts: 1, again: 'reads', evenWhenOpen: true },
};

type Answer = CallResult<string> | Error;

/** A guarded port that gives these answers one after another, each after `tookMs`. */
function setUp(answers: Answer[], tookMs = 0) {
  const rows: IntegrationLog[] = [];
  const sent: string[] = [];
  const time = { ms: 0 };
  const clock = { now: () => 1_700_000_000_000, elapsedMs: () => time.ms };
  const next = async (input: string): Promise<CallResult<string>> => {
    sent.push(input);
    time.ms += tookMs;
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return await Promise.resolve(answer ?? { kind: 'ok', value: 'done' });
  };
  const bare: Port = {
    name: 'bare',
    make: next,
    ask: next,
    inquire: next,
    test: async () => await Promise.resolve({ ok: true, latencyMs: 1, reason: 'ok', message: '' }),
    read: (input) => `read ${input}`,
  };
  const port = guard(bare, policies, {
    provider: { id: 'p1', integrationType: 'payment' },
    clock,
    ids: { uuid: () => 'log-1' },
    breaker: createBreaker(clock),
    secretValues: ['s3cret-key'],
    log: (row) => rows.push(row),
  });
  return { port, rows, sent, time, clock };
}

const notSent: Answer = { kind: 'not_sent', message: 'refused' };
const unknown: CallResult<string> = { kind: 'unknown', message: 'lost' };

test('what calls nobody passes through, unlogged', () => {
  const { port, rows } = setUp([]);
  expect(port.name).toBe('bare');
  expect(port.read('x')).toBe('read x');
  expect(rows).toEqual([]);
});

test('one row per call, however many attempts it took', async () => {
  const { port, rows, sent } = setUp([notSent, notSent]);
  expect(await port.make('a')).toEqual({ kind: 'ok', value: 'done' });
  expect(sent).toHaveLength(3);
  expect(rows).toMatchObject([{ action: 'make', status: 'ok', providerId: 'p1', errorMessage: null }]);
});

test('what may have been done is not done again; a question is asked again', async () => {
  const doing = setUp([unknown]);
  expect(await doing.port.make('a')).toEqual(unknown);
  expect(doing.sent).toHaveLength(1);
  const asking = setUp([unknown]);
  expect(await asking.port.ask('a')).toEqual({ kind: 'ok', value: 'done' });
  expect(asking.sent).toHaveLength(2);
});

test('no attempt begins when the time is nearly up', async () => {
  const { port, sent } = setUp([notSent], 4_500);
  expect(await port.make('a')).toEqual(notSent);
  expect(sent).toHaveLength(1);
});

test('a thrown error becomes unknown and its secrets are masked everywhere', async () => {
  const { port, rows } = setUp([new Error('bad s3cret-key here')]);
  expect(await port.make('a')).toEqual({ kind: 'unknown', message: 'adapter failed: bad *** here' });
  expect(JSON.stringify(rows)).not.toContain('s3cret-key');
});

test('three doubtful calls in a row open the breaker; refusals do not', async () => {
  const { port, rows, sent, time } = setUp([
    unknown,
    unknown,
    { kind: 'rejected', code: 'x', message: 'no' },
    unknown,
    unknown,
    unknown,
  ]);
  for (let count = 0; count < 6; count += 1) await port.make('a');
  expect(sent).toHaveLength(6);
  expect(await port.make('a')).toEqual({ kind: 'not_sent', message: 'breaker open' });
  expect(sent).toHaveLength(6);
  expect(rows.at(-1)).toMatchObject({ status: 'breaker_open', latencyMs: 0 });
  expect(await port.test()).toMatchObject({ ok: true });
  time.ms += 60_000;
  expect(await port.make('a')).toEqual({ kind: 'ok', value: 'done' });
});

test('of an answer that names a person nothing is kept, understood or not; its failures open no breaker', async () => {
  const { clock } = setUp([]);
  const rows: IntegrationLog[] = [];
  const breaker = createBreaker(clock);
  const body = Buffer.from('{"name":"BUDI SANTOSO"}');
  const http = scopedHttp(async () => ({ kind: 'response', status: 200, headers: {}, body }), clock);
  const answers: CallResult<string>[] = [
    { kind: 'ok', value: 'BUDI SANTOSO' },
    ...Array.from({ length: 4 }, () => unknown),
  ];
  const bare: Pick<Port, 'inquire'> = {
    inquire: async () => {
      await http({ method: 'POST', url: 'http://h/inquiry', body: '{"no":"1"}' });
      return answers.shift() ?? unknown;
    },
  };
  const options = { provider: { id: 'p1', integrationType: 'supplier' }, clock, ids: { uuid: () => 'log-1' } } as const;
  const port = guard(
    bare,
    { inquire: policies.inquire },
    { ...options, breaker, secretValues: [], log: (row) => rows.push(row) },
  );
  for (let asked = 0; asked < 5; asked += 1) await port.inquire('1');
  expect(rows.map(({ status, responseSummary }) => [status, responseSummary])).toEqual([
    ['ok', ''],
    ...Array.from({ length: 4 }, () => ['unknown', '']),
  ]);
  expect(JSON.stringify(rows)).not.toMatch(/BUDI|SANTOSO/);
  expect(rows[0]?.requestSummary).toContain('/inquiry');
  expect(breaker.enter()).not.toBeNull();
});

test('requests end with the call, and what went over the wire is summarised without secrets', async () => {
  const { clock, time } = setUp([]);
  const rows: IntegrationLog[] = [];
  const budgets: (number | undefined)[] = [];
  const http = scopedHttp(async (request): Promise<HttpResult> => {
    budgets.push(request.budgetMs);
    time.ms += 4_000;
    return await Promise.resolve({
      kind: 'response',
      status: 200,
      headers: {},
      body: Buffer.from('{"key":"s3cret-key","ok":1}'),
    });
  }, clock);
  const one = { method: 'GET', url: 'http://h/?api_key=s3cret-key' } as const;
  const bare: Pick<Port, 'ask'> = {
    ask: async () => {
      const [first, second, third] = [await http(one), await http(one), await http(one)];
      return { kind: 'ok', value: [first.kind, second.kind, third.kind].join() };
    },
  };
  const port = guard(
    bare,
    { ask: policies.ask },
    {
      provider: { id: 'p1', integrationType: 'payment' },
      clock,
      ids: { uuid: () => 'log-1' },
      breaker: createBreaker(clock),
      secretValues: ['s3cret-key'],
      log: (row) => rows.push(row),
    },
  );
  expect(await port.ask('x')).toEqual({ kind: 'ok', value: 'response,response,not_sent' });
  expect(budgets).toEqual([5_000, 1_000]);
  expect(rows[0]).toMatchObject({
    latencyMs: 8_000,
    responseSummary: expect.stringContaining('200 {"key":"***","ok":1}'),
  });
  expect(JSON.stringify(rows)).not.toContain('s3cret-key');
});

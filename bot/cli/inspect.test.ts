import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { called, jsonLines, sapa, tempFolder } from './testing.ts';

const SECRETS = { project: 'toko-uji', api_key: 'kunci-uji-saja', webhook_secret: 'rahasia-uji-saja' };

function secretsFile(content: unknown = SECRETS): string {
  const file = join(tempFolder(), 'secrets.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const webhookBody = (more: object = {}) =>
  JSON.stringify({
    amount: 99_000,
    order_id: 'K7QF2M-1',
    project: 'toko-uji',
    status: 'completed',
    payment_method: 'qris',
    completed_at: '2026-11-21T10:00:00.123456789+07:00',
    ...more,
  });

const signed = (body: string, key: string = SECRETS.webhook_secret) =>
  createHmac('sha256', key).update(body).digest('hex');

/** A webhook as a line, its signature under a header name in any case. */
const line = (body: string, headers: Record<string, string> = {}) => ({
  method: 'POST',
  path: '/webhook/payment/pakasir',
  headers: { 'Content-Type': 'application/json', ...headers },
  body,
  now: '2026-11-21T03:00:05Z',
});

const args = (file: string) => ['webhook:inspect', '--preset', 'pakasir', '--secrets', file];

describe('webhook:inspect', () => {
  test('answers each line in order, whatever the header is called', async () => {
    const body = webhookBody();
    const ran = await sapa(args(secretsFile()), {
      stdin: jsonLines([
        line(body, { 'X-Pakasir-Signature': signed(body) }),
        line(body, { 'x-pakasir-SIGNATURE': signed(body, 'ein anderer') }),
        line(`${body} `, { 'x-pakasir-signature': signed(body) }),
        line(body),
      ]),
    });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.json()).toMatchObject([
      {
        verified: true,
        reason: 'ok',
        confirm: 'always',
        events: [
          {
            reference: 'K7QF2M-1',
            gatewayTransactionId: null,
            status: 'paid',
            amount: 99_000,
            currency: 'IDR',
            paidAt: '2026-11-21T03:00:00.123Z',
          },
        ],
      },
      { verified: false, reason: 'bad_signature', events: [] },
      { verified: false, reason: 'bad_signature', events: [] },
      { verified: false, reason: 'missing_signature', events: [] },
    ]);
  });

  test('without a secret the statuses are hints', async () => {
    const words = {
      completed: 'paid',
      pending: 'pending',
      expired: 'expired',
      canceled: 'cancelled',
      cancelled: 'cancelled',
    };
    const { webhook_secret: _, ...unsigned } = SECRETS;
    const ran = await sapa(args(secretsFile(unsigned)), {
      stdin: jsonLines(Object.keys(words).map((status) => line(webhookBody({ status })))),
    });
    expect(ran.json()).toMatchObject(
      Object.values(words).map((status) => ({
        verified: false,
        reason: 'unsigned',
        confirm: 'always',
        events: [{ status }],
      })),
    );
  });

  test('another project, and bodies that are none', async () => {
    const { webhook_secret: _, ...unsigned } = SECRETS;
    const bodies = [webhookBody({ project: 'toko-lain' }), '<html>', '', '[]'];
    const ran = await sapa(args(secretsFile(unsigned)), { stdin: jsonLines(bodies.map((body) => line(body))) });
    expect(ran.json()).toMatchObject([
      { verified: false, reason: 'wrong_account', events: [] },
      { verified: false, reason: 'malformed', events: [] },
      { verified: false, reason: 'malformed', events: [] },
      { verified: false, reason: 'malformed', events: [] },
    ]);
  });

  test("a supplier's webhook is signed over its exact bytes", async () => {
    const body = '{ "data": {"ref_id":"R1","status":"Sukses","rc":"00","sn":"A\\/B","message":"ok"} }';
    const signature = createHmac('sha1', SECRETS.webhook_secret).update(body).digest('hex');
    const file = secretsFile({ username: 'toko', api_key: 'kunci', webhook_secret: SECRETS.webhook_secret });
    const ran = await sapa(['webhook:inspect', '--preset', 'digiflazz', '--secrets', file], {
      stdin: jsonLines([
        line(body, { 'X-HUB-SIGNATURE': `sha1=${signature}` }),
        line(JSON.stringify(JSON.parse(body)), { 'X-Hub-Signature': `sha1=${signature}` }),
      ]),
    });
    expect(ran.json()).toMatchObject([
      { verified: true, reason: 'ok', confirm: 'never', events: [{ reference: 'R1', status: 'success' }] },
      { verified: false, events: [] },
    ]);
  });

  test('a secrets file that is none is a wrong call, and its content is not repeated', async () => {
    for (const content of ['{"api_key": "bocor-sekali"', '["bocor-sekali"]', { api_key: { nested: 'bocor-sekali' } }]) {
      const ran = await called(args(secretsFile(content)));
      expect(ran).toMatchObject({ code: 2, stdout: '' });
      expect(ran.stderr).not.toContain('bocor-sekali');
    }
    expect(await called(args('/nowhere/secrets.json'))).toMatchObject({ code: 2, stdout: '' });
  });
});

const body = (data: object) => JSON.stringify({ data: { ref_id: 'R1', ...data } });

describe('supplier:inspect', () => {
  const request = { ref_id: 'R1', buyer_sku_code: 'xld10', customer_no: '087800001230', max_price: 11_000 };
  const inspect = async (inputs: object[]) => {
    const ran = await sapa(['supplier:inspect', '--preset', 'digiflazz'], {
      stdin: jsonLines(inputs.map((input) => ({ contentType: 'application/json', request, ...input }))),
    });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    return ran.json() as { outcome: string; serial: string | null; price: number | null }[];
  };

  // The official table: what is created on their side has failed, what is not was rejected.
  const TABLE: [string, string, string][] = [
    ['00', 'Sukses', 'success'],
    ['03', 'Pending', 'pending'],
    ['99', 'Pending', 'pending'],
    ['49', 'Gagal', 'unknown'],
    ...['01', '02', '50', '51', '52', '53', '54', '55', '57', '58', '59', '60', '70', '71', '72', '73', '74', '84'].map(
      (rc): [string, string, string] => [rc, 'Gagal', 'failed'],
    ),
    ...[
      '40',
      '41',
      '42',
      '43',
      '44',
      '45',
      '47',
      '61',
      '62',
      '63',
      '66',
      '67',
      '68',
      '69',
      '80',
      '81',
      '82',
      '87',
      '88',
    ].map((rc): [string, string, string] => [rc, 'Gagal', 'rejected']),
  ];

  test('every response code of a purchase', async () => {
    const answers = await inspect(
      TABLE.map(([rc, status]) => ({ operation: 'purchase', httpStatus: 200, body: body({ rc, status, sn: 'SN' }) })),
    );
    expect(TABLE.map(([rc], index) => [rc, answers[index]?.outcome])).toEqual(TABLE.map(([rc, , is]) => [rc, is]));
    expect(answers.filter(({ serial }) => serial !== null)).toHaveLength(1);
  });

  test('the same refusals as the answer to a status query say nothing about the purchase', async () => {
    const refusals = TABLE.filter(([, , is]) => is === 'rejected');
    const answers = await inspect(
      refusals.map(([rc, status]) => ({ operation: 'status', httpStatus: 200, body: body({ rc, status }) })),
    );
    expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set(['unknown']));
  });

  test('text and code that do not agree', async () => {
    const cases: [object, string][] = [
      [{ rc: '03', status: 'Gagal' }, 'failed'],
      [{ rc: '02', status: 'Pending' }, 'pending'],
      [{ rc: '02', status: 'Sukses' }, 'unknown'],
      [{ rc: '00', status: 'Gagal' }, 'unknown'],
      [{ rc: '00', status: 'Sukses', ref_id: 'R2' }, 'unknown'],
      [{ rc: 'zz', status: 'entah' }, 'unknown'],
      [{ rc: '00' }, 'success'],
      [{}, 'unknown'],
    ];
    const answers = await inspect(
      cases.map(([data]) => ({ operation: 'purchase', httpStatus: 200, body: body(data) })),
    );
    expect(answers.map(({ outcome }) => outcome)).toEqual(cases.map(([, outcome]) => outcome));
  });

  test('a connection that was never made did not buy; one that broke may have', async () => {
    const errors = ['ECONNREFUSED', 'ABORTED_AFTER_SEND', 'SOCKET_HANG_UP', 'TIMEOUT'];
    const answers = await inspect(errors.map((transportError) => ({ operation: 'purchase', transportError })));
    expect(answers.map(({ outcome }) => outcome)).toEqual(['rejected', 'unknown', 'unknown', 'unknown']);
  });

  test('what stands between us and the supplier is no answer of theirs', async () => {
    const odd = [
      { httpStatus: 502, contentType: 'text/html', body: '<html>Bad gateway</html>' },
      { httpStatus: 200, contentType: 'text/html', body: '<html>ok</html>' },
      { httpStatus: 200, body: '{"data":' },
      { httpStatus: 500, body: body({ rc: '02', status: 'Gagal' }) },
    ];
    const answers = await inspect(odd.map((answer) => ({ operation: 'purchase', ...answer })));
    expect(answers.map(({ outcome }) => outcome)).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
  });
});

describe('destination:check', () => {
  const game = {
    kind: 'game',
    fields: ['user', 'zone'],
    template: '{user}{zone}',
    rules: { user: 'digits 6-12', zone: 'digits 4-5' },
  };
  const CASES: [object, object][] = [
    [
      { ...game, input: '12345678 (1234)' },
      { ok: true, value: '123456781234' },
    ],
    [
      { ...game, input: '12345678(1234)' },
      { ok: true, value: '123456781234' },
    ],
    [
      { ...game, input: '12345678 1234' },
      { ok: true, value: '123456781234' },
    ],
    [{ ...game, input: '123456781234' }, { ok: false }],
    [
      { ...game, template: '{user}|{zone}', input: '12345678 1234' },
      { ok: true, value: '12345678|1234' },
    ],
    [
      { kind: 'phone', input: '+62 812-3456-7890' },
      { ok: true, value: '081234567890' },
    ],
    [
      { kind: 'phone', input: '812 3456 7890' },
      { ok: true, value: '081234567890' },
    ],
    [{ kind: 'phone', input: '0812' }, { ok: false }],
    [
      { kind: 'pln', input: '0123 4567 890' },
      { ok: true, value: '01234567890' },
    ],
    [
      { kind: 'pln', input: '123456789012' },
      { ok: true, value: '123456789012' },
    ],
    [{ kind: 'pln', input: '1234567890' }, { ok: false }],
    [
      { kind: 'game', brand: 'no such brand', input: '1' },
      { ok: false, reason: 'unknown_brand' },
    ],
    [
      { kind: 'game', brand: 'MOBILE LEGENDS', input: '12345678 (1234)' },
      { ok: true, value: '123456781234' },
    ],
  ];

  test('what people type', async () => {
    const ran = await sapa(['destination:check'], { stdin: jsonLines(CASES.map(([input]) => input)) });
    expect(ran.code).toBe(0);
    expect(ran.json()).toMatchObject(CASES.map(([, answer]) => answer));
  });
});

describe('every inspector', () => {
  test('a bad line gets an error in its place and the next goes on', async () => {
    const huge = JSON.stringify({ payload: 'x'.repeat(2 * 1024 * 1024) });
    const lines = ['{"payload":"0002"}', '{', '', 'null', '[]', huge, '{"payload":5}', '{"payload":"0002"}\r'];
    const ran = await sapa(['qris:inspect'], { stdin: lines.join('\n') });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    const good = { valid: false, crc: false, amount: null, merchant: null, reason: 'malformed' };
    const error = { error: expect.any(String) as string };
    expect(ran.json()).toEqual([good, error, error, error, error, error, error, good]);
  });

  test('no input, no output', async () => {
    expect(await sapa(['qris:inspect'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });

  test('ten thousand lines come out in order', async () => {
    const inputs = Array.from({ length: 10_000 }, (_, index) => ({ kind: 'text', input: `nomor ${index}` }));
    const ran = await sapa(['destination:check'], { stdin: jsonLines(inputs) });
    expect(ran.json().map((answer) => (answer as { value: string }).value)).toEqual(inputs.map(({ input }) => input));
  });

  test.each([
    [['webhook:inspect', '--preset', 'nope', '--secrets', '/dev/null']],
    [['webhook:inspect', '--preset', 'ttlock', '--secrets', '/dev/null']],
    [['webhook:inspect', '--preset', 'pakasir']],
    [['webhook:inspect', '--secrets', '/dev/null']],
    [['supplier:inspect', '--preset', 'nope']],
    [['supplier:inspect', '--preset', 'pakasir']],
    [['supplier:inspect']],
    [['supplier:inspect', '--preset', 'digiflazz', '--verbose']],
    [['qris:inspect', '--preset', 'pakasir']],
    [['qris:inspect', 'file.jsonl']],
    [['destination:check', '-x']],
  ])('%j is a wrong call', async (args) => {
    const ran = await called(args, { stdin: '{}\n' });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(/^sapa \S+: .+\nusage: /);
  });
});

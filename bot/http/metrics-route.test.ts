/** What the page counts, what it never says, and who gets to see it. */
import { request as plainRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createMetrics, type Metrics } from '../metrics.ts';
import { openTestSite, plain, type TestSite } from './testing.ts';

let site: TestSite;
let metrics: Metrics;
let reachable = true;
let asked = 0;
let aheadMs = 0;

beforeEach(async () => {
  [reachable, asked, aheadMs] = [true, 0, 0];
  metrics = createMetrics({
    elapsedMs: () => performance.now() + aheadMs,
    backlog: () => {
      asked += 1;
      const now = site.now();
      return reachable ? site.uow.read.admin.backlog.now(now, now - 60_000) : new Promise(() => {});
    },
  });
  site = await openTestSite({ overrides: { metrics } });
});
afterEach(async () => {
  metrics.close();
  await site.close();
});

const page = async () => (await fetch(`${site.url}/metrics`)).text();
const value = (text: string, series: string): number => {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return Number(line?.slice(series.length + 1) ?? Number.NaN);
};

/** Sends its own Host, which fetch does not let through. */
function status(headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    plainRequest(`${site.url}/metrics`, { headers }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    })
      .on('error', reject)
      .end();
  });
}

describe('what is counted', () => {
  test('requests by route, without anything that came with them', async () => {
    await fetch(`${site.url}/healthz`);
    await fetch(`${site.url}/o/secret-order-token-123`);
    await fetch(`${site.url}/made/up/by-a-stranger`);
    const text = await page();
    expect(value(text, 'sapa_http_requests_total{route="/healthz",method="GET",status="200"}')).toBe(1);
    expect(value(text, 'sapa_http_requests_total{route="none",method="any",status="404"}')).toBe(1);
    expect(value(text, 'sapa_http_request_duration_seconds_count{route="/healthz",method="GET"}')).toBe(1);
    expect(text).toContain('route="/o/:token"');
    for (const given of ['secret-order-token', 'stranger']) expect(text).not.toContain(given);
  });

  test('payments, webhooks, calls, jobs, turns and messages', async () => {
    metrics.payment('created');
    metrics.payment('paid');
    metrics.webhook('kasir', 'accepted');
    metrics.webhook(null, 'unknown');
    metrics.providerCall('kasir', { action: 'create', status: 'ok', latencyMs: 120 });
    metrics.job('payment.check', 'again', 12);
    metrics.turn(3);
    metrics.delivery('web', 'sent');
    metrics.shed('/webhook/:type/:slug');
    const text = await page();
    for (const series of [
      'sapa_payments_total{step="created"}',
      'sapa_payments_total{step="paid"}',
      'sapa_webhooks_total{provider="kasir",outcome="accepted"}',
      'sapa_webhooks_total{provider="none",outcome="unknown"}',
      'sapa_provider_calls_total{provider="kasir",action="create",status="ok"}',
      'sapa_provider_call_duration_seconds_bucket{le="0.25",provider="kasir",action="create",status="ok"}',
      'sapa_job_runs_total{name="payment.check",outcome="again"}',
      'sapa_chat_turn_duration_seconds_count',
      'sapa_deliveries_total{channel="web",outcome="sent"}',
      'sapa_http_shed_total{route="/webhook/:type/:slug"}',
    ])
      expect([series, value(text, series)]).toEqual([series, 1]);
    expect(value(text, 'process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
    expect(value(text, 'nodejs_eventloop_lag_max_seconds')).toBeGreaterThanOrEqual(0);
  });

  test('what waits in the database, asked once in five seconds', async () => {
    await site.uow.run('test.jobs', async (stores) => {
      const now = site.now();
      await stores.jobs.add({ name: 'chat.sweep', payload: {}, runAt: now - 30_000 }, now);
      await stores.jobs.add({ name: 'daily.upkeep', payload: {}, runAt: now + 60_000 }, now);
    });
    const text = await page();
    expect(value(text, 'sapa_backlog_known')).toBe(1);
    expect(value(text, 'sapa_jobs{state="due"}')).toBe(1);
    expect(value(text, 'sapa_jobs{state="waiting"}')).toBe(1);
    expect(value(text, 'sapa_jobs_oldest_due_seconds')).toBeGreaterThanOrEqual(30);
    expect(value(text, 'sapa_review_cases_open')).toBe(0);
    await page();
    expect(asked).toBe(1);
    aheadMs = 6_000;
    await page();
    expect(asked).toBe(2);
  });

  test('waiting messages of people and to people', async () => {
    const session = await fetch(`${site.url}/api/chat/sessions`, { method: 'POST' });
    const { session: token, chat } = (await session.json()) as { session: string; chat: string };
    await site.append(chat, { lines: [plain('x')] });
    await fetch(`${site.url}/api/chat/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ session: token, id: 'm1', text: 'halo' }),
    });
    const text = await page();
    expect(value(text, 'sapa_outgoing_messages{state="waiting"}')).toBe(1);
    expect(value(text, 'sapa_inbox_unhandled')).toBe(1);
    expect(text).not.toContain(token);
    expect(text).not.toContain(chat);
  });

  test('a database that does not answer: the page comes all the same and says so', async () => {
    reachable = false;
    const text = await page();
    expect(value(text, 'sapa_backlog_known')).toBe(0);
    expect(text).toContain('sapa_http_requests_total');
    await page();
    expect(asked).toBe(1);
  });
});

describe('who sees it', () => {
  test.each([
    ['this machine', {}, 200],
    ['a name that leads here from elsewhere', { host: 'shop.example' }, 401],
    ['somebody behind a proxy on this machine', { 'x-forwarded-for': '203.0.113.7' }, 401],
    ['somebody behind another kind of proxy', { forwarded: 'for=203.0.113.7' }, 401],
    ['a cookie nobody signed', { 'x-real-ip': '203.0.113.7', cookie: 'sapa_owner=x.9999999999999.y' }, 401],
  ])('%s', async (_, headers, expected) => expect(await status(headers as Record<string, string>)).toBe(expected));
});

test('every answer has a name of its own, and none that was sent along', async () => {
  const first = await fetch(`${site.url}/healthz`, { headers: { 'x-request-id': 'injected' } });
  const second = await fetch(`${site.url}/healthz`);
  expect(first.headers.get('x-request-id')).toMatch(/^[0-9a-f]{8}-[0-9a-z]+$/);
  expect(second.headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'));
});

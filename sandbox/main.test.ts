import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Client } from './testing.ts';
import { bill, clientOf, detailPath, receiver, started, until } from './testing.ts';
import { openJournal } from './world/journal.ts';
import { put } from './world/model.ts';

const CREATE = '/gateway/api/transactioncreate/qris';
const TOKEN = 'a-token-for-this-test';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'sandbox-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', resolve));
}

async function spawned(stateFolder: string): Promise<{ child: ChildProcess; client: Client }> {
  const env = { ...process.env, SANDBOX_STATE: stateFolder, SANDBOX_TOKEN: TOKEN, SANDBOX_PARENT: '1' };
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const line = await new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve));
  const { ready, port } = JSON.parse(line);
  expect(ready).toBe(true);
  const sandbox = { url: `http://127.0.0.1:${port}`, port, token: TOKEN, close: async () => undefined };
  return { child, client: clientOf(sandbox) };
}

describe('the process', () => {
  it('keeps every payment it answered through kill -9, under load', async () => {
    const state = folder();
    const first = await spawned(state);
    const answered: string[] = [];
    const buyers = Array.from({ length: 16 }, async (_, buyer) => {
      for (let round = 0; ; round += 1) {
        const order = `KILL-${buyer}-${round}`;
        try {
          await first.client.post(CREATE, bill(order, 10_000));
          const paid = await first.client.control('POST', '/pay', { order_id: order, webhook: false });
          if (paid.status === 200) answered.push(order);
        } catch {
          return;
        }
      }
    });
    await until('some are paid', () => answered.length > 100);
    first.child.kill('SIGKILL');
    await Promise.all(buyers);

    const second = await spawned(state);
    for (const order of answered) {
      const { body } = await second.client.get(detailPath(order, 10_000));
      expect(body.transaction, order).toMatchObject({ status: 'completed', amount: 10_000 });
      expect(body.transaction.payments).toHaveLength(1);
    }
  });

  it('ends when its parent goes, and on SIGTERM', async () => {
    const first = await spawned(folder());
    first.child.stdin?.end();
    expect(await ended(first.child)).toBe(0);
    const second = await spawned(folder());
    second.child.kill('SIGTERM');
    expect(await ended(second.child)).toBe(0);
  });

  it('says what is missing', async () => {
    const env = { PATH: process.env['PATH'], SANDBOX_STATE: folder() };
    const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let complaint = '';
    child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    expect(await ended(child)).toBe(1);
    expect(complaint).toBe('sandbox: SANDBOX_TOKEN must be set: it guards /control\n');
  });
});

describe('the memory', () => {
  it('goes on after a restart: payments, switches, webhooks still to send', async () => {
    const stateFolder = folder();
    const shop = await receiver(500);
    const first = await started({ stateFolder, webhookRetryMs: [60_000] });
    await first.control('POST', '/setup', { webhookUrl: shop.url });
    await first.post(CREATE, bill('INV-REST1', 10_000));
    await first.control('POST', '/pay', { order_id: 'INV-REST1' });
    await until('the first attempt failed', async () => {
      const { counts } = (await first.control('GET', '/state')).body;
      return counts['gateway webhook answered 500'] === 1;
    });
    await first.control('POST', '/faults', { vendor: 'lock', kind: 'http_500' });
    await first.sandbox.close();

    const second = await started({ stateFolder });
    expect((await second.control('GET', '/faults')).body.faults).toHaveLength(1);
    expect((await second.get(detailPath('INV-REST1', 10_000))).body.transaction.status).toBe('completed');
    await second.control('POST', '/clock', { offsetMs: 61_000 });
    await until('the webhook came again', () => shop.received.length === 2);
    expect(shop.received[1]?.text).toBe(shop.received[0]?.text);
  });

  it('forgets half a line a killed process left', () => {
    const path = folder();
    const first = openJournal(path, 0);
    first.commit([put('counts', 'kept', 1)]);
    first.close();
    appendFileSync(join(path, 'journal.jsonl'), '["counts","half",');
    const second = openJournal(path, 0);
    second.commit([put('counts', 'after', 2)]);
    second.close();
    const third = openJournal(path, 0);
    expect([...third.world.counts]).toEqual([
      ['kept', 1],
      ['after', 2],
    ]);
    third.close();
  });

  it('rewrites a file that holds mostly the past, at start and while running', () => {
    const path = folder();
    const file = join(path, 'journal.jsonl');
    const first = openJournal(path, 0);
    for (let value = 1; value <= 2_000; value += 1) first.commit([put('counts', 'same', value)]);
    first.close();
    expect(statSync(file).size).toBeGreaterThan(20_000);
    const second = openJournal(path, 0, 1_000);
    expect(readFileSync(file, 'utf8')).toBe('["counts","same",2000]\n');
    for (let value = 1; value <= 2_000; value += 1) second.commit([put('counts', 'same', value)]);
    expect(statSync(file).size).toBeLessThan(1_100);
    second.close();
    expect(openJournal(path, 0).world.counts.get('same')).toBe(2_000);
  });
});

/**
 * Row 12, at the webhook door: what is too large is refused without being kept in memory, whoever is too slow is cut
 * under the limits every shop has, and honest traffic beside both goes on. The app is a process of its own, so that its
 * memory is what is looked at.
 */
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../commerce/settings.ts';
import { startChild, type Child } from '../bench/children.ts';
import { residentMib } from '../bench/measure.ts';
import type { SlowSenders, Suffered } from '../bench/processes/slow-senders.ts';
import { readData } from '../support/data-reader.ts';
import { createComparison, mostMs, openAttackedShop, type AttackedShop } from './beside.ts';
import { signature } from './gateway-words.ts';

const MIB = 1024 * 1024;
const SLOW_SENDERS = 500;
const CUT_WITHIN_MS = 60_000;

let shop: AttackedShop;
let slow: Child;
let decoy: Child;
beforeAll(async () => {
  // A machine busy with something else must not turn honest people away here.
  shop = await openAttackedShop({ SAPA_SET_shedEventLoopMs: '0' });
  slow = await startChild('slow-senders');
  decoy = await startChild('decoy');
}, 60_000);
afterAll(async () => {
  await slow.stop();
  await decoy.stop();
  await shop.stop();
});

const kept = () => readData(shop.folder, ({ number }) => number('select count(*) from webhook_logs'));

interface Sent {
  /** 0 when the connection was cut without an answer. */
  status: number;
  /** How much was taken from us until then. */
  takenBytes: number;
}

/** Sends a head and then `bytes` of a body, as fast as they are taken. */
function pour(head: string, bytes: number, chunk = Buffer.alloc(64 * 1024, 0x20)): Promise<Sent> {
  return new Promise((resolve) => {
    const socket = connect(shop.port, '127.0.0.1');
    let answer = '';
    let left = bytes;
    const more = () => {
      while (left > 0 && !socket.destroyed) {
        const part = chunk.subarray(0, Math.min(left, chunk.length));
        left -= part.length;
        if (!socket.write(part)) return;
      }
    };
    socket.on('connect', () => {
      socket.write(head);
      more();
    });
    socket.on('drain', more);
    socket.on('data', (data) => (answer += data.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
      resolve({ status, takenBytes: socket.bytesWritten - socket.writableLength });
    });
    socket.setTimeout(CUT_WITHIN_MS, () => socket.destroy());
  });
}

const head = (...lines: string[]): string =>
  [`POST ${shop.path} HTTP/1.1`, 'host: shop', 'content-type: application/json', ...lines, '', ''].join('\r\n');

/** Memory the app holds after `work`, above what it held before. */
async function grownMib(work: () => Promise<void>): Promise<number> {
  const before = await residentMib(shop.app.pid);
  await work();
  return (await residentMib(shop.app.pid)) - before;
}

test('row 12: bodies of 20 MB are refused before they are taken in', async () => {
  const before = kept();
  // Whoever looks first is told.
  expect((await pour(head(`content-length: ${20 * MIB}`), 0)).status).toBe(413);
  const grown = await grownMib(async () => {
    for (let round = 0; round < 3; round += 1) {
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => pour(head(`content-length: ${20 * MIB}`), 20 * MIB)),
      );
      // Whoever goes on sending is cut, and may never read the answer.
      for (const { status, takenBytes } of answers) {
        expect([413, 0]).toContain(status);
        expect(takenBytes).toBeLessThan(20 * MIB);
      }
    }
  });
  expect(grown).toBeLessThan(20);
  expect(kept()).toBe(before);
});

test('row 12: a body that does not say how long it is ends at the limit', async () => {
  const before = kept();
  const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(0x10000, 0x20), Buffer.from('\r\n')]);
  const grown = await grownMib(async () => {
    for (let round = 0; round < 10; round += 1) {
      const { status } = await pour(head('transfer-encoding: chunked'), 20 * MIB, chunk);
      expect([413, 0]).toContain(status);
    }
  });
  expect(grown).toBeLessThan(20);
  expect(kept()).toBe(before);
});

test('row 12: one byte over the limit is too much, and the limit itself is not', async () => {
  // Only the head: who is already sending when he is refused may be cut before he reads why.
  expect((await pour(head(`content-length: ${256 * 1024 + 1}`), 0)).status).toBe(413);
  const { status } = await pour(head(`content-length: ${256 * 1024}`, 'connection: close'), 256 * 1024);
  expect([400, 401]).toContain(status);
});

test('row 12: ten thousand headers are refused', async () => {
  const before = kept();
  const lines = Array.from({ length: 10_000 }, (_, at) => `h${at}: 1`);
  const { status } = await pour(head(...lines, 'content-length: 0'), 0);
  expect([431, 400, 0]).toContain(status);
  expect(kept()).toBe(before);
});

test('row 12: a gzip bomb is bytes like any other: rightly signed or not, it is not unpacked', async () => {
  const bomb = gzipSync(Buffer.alloc(200 * MIB, 0x20), { level: 9 });
  expect(bomb.length).toBeLessThan(256 * 1024);
  const grown = await grownMib(async () => {
    for (const signed of [{}, signature(shop.secret, bomb)]) {
      const lines = Object.entries(signed).map(([name, value]) => `${name}: ${value}`);
      const encoded = [...lines, 'content-encoding: gzip', `content-length: ${bomb.length}`, 'connection: close'];
      const { status } = await pour(head(...encoded), bomb.length, bomb);
      expect([400, 401]).toContain(status);
    }
  });
  expect(grown).toBeLessThan(20);
});

test(`row 12: ${SLOW_SENDERS} who drip are cut within a minute under the default limits, honest p99 <= 3x calm`, async () => {
  expect(DEFAULT_SETTINGS.httpRequestMs).toBeLessThan(CUT_WITHIN_MS);
  const before = kept();
  const comparison = createComparison();
  const attack = async (port: number) => {
    const options: SlowSenders = {
      port,
      path: shop.path,
      count: SLOW_SENDERS,
      dripEveryMs: 1_000,
      giveUpMs: CUT_WITHIN_MS,
    };
    await slow.call('begin', options);
  };
  await shop.traffic(1);
  const grown = await grownMib(async () => {
    await attack(shop.port);
    for (let window = 0; window < 4; window += 1) comparison.add('attacked', await shop.traffic(2));
  });
  const suffered = await slow.call<Suffered>('end');
  await attack(await decoy.call<number>('port'));
  for (let window = 0; window < 4; window += 1) comparison.add('calm', await shop.traffic(2));
  await decoy.stop();
  await slow.call('end');

  const { calmP99Ms, attackedP99Ms, failed, samples, eachMs } = comparison.figures();
  const longestMs = Math.max(...suffered.cutMs);
  console.info(
    `slow: cut after ${(longestMs / 1000).toFixed(1)} s at the latest; honest p99 ${calmP99Ms.toFixed(1)} ms calm, ` +
      `${attackedP99Ms.toFixed(1)} ms beside them (${samples} samples, windows ${JSON.stringify(eachMs)}); grown by ${grown.toFixed(0)} MiB`,
  );
  expect(suffered).toMatchObject({ open: 0, accepted: 0 });
  expect(suffered.cutMs).toHaveLength(SLOW_SENDERS);
  expect(Math.min(...suffered.cutMs)).toBeGreaterThan(5_000);
  expect(longestMs).toBeLessThan(CUT_WITHIN_MS);
  expect(failed).toEqual([]);
  expect(attackedP99Ms).toBeLessThanOrEqual(mostMs(calmP99Ms));
  expect(kept() - before).toBeGreaterThan(0);
}, 180_000);

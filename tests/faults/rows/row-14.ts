/**
 * Row 14: the disk is full while webhooks come and people shop, again and again at moments that differ. Nothing is
 * acknowledged that was not stored, people are told to try again, and when there is room the shop goes on by itself.
 */
import { join } from 'node:path';
import { mkdirSync, symlinkSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { temporaryFolder } from '../../bench/children.ts';
import { shop } from '../../crash/shop.ts';
import { readData } from '../../support/data-reader.ts';
import { seeded, type Random } from '../../support/random.ts';
import type { Tally } from '../../support/tally.ts';
import { openVisitor } from '../../support/web-client.ts';
import { countByStatus, keepSending, openApp, type AppUnderFault } from '../app-under-fault.ts';
import type { RowOptions } from '../fault-list.ts';
import { smallDisk, type SmallDisk } from '../small-disk.ts';
import { checkStored } from '../stored-webhooks.ts';

const TIMES = { ci: 4, nightly: 25 };
const FULL_MS = { low: 500, high: 2_500 };
const ON_AGAIN_MS = 10_000;

/** Fills and frees a disk of its own. */
export async function run({ seed, size, tally }: RowOptions): Promise<void> {
  const disk = smallDisk();
  process.stdout.write(`by ${disk.kind}\n`);
  try {
    await onDisk(disk, seeded(seed), TIMES[size], tally);
  } finally {
    disk.remove();
  }
}

async function onDisk(disk: SmallDisk, random: Random, times: number, tally: Tally): Promise<void> {
  const data = join(disk.folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  // The practice vendors' memory is not what is to fail.
  symlinkSync(temporaryFolder(), join(data, 'practice'));
  const app = await openApp({}, data);
  try {
    for (let time = 1; time <= times; time += 1) {
      await tally.part(`full for the ${time}. time`, () =>
        fillOnce(app, disk, random.between(FULL_MS.low, FULL_MS.high), random.between(0, 64 * 1024), tally),
      );
    }
    await tally.part('whole sales afterwards', async () => {
      for (const lang of ['id', 'en'] as const)
        await shop(app.url, app.vendors, { wish: { kind: 'voucher', qty: 1 }, lang });
    });
  } finally {
    disk.free(app.child.pid);
    await app.child.stop();
  }
  const check = readData(data, ({ all }) => all('pragma integrity_check')[0]?.['integrity_check']);
  tally.check('integrity_check', check === 'ok', String(check));
  await checkStored(tally, app.acknowledged, data);
}

async function fillOnce(
  app: AppUnderFault,
  disk: SmallDisk,
  forMs: number,
  leaveBytes: number,
  tally: Tally,
): Promise<void> {
  const visitor = await openVisitor(app.url, { lang: 'en' });
  let over = false;
  const sending = keepSending(app, () => over);
  const shopping = shopDuring(app.url, visitor.session, () => over, tally);
  await pause(200);
  disk.fill(app.child.pid, leaveBytes);
  await pause(forMs);
  over = true;
  const [sent, told] = await Promise.all([sending, shopping]);
  disk.free(app.child.pid);
  const others = sent.filter(({ status }) => status !== 200 && status !== 503);
  tally.check('a webhook is stored or asked for again', others.length === 0, countByStatus(sent));
  const taken = await app.sendUntilTaken(ON_AGAIN_MS);
  await visitor.say('wifi');
  await visitor.until((message) => message.choices.some(({ label }) => label.includes('1 hari')), ON_AGAIN_MS);
  process.stdout.write(
    `full for ${forMs} ms: webhooks ${countByStatus(sent)}; ${told} messages told to try again; ` +
      `the next was taken after ${Math.round(taken.tookMs)} ms\n`,
  );
}

/** Somebody types all the while: each message is taken, or its sender is told to try again. */
async function shopDuring(url: string, session: string, over: () => boolean, tally: Tally): Promise<number> {
  let told = 0;
  while (!over()) {
    const answer = await fetch(`${url}/api/chat/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'en' },
      body: JSON.stringify({ session, id: randomUUID(), text: 'menu' }),
    });
    const text = await answer.text();
    if (answer.status === 503 && /[Tt]ry again/.test(text)) told += 1;
    else if (answer.status !== 202 && answer.status !== 429)
      tally.check('a message is taken or its sender told to try again', false, `${answer.status} ${text}`);
    await pause(150);
  }
  return told;
}

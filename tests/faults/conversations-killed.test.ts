/**
 * Row 25: every conversation, with the process killed between each two of its steps. All talk at the same time; in each
 * round everybody sends the next message, the app is killed with kill -9 at once, started again, and everybody must get
 * the answer. Nothing that a conversation does outside itself may happen twice.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appProcess, type AppProcess } from '../support/app-process.ts';
import { readData } from '../support/data-reader.ts';
import { patientFetch } from '../support/patient-fetch.ts';
import { openVisitor, type Visitor } from '../support/web-client.ts';

const PATIENT_MS = 30_000;

/** What is said or pressed, and what comes of it. */
type Step = [act: string | RegExp, answer: RegExp];

const SCRIPTS: Record<string, Step[]> = {
  menu: [
    ['menu', /welcome/],
    [/Help/, /Just type/],
    [/Menu/, /What can we do/],
  ],
  shop: [
    ['shop', /like to buy/],
    [/Voucher WiFi/, /WiFi/],
    [/7 hari/, /How many/],
    ['2', /Is everything right/],
    ['yes', /Pay Rp/],
  ],
  topUp: [
    ['pulsa 10k', /products match/],
    [/Telkomsel/, /0812/],
    ['12', /digits|Check/],
    ['081234567890', /Is everything right/],
    ['yes', /Pay Rp/],
  ],
  rooms: [
    ['rooms', /like to stay/],
    ['31 feb', /not in the calendar/],
    ['tomorrow 2 nights', /guests/],
    ['2', /Choose a room/],
    [/Deluxe/, /name/],
    ['Sari Wulandari', /reach you/],
    ['0812 3456 7890', /what time/],
    ['15:00', /Is everything right/],
    ['yes', /Pay Rp/],
  ],
  cancelling: [
    ['wifi 1 hari', /How many/],
    ['1', /Is everything right/],
    ['yes', /Pay Rp/],
    ['cancel', /Cancel order/],
    [/Yes/, /cancelled/],
    ['orders', /cancelled/i],
  ],
  language: [
    ['bahasa indonesia', /bahasa Indonesia/],
    ['menu', /selamat datang|Ada yang bisa/],
    ['english', /English/],
  ],
  human: [
    ['cs', /What can our staff help/],
    ['Is breakfast included?', /passed it|Nobody is on duty|queue/],
  ],
};

let app: AppProcess;
beforeAll(async () => {
  app = await appProcess({ SAPA_SET_webSessionsPerMinute: '1000', SAPA_SET_webMessagesPerMinute: '1000' });
  await app.start();
});
afterAll(() => app.discard());

test('every conversation goes on after a kill between any two steps', async () => {
  const talks = await Promise.all(
    Object.entries(SCRIPTS).map(async ([name, steps]) => {
      const visitor = await openVisitor(app.url, { lang: 'en', via: patientFetch(PATIENT_MS) });
      return { name, steps, visitor };
    }),
  );
  const rounds = Math.max(...talks.map(({ steps }) => steps.length));
  for (let round = 0; round < rounds; round += 1) {
    const going = talks.flatMap(({ name, steps, visitor }) => {
      const step = steps[round];
      return step ? [{ name, step, visitor }] : [];
    });
    await Promise.all(going.map(({ visitor, step }) => take(visitor, step)));
    await app.kill();
    await app.start();
    await Promise.all(going.map(({ visitor, step }) => visitor.until(step[1], PATIENT_MS)));
  }
  for (const { visitor } of talks) await visitor.refresh();
  for (const { name, visitor } of talks) {
    const qrs = visitor.seen.filter((message) => message.image?.url.startsWith('/media/qr/'));
    expect(qrs.length, `${name}\n${visitor.transcript()}`).toBe(
      ['shop', 'topUp', 'rooms', 'cancelling'].includes(name) ? 1 : 0,
    );
    expect(new Set(visitor.seen.map(({ id }) => id)).size, name).toBe(visitor.seen.length);
    expect(visitor.transcript(), name).not.toMatch(/something went wrong|start over/);
  }
  const data = readData(app.folder, ({ all, number }) => ({
    states: all('select state from orders order by state').map(({ state }) => state),
    relays: number('select count(*) from relays'),
    integrity: all('pragma integrity_check')[0]?.['integrity_check'],
  }));
  expect(data).toEqual({
    states: ['awaiting_payment', 'awaiting_payment', 'awaiting_payment', 'cancelled'],
    relays: 1,
    integrity: 'ok',
  });
}, 120_000);

function take(visitor: Visitor, [act]: Step): Promise<void> {
  return typeof act === 'string' ? visitor.say(act) : visitor.press(act);
}

/**
 * How honest traffic fares beside an attack. App, honest traffic and attack run in processes of their own, because a
 * driver inside the measured process would spend its time. "Calm" is the same attack on a decoy: attackers have machines
 * of their own, so what it costs to attack must weigh on both. Calm and attacked windows alternate, and of each kind the
 * median window counts, so that a moment in which the machine is busy with something else decides nothing.
 */
import { ALONE } from './alone.ts';
import { randomBytes } from 'node:crypto';
import { startChild, temporaryFolder, type Child } from '../bench/children.ts';
import { median, percentile } from '../bench/measure.ts';
import type { HonestResult, HonestTraffic } from '../bench/processes/honest-traffic.ts';
import { order } from '../crash/customers.ts';
import { readData } from '../support/data-reader.ts';
import { openVisitor } from '../support/web-client.ts';

/** A good deal more than a busy shop has: 40 webhooks, 8 messages and 16 looks at a chat a second. */
const PER_SECOND = 64;
const PEOPLE = 10;
const BUYERS = 4;

export interface AttackedShop {
  app: Child;
  folder: string;
  port: number;
  url: string;
  path: string;
  secret: string;
  /** Honest traffic for so long. */
  traffic(seconds: number): Promise<HonestResult>;
  /** All that is worth money, counted. */
  footprint(): Record<string, unknown>;
  stop(): Promise<void>;
}

export async function openAttackedShop(env: Record<string, string> = {}): Promise<AttackedShop> {
  const secret = randomBytes(24).toString('hex');
  const folder = temporaryFolder();
  const app = await startChild('app', { SAPA_DATA: folder, LOG_LEVEL: 'error', ...env });
  const honest = await startChild('honest-traffic');
  const port = await app.call<number>('port');
  const path = await app.call<string>('gatewayPath');
  const url = `http://127.0.0.1:${port}`;
  await app.call('signGateway', secret);
  const buyers = await Promise.all(Array.from({ length: BUYERS }, () => openVisitor(url, { lang: 'id' })));
  const orders = await Promise.all(buyers.map((buyer) => order(buyer, { kind: 'voucher', qty: 1 })));
  const references = orders.map(({ reference }) => reference);
  return {
    app,
    folder,
    port,
    url,
    path,
    secret,
    async traffic(seconds) {
      // New chats every time: one that has grown long is slower to read whatever happens beside it.
      const people = await Promise.all(Array.from({ length: PEOPLE }, () => openVisitor(url, { lang: 'en' })));
      const sessions = people.map(({ session }) => session);
      const options: HonestTraffic = { port, path, secret, references, sessions, perSecond: PER_SECOND, seconds };
      return honest.call<HonestResult>('run', options);
    },
    footprint: () =>
      readData(folder, ({ all, number }) => ({
        orders: all('select code, state from orders order by code'),
        payments: all('select reference, state from payments order by reference'),
        receipts: number('select count(*) from receipts'),
        entries: number('select count(*) from ledger_entries'),
        sold: number(`select count(*) from stock_codes where state <> 'available'`),
        fulfilments: all('select state from fulfilments'),
      })),
    async stop() {
      await honest.stop();
      await app.stop();
    },
  };
}

const p99 = ({ webhooksMs, chatsMs }: HonestResult): number => percentile([...webhooksMs, ...chatsMs], 99);

/** Windows of honest traffic, calm and attacked. */
export function createComparison() {
  const windows = { calm: [] as HonestResult[], attacked: [] as HonestResult[] };
  const medianOf = (kind: keyof typeof windows): number => median(windows[kind].map(p99));
  return {
    add: (kind: keyof typeof windows, result: HonestResult): void => void windows[kind].push(result),
    figures: () => ({
      calmP99Ms: medianOf('calm'),
      attackedP99Ms: medianOf('attacked'),
      samples: windows.attacked.reduce((sum, one) => sum + one.webhooksMs.length + one.chatsMs.length, 0),
      failed: [...windows.calm, ...windows.attacked].flatMap(({ failed }) => failed),
      eachMs: Object.fromEntries(
        Object.entries(windows).map(([kind, each]) => [kind, each.map((one) => Math.round(p99(one)))]),
      ),
    }),
  };
}

/** Three times calm; a calm faster than this is as good as this: nobody notices 30 ms, nor a busy machine 200. */
const UNNOTICED_MS = ALONE ? 10 : 70;
export const mostMs = (calmP99Ms: number): number => 3 * Math.max(calmP99Ms, UNNOTICED_MS);

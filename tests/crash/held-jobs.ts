/**
 * A worker dies, or stands still, while it holds a job whose vendor has the request already: a bill being made, a purchase
 * being sent, a door key being issued. Another worker takes the job up, the customer gets one set of goods, and the old
 * worker, waking up with its answer in hand, doubles nothing.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { shopProcesses, type Member, type ShopProcesses } from '../support/shop-processes.ts';
import { lookInto } from '../support/shop-data.ts';
import type { Tally } from '../support/tally.ts';
import { checkLedgerCommand } from './command.ts';
import type { Purchase, Wish } from './customers.ts';
import { shop } from './shop.ts';
import { checkEverything } from './invariants.ts';
import { untilQuiet } from './quiet.ts';

export interface HeldOptions {
  tally: Tally;
  /** Of a job. The rest follows from it: what is taken up, and when. */
  leaseMs: number;
  /** How long a worker stands still. */
  frozenMs: number;
}

const TAKEN_UP_WITHIN_MS = 60_000;
const FOUND_WITHIN_MS = 30_000;
/** Long enough to be caught in. */
const VENDOR_MS = 2_500;
const LOOK_EVERY_MS = 20;

const HELD = [
  { job: 'payment.create', vendor: 'gateway', endpoint: 'create' },
  { job: 'fulfilment.run', vendor: 'supplier', endpoint: 'transaction' },
  { job: 'key.issue', vendor: 'lock', endpoint: 'pin_add' },
] as const;

type Held = (typeof HELD)[number];

const HOW = ['killed', 'frozen'] as const;

export async function workersLostWithJobs(options: HeldOptions): Promise<void> {
  const { tally, leaseMs } = options;
  const shopApp = await shopProcesses({
    stack: 'postgres',
    env: {
      SAPA_SET_jobLeaseMs: String(leaseMs),
      // A worker that dies may have a message in its hands as well.
      SAPA_SET_sendLeaseMs: '3000',
      SAPA_SET_chatLeaseMs: '3000',
      SAPA_SET_pollEveryMs: '1500',
      SAPA_SET_queryGapMs: '300',
      SAPA_SET_supplierCheckMs: '700',
      SAPA_SET_supplierChecks: '60',
      SAPA_SET_keyLeadMs: String(400 * 24 * 3_600_000),
    },
  });
  const purchases: Purchase[] = [];
  try {
    await shopApp.start();
    for (const held of HELD) {
      for (const how of HOW) {
        const name = `${held.job}, worker ${how}`;
        await tally.part(name, () => lose(shopApp, { held, how, name, purchases, options }));
      }
    }
    await untilQuiet(shopApp.place);
    for (const { visitor } of purchases) await visitor.refresh();
    await checkEverything(tally, { place: shopApp.place, purchases, vendors: await shopApp.sandbox.state() });
    await shopApp.stop();
    await checkLedgerCommand(tally, shopApp);
  } finally {
    await shopApp.discard();
  }
}

interface Loss {
  held: Held;
  how: (typeof HOW)[number];
  name: string;
  purchases: Purchase[];
  options: HeldOptions;
}

async function lose(shopApp: ShopProcesses, { held, how, name, purchases, options }: Loss): Promise<void> {
  const { vendor, endpoint } = held;
  await shopApp.sandbox.faults([{ kind: 'delay', vendor, endpoint, ms: VENDOR_MS, calls: 1 }], true);
  const buying = shop(shopApp.url, shopApp.sandbox, { wish: wishFor(held, purchases.length), lang: 'en' });
  // A loss that cannot be brought about must not leave a rejection behind.
  buying.catch(() => {});
  const { jobId, owner, worker } = await holderOf(shopApp, held.job);
  const from = performance.now();
  if (how === 'killed') await worker.process.kill();
  else worker.process.freeze();
  const takenMs = await untilTakenUp(
    shopApp,
    { jobId, owner },
    how === 'killed' ? TAKEN_UP_WITHIN_MS : options.frozenMs,
  );
  if (takenMs !== null) process.stdout.write(`${name}: taken up after ${Math.round(takenMs)} ms\n`);
  else process.stdout.write(`${name}: not taken up by another one\n`);
  // One that stands still for less than its lease keeps what it has.
  const mustBeTaken = how === 'killed' || options.frozenMs > 2 * options.leaseMs;
  if (mustBeTaken)
    options.tally.check(`${name}: taken up again`, takenMs !== null, `not within ${TAKEN_UP_WITHIN_MS} ms`);
  if (how === 'frozen') {
    await pause(Math.max(0, options.frozenMs - (performance.now() - from)));
    worker.process.thaw();
  } else await worker.process.start();
  const purchase = await buying;
  purchases.push(purchase);
  await untilAnswers(worker);
  await untilQuiet(shopApp.place);
}

function wishFor({ job }: Held, index: number): Wish {
  if (job !== 'key.issue') return { kind: 'topup', phone: `0812345${String(60_000 + index)}` };
  const checkIn = new Date(Date.now() + (3 + index) * 86_400_000).toISOString().slice(0, 10);
  return { kind: 'room', checkIn, nights: 1 };
}

/** Owners are named after their process: `1234-ABCDEF`. */
async function holderOf(
  shopApp: ShopProcesses,
  job: string,
): Promise<{ jobId: string; owner: string; worker: Member }> {
  const end = performance.now() + FOUND_WITHIN_MS;
  while (performance.now() < end) {
    const rows = await lookInto(shopApp.place, ({ all }) =>
      all(`select id, lease_owner from jobs where name = '${job}' and state = 'running'`),
    );
    const owner = String(rows[0]?.['lease_owner'] ?? '');
    const worker = shopApp.members.find(({ process: app }) => owner.startsWith(`${app.pid()}-`));
    if (worker) return { jobId: String(rows[0]?.['id']), owner, worker };
    await pause(LOOK_EVERY_MS);
  }
  throw new Error(`no worker holds a ${job}`);
}

/** Milliseconds until somebody else has it, or is done with it; null when nobody came. */
async function untilTakenUp(
  shopApp: ShopProcesses,
  { jobId, owner }: { jobId: string; owner: string },
  withinMs: number,
): Promise<number | null> {
  const from = performance.now();
  return lookInto(shopApp.place, async ({ all }) => {
    while (performance.now() - from < withinMs) {
      const [row] = await all(`select state, lease_owner from jobs where id = '${jobId}'`);
      const isElsewhere = row?.['state'] !== 'running' || row['lease_owner'] !== owner;
      if (isElsewhere) return performance.now() - from;
      await pause(LOOK_EVERY_MS);
    }
    return null;
  });
}

/** Then it has had its turn with whatever it woke up with. */
async function untilAnswers({ process: app, name }: Member): Promise<void> {
  const end = performance.now() + FOUND_WITHIN_MS;
  while (performance.now() < end) {
    const ok = await fetch(`${app.url}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ok) return;
    await pause(LOOK_EVERY_MS);
  }
  throw new Error(`${name} does not wake up`);
}

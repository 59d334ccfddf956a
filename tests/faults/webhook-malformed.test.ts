/** Row 11: whatever bodies are thrown at the webhook door, it stands, and honest traffic beside it goes on. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startChild, type Child } from '../bench/children.ts';
import { residentMib } from '../bench/measure.ts';
import type { MalformedFlood, Statuses } from '../bench/processes/malformed-flood.ts';
import { createComparison, mostMs, openAttackedShop, type AttackedShop } from './beside.ts';

const BODIES = Number(process.env['FAULTS_N'] ?? 6_000);
/** At most: 100,000 are through in less than three minutes. */
const MOST_PER_SECOND = 800;
const SEED = Number(process.env['FAULTS_SEED'] ?? 11);
const CONNECTIONS = 16;
const PROBE = 800;
const WINDOWS = BODIES > 20_000 ? 15 : 5;
const PER_WINDOW = Math.ceil(BODIES / WINDOWS);
/** The same attack on the decoy, but not longer than a comparison needs. */
const PER_CALM_WINDOW = Math.min(PER_WINDOW, 1_600);
const MAX_GROWTH_MIB = 64;

/** For a machine that is slow with everything. */
const LONG_MS = 60_000 + (8_000 * BODIES) / MOST_PER_SECOND;

let shop: AttackedShop;
let attacker: Child;
let decoy: Child;
beforeAll(async () => {
  // A machine busy with something else must not turn honest people away here: this is about bodies, not about too many.
  shop = await openAttackedShop({ SAPA_SET_refusedWebhooksPerHour: '50', SAPA_SET_shedEventLoopMs: '0' });
  attacker = await startChild('malformed-flood');
  decoy = await startChild('decoy');
}, 60_000);
afterAll(async () => {
  await attacker.stop();
  await decoy.stop();
  await shop.stop();
});

test(
  `row 11: ${BODIES} malformed bodies, half of them rightly signed: no 5xx, nothing changed, memory bounded, honest p99 <= 3x calm`,
  async () => {
    const before = shop.footprint();
    const statuses: Statuses = {};
    const comparison = createComparison();
    let perSecond = Number.MAX_SAFE_INTEGER;
    const attack = (port: number, count: number, seed: number) => {
      const { path, secret } = shop;
      const options: MalformedFlood = {
        port,
        path,
        secret,
        seed,
        count,
        perSecond,
        connections: CONNECTIONS,
      };
      return attacker.call<Statuses>('flood', options);
    };
    const decoyPort = await decoy.call<number>('port');
    // Warms what both kinds of windows use.
    await shop.traffic(2);
    // Half of what this machine can take at the moment: more than it can take is row 13.
    const begunMs = performance.now();
    await attack(shop.port, PROBE, 7);
    perSecond = Math.min(MOST_PER_SECOND, (500 * PROBE) / (performance.now() - begunMs));

    let grownFromMib = 0;
    for (let window = 0; window < WINDOWS; window += 1) {
      const [calm] = await Promise.all([
        shop.traffic(PER_CALM_WINDOW / perSecond),
        attack(decoyPort, PER_CALM_WINDOW, 100 + window),
      ]);
      comparison.add('calm', calm);
      const [attacked, answers] = await Promise.all([
        shop.traffic(PER_WINDOW / perSecond),
        attack(shop.port, PER_WINDOW, SEED + window),
      ]);
      comparison.add('attacked', attacked);
      for (const [status, count] of Object.entries(answers))
        statuses[Number(status)] = (statuses[Number(status)] ?? 0) + count;
      // The first half warms caches and the heap; what leaks goes on growing in the second.
      if (window === Math.floor(WINDOWS / 2)) grownFromMib = await residentMib(shop.app.pid);
    }
    const grownMib = (await residentMib(shop.app.pid)) - grownFromMib;
    const { calmP99Ms, attackedP99Ms, failed, samples, eachMs } = comparison.figures();
    console.info(
      `malformed: ${perSecond.toFixed(0)} a second, ${JSON.stringify(statuses)}; honest p99 ${calmP99Ms.toFixed(1)} ms calm, ${attackedP99Ms.toFixed(1)} ms ` +
        `beside it (${samples} samples, windows ${JSON.stringify(eachMs)}); grown by ${grownMib.toFixed(0)} MiB`,
    );

    expect(Object.values(statuses).reduce((sum, count) => sum + count, 0)).toBe(WINDOWS * PER_WINDOW);
    expect(Object.keys(statuses).filter((status) => !['200', '400', '401'].includes(status))).toEqual([]);
    expect(failed).toEqual([]);
    expect(shop.footprint()).toEqual(before);
    expect(grownMib).toBeLessThan(MAX_GROWTH_MIB);
    expect(attackedP99Ms).toBeLessThanOrEqual(mostMs(calmP99Ms));
    expect((await fetch(`${shop.url}/readyz`)).status).toBe(200);
  },
  LONG_MS,
);

/** A whole simulation: worlds one after another, each from a seed of its own that follows from the run's. */
import { comeToBuy } from './buyers.ts';
import { brokenRules } from './rules.ts';
import type { StoreKind } from './store.ts';
import { startWeather } from './weather.ts';
import { openWorld, type World } from './world.ts';

export interface WorldReport {
  seed: number;
  placed: number;
  wrong: string[];
  digest: string;
  /** Changes of state, by how often they happened. */
  transitions: Map<string, number>;
}

export interface WorldRun {
  seed: number;
  store: StoreKind;
  checkouts: number;
  trace?: (line: string) => void;
  /** Also work out the digest of the store, which costs about as much as the run. */
  digest?: boolean;
}

const SECOND = 1_000;
const DAY = 24 * 60 * 60 * SECOND;
/** Between one buyer and the next, at most. */
const GAP_MS = 10 * SECOND;
const STEPS_TO_LIVE = 600;
/** One of so many commits. */
const DISK_FULL_RATE = 0.002;

export async function runWorld({ seed, store, checkouts, trace, digest }: WorldRun): Promise<WorldReport> {
  const options = { stepsToLive: STEPS_TO_LIVE, diskFullRate: DISK_FULL_RATE, faults: true, codes: 200 };
  const world = await openWorld({ seed, store, ...options, trace });
  try {
    let placed = 0;
    startWeather(world);
    planBuyers(world, checkouts, () => (placed += 1));
    await calmDown(world, (checkouts * GAP_MS) / 2 + DAY / 8);
    return {
      seed,
      placed,
      wrong: await brokenRules(world),
      digest: digest ? await world.store.digest() : '',
      transitions: world.transitions.counts,
    };
  } finally {
    await world.close();
  }
}

function planBuyers(world: World, left: number, onPlaced: () => void, number = 1): void {
  if (left === 0) return;
  world.agenda.at(world.clock.now() + world.chance.between(0, GAP_MS), () => {
    planBuyers(world, left - 1, onPlaced, number + 1);
    comeToBuy(world, number, onPlaced);
  });
}

/** After `ms` all faults end; what was begun comes to its end, and vendors say once more what they know. */
export async function calmDown(world: World, ms: number): Promise<void> {
  await world.runUntil(world.clock.now() + ms);
  await world.quietDown();
  await world.runUntil(world.clock.now() + 6 * DAY);
  await world.hearOfAll();
  await world.runUntil(world.clock.now() + 2 * DAY);
}

/** Of one world by its place in a run. */
export const seedOf = (seed: number, place: number): number => (seed * 1_000_003 + place * 7_919) >>> 0;

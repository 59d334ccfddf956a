/**
 * Random histories of the counted nights, run against the store and against a model of a few lines. The model says what
 * each step must answer; besides, no booking may ever leave more rooms held and sold than there are, and no count may
 * fall below zero.
 */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { StoreBed } from './bed.ts';
import { inTransaction } from './bed.ts';
import { newId } from './samples.ts';

const NIGHTS = ['2026-12-30', '2026-12-31', '2027-01-01'];

interface Step {
  what: 'take' | 'sell' | 'releaseHeld' | 'releaseSold' | 'setPhysical';
  from: number;
  nights: number;
  rooms: number;
}
interface Count {
  physical: number;
  held: number;
  sold: number;
}
type Model = Map<string, Count>;

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom('take', 'take', 'take', 'sell', 'releaseHeld', 'releaseSold', 'setPhysical'),
  from: fc.nat(NIGHTS.length - 1),
  nights: fc.integer({ min: 1, max: NIGHTS.length }),
  rooms: fc.integer({ min: 1, max: 3 }),
});

/** Without it most histories would be nights that nobody opened. */
const OPENING: Step = { what: 'setPhysical', from: 0, nights: 2, rooms: 4 };

/** What a step moves per room, for the steps that must throw rather than go below zero. */
const MOVES = {
  sell: { held: -1, sold: 1 },
  releaseHeld: { held: -1, sold: 0 },
  releaseSold: { held: 0, sold: -1 },
} as const;

export function nightsModelTests(bed: () => StoreBed): void {
  it('counts nights like the model, whatever happens in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const roomType = newId();
        const model: Model = new Map();
        for (const one of [OPENING, ...steps]) {
          const nights = NIGHTS.slice(one.from, one.from + one.nights);
          expect(await runStep(bed(), roomType, one, nights)).toBe(predict(model, one, nights));
          expect(await stored(bed(), roomType)).toEqual(model);
        }
      }),
      { numRuns: 100 },
    );
  });
}

async function runStep(bed: StoreBed, roomType: string, { what, rooms }: Step, nights: string[]): Promise<string> {
  try {
    return await inTransaction(bed, async ({ stays }) => {
      if (what === 'take') {
        const taken = await stays.takeNights(roomType, nights, rooms);
        if (taken.ok) await assertNotOversold(stays.nights(roomType, nights));
        return taken.ok ? 'done' : `short ${taken.short}`;
      }
      if (what === 'setPhysical') await stays.setPhysical(roomType, nights, rooms);
      else if (what === 'sell') await stays.heldToSold(roomType, nights, rooms);
      else await stays[what](roomType, nights, rooms);
      return 'done';
    });
  } catch (error) {
    if ((error as Error).name === 'AssertionError') throw error;
    return 'thrown';
  }
}

async function assertNotOversold(nights: Promise<(Count & { outOfOrder: number })[]>): Promise<void> {
  for (const { physical, outOfOrder, held, sold } of await nights) {
    expect(held + sold).toBeLessThanOrEqual(physical - outOfOrder);
  }
}

function predict(model: Model, { what, rooms }: Step, nights: string[]): string {
  if (what === 'setPhysical') {
    for (const night of nights) model.set(night, { ...(model.get(night) ?? { held: 0, sold: 0 }), physical: rooms });
    return 'done';
  }
  if (what === 'take') {
    const short = nights.find((night) => {
      const count = model.get(night);
      return !count || count.physical - count.held - count.sold < rooms;
    });
    if (short) return `short ${short}`;
    for (const night of nights) model.get(night)!.held += rooms;
    return 'done';
  }
  const { held, sold } = MOVES[what];
  const possible = nights.every((night) => {
    const count = model.get(night);
    return count && count.held + held * rooms >= 0 && count.sold + sold * rooms >= 0;
  });
  if (!possible) return 'thrown';
  for (const night of nights) {
    const count = model.get(night)!;
    count.held += held * rooms;
    count.sold += sold * rooms;
  }
  return 'done';
}

async function stored(bed: StoreBed, roomType: string): Promise<Model> {
  const rows = await bed.uow.read.stays.nights(roomType, NIGHTS);
  return new Map(rows.map(({ night, physical, held, sold }) => [night, { physical, held, sold }]));
}

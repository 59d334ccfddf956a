/**
 * The clock and the source of chance of a scene: the clock begins on a fixed Friday morning and can be moved on, and
 * every scene draws the same codes and PINs whatever was played before it. Row ids stay real, since they must be ordered.
 */
import { createHash } from 'node:crypto';
import { createIds } from '../../../bot/runtime.ts';
import type { Clock, Ids } from '../../../commerce/ports/runtime.ts';

/** Friday 20 November 2026, 10.07 WIB. Off the round times, so that a time of the day's clock is told from a fixed one. */
export const BEGINNING = Date.UTC(2026, 10, 20, 3, 7);

export interface SceneClock extends Clock {
  /** How far this clock is ahead of the machine's. */
  aheadMs(): number;
  add(ms: number): void;
  /** On to the next of the marks every scene may begin at. */
  toNextMark(): void;
}

/** Scenes begin, and go on after a pause, near a multiple of this; what lies a few minutes behind is the machine's speed. */
export const MARK_MS = 30 * 60_000;

export function sceneClock(): SceneClock {
  let ahead = BEGINNING - Date.now();
  return {
    now: () => Date.now() + ahead,
    elapsedMs: () => performance.now(),
    aheadMs: () => ahead,
    add: (ms) => void (ahead += ms),
    toNextMark() {
      const since = Date.now() + ahead - BEGINNING;
      ahead += Math.ceil(since / MARK_MS) * MARK_MS - since;
    },
  };
}

export interface SceneIds extends Ids {
  /** From here on draws what this scene always draws. */
  begin(scene: string): void;
}

const SAYABLE = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const TOKEN_CHARS = 32;

export function sceneIds(): SceneIds {
  const real = createIds();
  let scene = '';
  let drawn = 0;
  /** `length` characters of an alphabet, the next of this scene. */
  function draw(alphabet: string, length: number): string {
    drawn += 1;
    const bytes = createHash('sha512').update(`${scene}:${drawn}`).digest();
    return Array.from({ length }, (_, i) => alphabet[(bytes[i % bytes.length] ?? 0) % alphabet.length]).join('');
  }
  return {
    uuid: () => real.uuid(),
    sayable: (length) => draw(SAYABLE, length),
    digits: (length) => draw('0123456789', length),
    token: () => draw(SAYABLE.toLowerCase(), TOKEN_CHARS),
    begin(name) {
      scene = name;
      drawn = 0;
    },
  };
}

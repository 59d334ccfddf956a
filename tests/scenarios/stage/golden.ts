/**
 * Golden transcripts: written with UPDATE_GOLDEN=1, compared else. What differs from run to run is replaced by
 * placeholders in ‹ ›; everything else has to stay as the person read it. With one worker that includes the order of the
 * messages; where several share the jobs, two jobs that end together may speak in either order, so there the messages
 * between one act and the next are compared as a set.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { BEGINNING, MARK_MS } from './chance.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'golden');
const WIB_MS = 7 * 3_600_000;
const DAY_MINUTES = 24 * 60;
const BEGINS_AT = Math.floor((BEGINNING + WIB_MS) / 60_000) % DAY_MINUTES;
const MARK_MINUTES = MARK_MS / 60_000;
const PLAYED_MINUTES = 10;

export function steady(transcript: string): string {
  return (
    transcript
      .replaceAll(
        /\b(\d{1,2})([.:])(\d{2})(?: (WIB|am|pm)\b)/g,
        (all: string, hour: string, dot: string, minute: string, suffix: string) =>
          steadyTime(all, Number(hour), dot, Number(minute), suffix),
      )
      .replaceAll(/(LATIHAN-[A-Z0-9]+-)[0-9A-F]{10}\b/g, '$1‹kode›')
      .replaceAll(/(.)\1{59,}/g, (run: string, letter: string) => `‹${letter} × ${run.length}›`)
      .replaceAll(/[ \t]+$/gm, '')
      .replaceAll(/\n{3,}/g, '\n\n')
      .replaceAll(/\b\d{4}(?:-\d{4}){4}\b/g, '‹token›')
      .replaceAll(/((?:⧉|<) )\d{16}$/gm, '$1‹SN›')
      // The tail of a reference at the supplier comes from a row id.
      .replaceAll(/(-\d+-\d+-)[0-9a-f]{6}\b/g, '$1‹id›')
      // Its address is keyed by the shop's own secret.
      .replaceAll(/(\/pay\/)[0-9a-f-]{36}\.[\w-]{43}/g, '$1‹alamat›')
      .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, '‹situs›')
  );
}

function steadyTime(all: string, hour: number, dot: string, minute: number, suffix: string): string {
  const afternoon = suffix === 'pm' && hour < 12 ? 12 : suffix === 'am' && hour === 12 ? -12 : 0;
  const at = (hour + afternoon) * 60 + minute;
  const late = (at - BEGINS_AT + DAY_MINUTES) % MARK_MINUTES;
  if (late >= PLAYED_MINUTES) return all;
  const mark = (at - late + DAY_MINUTES) % DAY_MINUTES;
  const shownHour = suffix === 'WIB' ? Math.floor(mark / 60) : Math.floor(mark / 60) % 12 || 12;
  return `‹${String(shownHour).padStart(2, '0')}${dot}${String(mark % 60).padStart(2, '0')}›`;
}

/** Whose lines follow no message: what a person does, what a scene says between, whose chat it is. */
const ACT = /^(?:> |— |## )/;
const MESSAGE = /^[<~x] /;

/** The transcript with the messages between two acts in one order, whatever order they came in. */
export function inAnyOrder(transcript: string): string {
  const told: string[] = [];
  let messages: string[] = [];
  const settle = (): void => {
    told.push(...messages.map((message) => message.trimEnd()).toSorted());
    messages = [];
  };
  for (const line of transcript.split('\n')) {
    if (ACT.test(line)) {
      settle();
      told.push(line);
    } else if (MESSAGE.test(line) || messages.length === 0) messages.push(line);
    else messages.push(`${messages.pop()}\n${line}`);
  }
  settle();
  return told.join('\n');
}

/** `name` without extension. */
export function expectGolden(name: string, transcript: string, order: 'kept' | 'any' = 'kept'): void {
  const file = join(FOLDER, `${name}.txt`);
  const now = steady(transcript).trimEnd() + '\n';
  if (process.env['UPDATE_GOLDEN']) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, now);
    return;
  }
  if (!existsSync(file)) throw new Error(`tests/golden/${name}.txt is missing; write it with UPDATE_GOLDEN=1`);
  const pinned = readFileSync(file, 'utf8');
  const [read, expected] = order === 'any' ? [inAnyOrder(now), inAnyOrder(pinned)] : [now, pinned];
  expect(read, `tests/golden/${name}.txt reads differently; if that is right, run with UPDATE_GOLDEN=1`).toBe(expected);
}

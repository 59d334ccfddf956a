/**
 * The master keys a process may open with: its own, and while the key is being changed the other one as well. The two
 * rows that make this possible lie among the data keys: the new key sealed under the old one, and the old one under the
 * new. A process that was started with either finds the other; which one seals follows from the rows alone.
 */
import { createSecretKey, type KeyObject } from 'node:crypto';
import { openBytes, sealBytes } from './seal.ts';
import type { WrappedKey } from './vault.ts';

/** Among the data keys: the purpose of the two rows of a change. */
export const HANDOVER = 'master';
const NEXT = 'next';
const PREVIOUS = 'previous';

export interface MasterRing {
  /** Seals under the newest key this process knows. */
  seal(context: string, plain: Buffer): string;
  /** Opens what any of the keys sealed. Throws when none did. */
  open(context: string, sealed: string): Buffer;
  /** Learns from the rows of a change, if there is one. What it knows already it keeps. */
  learn(rows: readonly WrappedKey[]): void;
}

export function createMasterRing(own: Buffer): MasterRing {
  let keys: readonly [KeyObject, ...KeyObject[]] = [createSecretKey(own)];
  return {
    seal: (context, plain) => sealBytes(keys[0], context, plain),
    open(context, sealed) {
      for (const key of keys.slice(0, -1)) {
        const opened = openedWith(key, context, sealed);
        if (opened) return opened;
      }
      return openBytes(keys.at(-1) ?? keys[0], context, sealed);
    },
    learn(rows) {
      const told = handoverIn(rows);
      if (!told) return;
      // With any it knows: a process may have learned its key from an earlier change and never been started with it.
      for (const key of keys) {
        const next = openedWith(key, NEXT, told.next);
        const previous = next ? null : openedWith(key, PREVIOUS, told.previous);
        if (next) keys = [createSecretKey(next), ...without(keys, next)];
        else if (previous)
          keys = [key, createSecretKey(previous), ...without(keys, previous).filter((one) => one !== key)];
        if (next ?? previous) return;
      }
    },
  };
}

/** The rows that let holders of either key find the other. */
export function handoverRows(previous: Buffer, next: Buffer): WrappedKey[] {
  return [
    { purpose: HANDOVER, month: NEXT, wrapped: sealBytes(createSecretKey(previous), NEXT, next) },
    { purpose: HANDOVER, month: PREVIOUS, wrapped: sealBytes(createSecretKey(next), PREVIOUS, previous) },
  ];
}

/** Which key of a change under way this one is, and the other; null when there is none, or it is neither. */
export function partnerOf(rows: readonly WrappedKey[], key: Buffer): { is: 'previous' | 'next'; other: Buffer } | null {
  const told = handoverIn(rows);
  if (!told) return null;
  const mine = createSecretKey(key);
  const next = openedWith(mine, NEXT, told.next);
  if (next) return { is: 'previous', other: next };
  const previous = openedWith(mine, PREVIOUS, told.previous);
  return previous ? { is: 'next', other: previous } : null;
}

const without = (keys: readonly KeyObject[], raw: Buffer): KeyObject[] =>
  keys.filter((one) => !one.equals(createSecretKey(raw)));

function handoverIn(rows: readonly WrappedKey[]): { next: string; previous: string } | null {
  const wrapped = (month: string) => rows.find((row) => row.purpose === HANDOVER && row.month === month)?.wrapped;
  const [next, previous] = [wrapped(NEXT), wrapped(PREVIOUS)];
  return next === undefined || previous === undefined ? null : { next, previous };
}

function openedWith(key: KeyObject, context: string, sealed: string): Buffer | null {
  try {
    return openBytes(key, context, sealed);
  } catch {
    return null;
  }
}

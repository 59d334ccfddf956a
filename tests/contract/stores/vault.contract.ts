/** The vault over any engine's key rows: what is sealed opens only where it belongs, with the key it was sealed with. */
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { UnitOfWork } from '../../../commerce/ports/unit-of-work.ts';
import type { KeyedVault } from '../../../db/vault.ts';

export interface OpenedVault {
  vault: KeyedVault;
  uow: UnitOfWork;
  /** Another process on the same rows, with its own clock and perhaps another master key. */
  again(over?: { now?: () => number; masterKey?: Buffer }): Promise<KeyedVault>;
  rows(): Promise<{ purpose: string; month: string; wrapped: string }[]>;
  close(): Promise<void>;
}

const NOV = Date.UTC(2026, 10, 21);
const DEC = Date.UTC(2026, 11, 1);
const MARCH = Date.UTC(2027, 2, 1);

export function vaultContract(engine: string, open: (now: () => number) => Promise<OpenedVault>): void {
  describe(`vault on ${engine}`, () => {
    let db: OpenedVault;
    let now: number;

    beforeEach(async () => {
      now = NOV;
      db = await open(() => now);
    });
    afterEach(() => db.close());

    test('opens what it sealed, with the same purpose and context only', () => {
      const sealed = db.vault.seal('serial', 'fulfilments:1', 'SN-äöü-123');
      expect(sealed).toMatch(/^v1\.2026-11\.[\w-]+$/);
      expect(sealed).not.toContain('SN-');
      expect(db.vault.open('serial', 'fulfilments:1', sealed)).toBe('SN-äöü-123');
      expect(() => db.vault.open('serial', 'fulfilments:2', sealed)).toThrow();
      expect(() => db.vault.open('door_pin', 'fulfilments:1', sealed)).toThrow();
      expect(db.vault.seal('serial', 'fulfilments:1', 'SN-äöü-123')).not.toBe(sealed);
      expect(db.vault.open('inbox', 'x', db.vault.seal('inbox', 'x', ''))).toBe('');
      const bytes = Buffer.from([0, 255, 128, 10]);
      expect(db.vault.openBytes('file', 'x', db.vault.sealBytes('file', 'x', bytes))).toEqual(bytes);
    });

    test('an altered value does not open, whichever character is changed', () => {
      const sealed = db.vault.seal('inbox', 'c', 'secret');
      const body = sealed.lastIndexOf('.') + 1;
      for (let at = body; at < sealed.length - 1; at += 1) {
        const other = sealed[at] === 'A' ? 'B' : 'A';
        expect(() => db.vault.open('inbox', 'c', sealed.slice(0, at) + other + sealed.slice(at + 1))).toThrow();
      }
      for (const wrong of ['', 'v1', 'v1.2026-11.', 'v2.2026-11.AAAA', 'v1.2020-01.AAAA', sealed.slice(0, -20)]) {
        expect(() => db.vault.open('inbox', 'c', wrong)).toThrow();
      }
    });

    test('credentials are bound to their provider and to the master key', async () => {
      const sealed = db.vault.sealCredentials('p1', '{"key":"k"}');
      expect((await db.again()).openCredentials('p1', sealed)).toBe('{"key":"k"}');
      expect(() => db.vault.openCredentials('p2', sealed)).toThrow();
      expect(() => db.vault.openCredentials('p1', db.vault.seal('serial', 'p1', 'x'))).toThrow();
    });

    test('fingerprints are equal for equal secrets, differ by purpose, and survive a restart', async () => {
      const print = db.vault.fingerprint('stock', 'CODE');
      expect(print).toBe(db.vault.fingerprint('stock', 'CODE'));
      expect(print).not.toBe(db.vault.fingerprint('session', 'CODE'));
      expect(print).not.toBe(db.vault.fingerprint('stock', 'CODE2'));
      expect((await db.again({ now: () => MARCH })).fingerprint('stock', 'CODE')).toBe(print);
    });

    test('keys of this and the next month exist beforehand, one per purpose, and are not stored openly', async () => {
      const rows = await db.rows();
      expect(rows.filter((row) => row.purpose === 'webhook').map((row) => row.month)).toEqual(['2026-11', '2026-12']);
      now = DEC;
      const sealed = db.vault.seal('webhook', 'w', 'x');
      expect(sealed).toContain('.2026-12.');
      await db.vault.renewKeys();
      expect((await db.rows()).filter((row) => row.purpose === 'webhook')).toHaveLength(3);
      expect((await db.again()).open('webhook', 'w', sealed)).toBe('x');
    });

    test('a clock that jumps past the prepared keys still seals, and still opens', async () => {
      now = MARCH;
      const sealed = db.vault.seal('webhook', 'w', 'x');
      expect(sealed).toContain('.2026-12.');
      await db.vault.renewKeys();
      expect(db.vault.seal('webhook', 'w', 'x')).toContain('.2027-03.');
      expect(db.vault.open('webhook', 'w', sealed)).toBe('x');
    });

    test('two processes that start at once agree on the keys', async () => {
      const others = await Promise.all([1, 2, 3].map(() => db.again({ now: () => MARCH })));
      const sealed = others[0]!.seal('serial', 'c', 'x');
      for (const other of others) expect(other.open('serial', 'c', sealed)).toBe('x');
    });

    test('sealing inside a transaction waits for nothing', async () => {
      const sealed = await db.uow.run('test', async (stores) => {
        await stores.admin.settings.set('a', 'b');
        return db.vault.seal('outgoing', 'c', 'x');
      });
      expect(db.vault.open('outgoing', 'c', sealed)).toBe('x');
    });

    test('another master key is refused at the start', async () => {
      await expect(db.again({ masterKey: randomBytes(32) })).rejects.toThrow('master key does not fit');
      await expect(db.again({ masterKey: randomBytes(16) })).rejects.toThrow('32 bytes');
    });
  });
}

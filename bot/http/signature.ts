/** Signed values in URLs and forms: unguessable without a row in the database, checked in constant time. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Vault } from '../../commerce/ports/vault.ts';

type Purpose = 'media' | 'chat-ticket' | 'practice-bank' | 'owner-login';

/** 43 URL-safe characters. The vault's fingerprint is keyed; hashing it only fixes its length and alphabet. */
export function signature(vault: Pick<Vault, 'fingerprint'>, purpose: Purpose, value: string): string {
  return createHash('sha256')
    .update(vault.fingerprint(`http:${purpose}`, value))
    .digest('base64url');
}

export function signatureMatches(
  vault: Pick<Vault, 'fingerprint'>,
  purpose: Purpose,
  value: string,
  given: string,
): boolean {
  const wanted = Buffer.from(signature(vault, purpose, value));
  const offered = Buffer.from(given);
  return wanted.length === offered.length && timingSafeEqual(wanted, offered);
}

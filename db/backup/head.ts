/**
 * The first bytes of a backup file, the only ones that are not encrypted, and the keys that follow from them. A file has
 * a key of its own, derived from a fresh salt and either the shop's master key or a passphrase; neither is in the file.
 *
 *   8 bytes  "SAPABAK1"      the last digit is the format
 *   1 byte   0 | 1           key derived from the master key | from SAPA_BACKUP_KEY
 *   32 bytes salt
 *   16 bytes key check       a wrong key is told apart from a damaged file
 */
import { createSecretKey, hkdfSync, randomBytes, scrypt, timingSafeEqual, type KeyObject } from 'node:crypto';

/** The file is no backup we can use: another program's, damaged, cut off, or under another key. One line for a person. */
export class BadBackup extends Error {}

export interface BackupKeys {
  /** Null where it is not at hand; a passphrase opens the file, and nothing else opens what is sealed in it. */
  masterKey: Buffer | null;
  /** SAPA_BACKUP_KEY: new files are under it when given. */
  passphrase: string | null;
}

const MAGIC = 'SAPABAK';
const FORMAT = '1';
const SALT_BYTES = 32;
const CHECK_BYTES = 16;
const KEY_BYTES = 32;
export const HEAD_BYTES = MAGIC.length + 1 + 1 + SALT_BYTES + CHECK_BYTES;

/** scrypt as OWASP has it for passwords: 32 MiB and a tenth of a second for each guess. */
const SCRYPT = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };

const UNDER_MASTER_KEY = 0;
const UNDER_PASSPHRASE = 1;

/** A new head and the key of the file it begins. */
export async function newHead(keys: BackupKeys): Promise<{ head: Buffer; key: KeyObject }> {
  const salt = randomBytes(SALT_BYTES);
  const mode = keys.passphrase === null ? UNDER_MASTER_KEY : UNDER_PASSPHRASE;
  const { key, check } = await derive(keys, mode, salt);
  return { head: Buffer.concat([Buffer.from(MAGIC + FORMAT), Buffer.from([mode]), salt, check]), key };
}

/** The key of a file by its head. Throws BadBackup. */
export async function keyOf(head: Buffer, keys: BackupKeys): Promise<KeyObject> {
  if (head.length < HEAD_BYTES || head.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    throw new BadBackup('this is not a backup of Sapa');
  }
  const format = head.toString('latin1', MAGIC.length, MAGIC.length + 1);
  const mode = head[MAGIC.length + 1];
  if (format !== FORMAT || (mode !== UNDER_MASTER_KEY && mode !== UNDER_PASSPHRASE)) {
    throw new BadBackup('this backup is damaged, or was made by a newer version of the program');
  }
  const salt = head.subarray(MAGIC.length + 2, MAGIC.length + 2 + SALT_BYTES);
  const { key, check } = await derive(keys, mode, salt);
  if (!timingSafeEqual(check, head.subarray(HEAD_BYTES - CHECK_BYTES, HEAD_BYTES))) {
    throw new BadBackup(
      mode === UNDER_PASSPHRASE
        ? 'SAPA_BACKUP_KEY does not fit this backup'
        : 'the master key (SAPA_KEY, or the key file) does not fit this backup',
    );
  }
  return key;
}

async function derive(
  { masterKey, passphrase }: BackupKeys,
  mode: number,
  salt: Buffer,
): Promise<{ key: KeyObject; check: Buffer }> {
  const root = mode === UNDER_PASSPHRASE ? await stretched(passphrase, salt) : masterKey;
  if (root === null) throw new BadBackup('the master key that belongs to this backup is not here');
  const drawn = (what: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', root, salt, `sapa backup ${FORMAT} ${what}`, bytes));
  return { key: createSecretKey(drawn('key', KEY_BYTES)), check: drawn('check', CHECK_BYTES) };
}

/** Beside the event loop, for the app makes backups too. */
async function stretched(passphrase: string | null, salt: Buffer): Promise<Buffer> {
  if (passphrase === null) throw new BadBackup('this backup was made with SAPA_BACKUP_KEY; set it to open it');
  return new Promise((resolve, reject) => {
    scrypt(passphrase, salt, KEY_BYTES, SCRYPT, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

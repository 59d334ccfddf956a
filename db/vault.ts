/**
 * The vault. Sealing never touches the database, so it can happen inside any transaction: the keys of this month and the
 * next are made beforehand, at the start and by `renewKeys`, which the app calls daily. Should a month have no key after
 * all (the clock jumped), the newest key we have seals; the sealed text names its key, so opening never guesses.
 * Opened data keys stay in memory; opened credentials do not (adapters keep those per provider version).
 */
import { createHmac, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import type { SealPurpose, Vault } from '../commerce/ports/vault.ts';
import { createMasterRing, HANDOVER, type MasterRing } from './master-ring.ts';
import { KEY_BYTES, openBytes, sealBytes } from './seal.ts';

export interface WrappedKey {
  purpose: string;
  month: string;
  wrapped: string;
}

export interface VaultDeps {
  /** 32 bytes. */
  masterKey: Buffer;
  loadDataKeys(): Promise<WrappedKey[]>;
  /** Only the rows of a change of the master key. */
  loadHandover(): Promise<WrappedKey[]>;
  /** Keeps the key that is there when another process made one first. */
  saveDataKey(key: WrappedKey, at: number): Promise<void>;
  now(): number;
}

export interface KeyedVault extends Vault {
  /** Makes missing keys of this and the next month and takes over those other processes made. Never inside a unit. */
  renewKeys(): Promise<void>;
  /** Learns of a change of the master key that was begun meanwhile. Every process asks every few seconds. */
  followChange(): Promise<void>;
}

/** The master key does not open what this database holds. */
export class WrongMasterKey extends Error {}

const PURPOSES: readonly SealPurpose[] = [
  'inbox',
  'outgoing',
  'webhook',
  'stock_code',
  'serial',
  'door_pin',
  'refund_destination',
  'payment',
  'order_token',
  'file',
];
const FINGERPRINT = { purpose: 'fingerprint', month: 'always' };
const VERSION = 'v1';
/** What stands before credentials sealed under the master key. */
export const CREDENTIALS = `${VERSION}.master.`;
export const credentialsContext = (providerId: string): string => `credentials|${providerId}`;

type Keys = Map<string, Map<string, KeyObject>>;

/** Loads the data keys and makes missing ones. Throws WrongMasterKey when they were wrapped by another master key. */
export async function createVault(deps: VaultDeps): Promise<KeyedVault> {
  if (deps.masterKey.length !== KEY_BYTES) throw new WrongMasterKey('the master key must have 32 bytes');
  const master = createMasterRing(deps.masterKey);
  const keys: Keys = new Map();
  const renewKeys = async () => {
    await load(deps, master, keys);
    if ((await makeMissing(deps, master, keys)) > 0) await load(deps, master, keys);
  };
  await renewKeys();
  const fingerprintKey = keyOf(keys, FINGERPRINT.purpose, FINGERPRINT.month);

  function seal(purpose: SealPurpose, context: string, plain: Buffer): string {
    const { month, key } = sealingKey(keys, purpose, monthOf(deps.now()));
    return `${VERSION}.${month}.${sealBytes(key, `${purpose}|${context}`, plain)}`;
  }

  function open(purpose: SealPurpose, context: string, sealed: string): Buffer {
    const [version, month, bytes] = sealed.split('.');
    if (version !== VERSION || !month || !bytes) throw new Error(`not a sealed value (${purpose} of ${context})`);
    return openBytes(keyOf(keys, purpose, month), `${purpose}|${context}`, bytes);
  }

  return {
    renewKeys,
    followChange: async () => master.learn(await deps.loadHandover()),
    seal: (purpose, context, plain) => seal(purpose, context, Buffer.from(plain)),
    open: (purpose, context, sealed) => open(purpose, context, sealed).toString(),
    sealBytes: (purpose, context, plain) => seal(purpose, context, Buffer.from(plain)),
    openBytes: open,
    sealCredentials: (providerId, plain) =>
      `${CREDENTIALS}${master.seal(credentialsContext(providerId), Buffer.from(plain))}`,
    openCredentials: (providerId, sealed) => {
      if (!sealed.startsWith(CREDENTIALS)) throw new Error(`not sealed credentials (${providerId})`);
      return master.open(credentialsContext(providerId), sealed.slice(CREDENTIALS.length)).toString();
    },
    fingerprint: (purpose, plain) =>
      createHmac('sha256', fingerprintKey).update(`${purpose}\0${plain}`).digest('base64url'),
  };
}

/** Throws WrongMasterKey when these keys were wrapped by another one. */
export function demandMasterKey(masterKey: Buffer, keys: readonly WrappedKey[]): void {
  const master = createMasterRing(masterKey);
  for (const { purpose, month, wrapped } of keys) unwrap(master, purpose, month, wrapped);
}

async function load(deps: VaultDeps, master: MasterRing, keys: Keys): Promise<void> {
  const rows = await deps.loadDataKeys();
  master.learn(rows);
  for (const { purpose, month, wrapped } of rows) {
    if (purpose === HANDOVER || keys.get(purpose)?.has(month)) continue;
    const months = keys.get(purpose) ?? new Map<string, KeyObject>();
    months.set(month, unwrap(master, purpose, month, wrapped));
    keys.set(purpose, months);
  }
}

function unwrap(master: MasterRing, purpose: string, month: string, wrapped: string): KeyObject {
  try {
    return createSecretKey(master.open(wrapContext(purpose, month), wrapped));
  } catch (error) {
    throw new WrongMasterKey(
      'the master key does not fit this database: give SAPA_KEY (or the key file) that belongs to it',
      { cause: error },
    );
  }
}

async function makeMissing(deps: VaultDeps, master: MasterRing, keys: Keys): Promise<number> {
  const now = deps.now();
  const months = [monthOf(now), monthAfter(now)];
  const wanted = [FINGERPRINT, ...PURPOSES.flatMap((purpose) => months.map((month) => ({ purpose, month })))];
  const missing = wanted.filter(({ purpose, month }) => !keys.get(purpose)?.has(month));
  for (const { purpose, month } of missing) {
    const wrapped = master.seal(wrapContext(purpose, month), randomBytes(KEY_BYTES));
    await deps.saveDataKey({ purpose, month, wrapped }, now);
  }
  return missing.length;
}

function sealingKey(keys: Keys, purpose: SealPurpose, month: string): { month: string; key: KeyObject } {
  const months = keys.get(purpose);
  const key = months?.get(month);
  if (key) return { month, key };
  const newest = [...(months?.keys() ?? [])].sort().at(-1);
  if (newest === undefined) throw new Error(`no key to seal ${purpose}`);
  return { month: newest, key: keyOf(keys, purpose, newest) };
}

function keyOf(keys: Keys, purpose: string, month: string): KeyObject {
  const key = keys.get(purpose)?.get(month);
  if (!key) throw new Error(`the data key ${purpose} ${month} is not here`);
  return key;
}

export const wrapContext = (purpose: string, month: string) => `data-key|${purpose}|${month}`;

/** The month asked for last, since nearly every seal asks for the present one. */
let last = { from: 0, to: 0, month: '' };

function monthOf(instant: number): string {
  if (instant < last.from || instant >= last.to) {
    const date = new Date(instant);
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
    last = { from: Date.UTC(year, month, 1), to: Date.UTC(year, month + 1, 1), month: date.toISOString().slice(0, 7) };
  }
  return last.month;
}

function monthAfter(instant: number): string {
  const date = new Date(instant);
  return monthOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1));
}

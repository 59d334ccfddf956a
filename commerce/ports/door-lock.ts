/**
 * Door locks that let somebody in with a PIN. A key belongs to a room unit (`lockId` is the vendor's name for its
 * lock) and to a validity window in epoch milliseconds. A vendor may round the window; what it answers is what counts.
 */
import type { CallResult, ConnectionTest } from './outcome.ts';

/** Codes of `rejected` results, normalised over vendors. */
export type LockRefusal =
  | 'lock_offline'
  | 'lock_busy'
  | 'unknown_lock'
  | 'pin_conflict'
  | 'memory_full'
  | 'auth'
  | 'unsupported'
  | 'refused';

export interface GenerateKeyRequest {
  lockId: string;
  /** Shown in the vendor's app next to the PIN; the booking code, never the guest's name. */
  label: string;
  /** The PIN we would like, 6–8 digits. Repeating a request with the same label and PIN must not add a second key. */
  pin: string;
  validFrom: number;
  validTo: number;
}

export interface DoorKey {
  keyId: string;
  pin: string;
  validFrom: number;
  validTo: number;
  label: string;
}

export interface DoorLock {
  generateKey(request: GenerateKeyRequest): Promise<CallResult<DoorKey>>;
  revokeKey(request: { lockId: string; keyId: string }): Promise<CallResult<{ revoked: true }>>;
  listActiveKeys(request: { lockId: string }): Promise<CallResult<DoorKey[]>>;
  test(): Promise<ConnectionTest>;
}

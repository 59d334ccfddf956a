/**
 * How a transaction PIN is kept: as a slow hash only. A PIN has ten thousand values, so the hash alone would not hide
 * it from whoever holds the rows; the core hands in a keyed fingerprint of it, never the digits.
 */
export interface PinHasher {
  /** Salted, with its parameters in the text. Takes a tenth of a second of another thread. */
  hash(keyed: string): Promise<string>;
  /** False also for a text that no `hash` made. */
  matches(keyed: string, hash: string): Promise<boolean>;
}

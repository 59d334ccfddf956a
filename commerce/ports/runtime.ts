/**
 * What the core takes from the machine it runs on. All of it is injected: a test moves the clock, repeats the ids and
 * ends the process at a named step. Nothing in commerce may call Date.now, randomUUID or Math.random itself.
 */

/** Wall clock in epoch milliseconds. Durations are measured with `elapsedMs`, which never goes backwards. */
export interface Clock {
  now(): number;
  elapsedMs(): number;
}

export interface Ids {
  /** UUIDv7: sorts by time of creation. */
  uuid(): string;
  /** `length` characters of an alphabet without look-alikes (no 0/O, 1/I/L), from a cryptographic source. */
  sayable(length: number): string;
  /** `length` random digits from a cryptographic source. */
  digits(length: number): string;
  /** Unguessable URL-safe token with at least 128 bits. */
  token(): string;
}

/**
 * Called after every durable step with its name ("order.place:committed"). Production passes a no-op; the crash suite
 * counts the steps and ends the process at the k-th.
 */
export type StepHook = (name: string) => void;

/** A structured log line. Never pass a secret, door code, voucher or full phone number. */
export interface Log {
  debug(fields: Record<string, unknown>, message: string): void;
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}

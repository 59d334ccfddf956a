/**
 * UUIDv7 (RFC 9562 §5.7) that grow strictly within a process, by a counter in the 12 bits after the millisecond (§6.2
 * method 1): what was made in one millisecond, like the lines of an order, still sorts in the order it was made. Node's
 * randomUUIDv7 does not do that (tried: ids of one millisecond come in any order). Clock and chance are injected.
 */
const MAX_COUNTER = 0xfff;

/** @param randomUuid any UUID whose last 62 bits come from a cryptographic source, e.g. crypto.randomUUID. */
export function createUuidV7(now: () => number, randomUuid: () => string): () => string {
  let millisecond = 0;
  let counter = 0;
  return () => {
    const instant = now();
    if (instant > millisecond) {
      millisecond = instant;
      counter = 0;
    } else if (counter < MAX_COUNTER) {
      counter += 1;
    } else {
      // More ids than the counter holds, or a clock that went back: borrow from the next millisecond.
      millisecond += 1;
      counter = 0;
    }
    const time = millisecond.toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${randomUuid().slice(19)}`;
  };
}

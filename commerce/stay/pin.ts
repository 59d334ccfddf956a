/** A door PIN of seven digits from the injected random source: no leading zero, not one digit repeated. */
import type { Core } from '../core.ts';

const LENGTH = 7;

export function freshPin(core: Core): string {
  for (;;) {
    const digits = core.ids.digits(LENGTH);
    if (digits[0] !== '0' && new Set(digits).size > 1) return digits;
  }
}

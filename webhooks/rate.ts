/** Whether something happens often at the moment, from counts of short spans of time: no timers, two numbers. */
export interface Rate {
  count(): void;
  isBusy(): boolean;
}

const SPAN_MS = 50;
/** 400 a second: a shop sees this in a flood or a measurement, not from its buyers. */
const BUSY_PER_SPAN = 20;

export function createRate(elapsedMs: () => number): Rate {
  let span = 0;
  let now = 0;
  let before = 0;
  const turn = () => {
    const current = Math.floor(elapsedMs() / SPAN_MS);
    if (current === span) return;
    before = current === span + 1 ? now : 0;
    now = 0;
    span = current;
  };
  return {
    count() {
      turn();
      now += 1;
    },
    isBusy() {
      turn();
      return Math.max(now, before) >= BUSY_PER_SPAN;
    },
  };
}

/**
 * How long the event loop was held: by its own work alone (processor time of this thread, which a busy machine does not
 * stretch) and by the clock on the wall. Watching costs a turn each time round, so it is on only while it is asked for.
 */
export interface Held {
  ownMs: number;
  wallMs: number;
}

export function watchTurns(): { stop(): Held } {
  const longest: Held = { ownMs: 0, wallMs: 0 };
  let isOn = true;
  let wall = performance.now();
  let cpu = process.threadCpuUsage();
  const look = (): void => {
    const now = performance.now();
    const { user, system } = process.threadCpuUsage(cpu);
    longest.ownMs = Math.max(longest.ownMs, (user + system) / 1000);
    longest.wallMs = Math.max(longest.wallMs, now - wall);
    wall = now;
    cpu = process.threadCpuUsage();
    if (isOn) setImmediate(look);
  };
  setImmediate(look);
  return {
    stop() {
      isOn = false;
      return longest;
    },
  };
}

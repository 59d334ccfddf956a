/**
 * For the crash suite: counts the durable steps of this process and ends it, as kill -9 would, inside the k-th. It is a
 * practice tool: `bot/app.ts` refuses to start a real shop with it. k beyond the last step is a run that ends untouched.
 */
import { writeSync } from 'node:fs';
import type { StepHook } from '../commerce/ports/runtime.ts';

export interface CrashAt {
  step: number;
  /** Counts only from SIGUSR2 on, so that a process that has long been serving can be told when to begin. */
  afterSignal: boolean;
}

const STDERR = 2;

/** Undefined when nobody asked for a crash, so that production runs without a hook. */
export function crashHook(crashAt: CrashAt | null): StepHook | undefined {
  if (crashAt === null) return undefined;
  let counting = !crashAt.afterSignal;
  if (crashAt.afterSignal) {
    process.once('SIGUSR2', () => {
      counting = true;
    });
  }
  let step = 0;
  return (name) => {
    if (!counting) return;
    step += 1;
    if (step !== crashAt.step) return;
    // Synchronous: no line written later would be seen.
    writeSync(STDERR, `crash at step ${step} ${name}\n`);
    process.kill(process.pid, 'SIGKILL');
  };
}

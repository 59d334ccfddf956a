/** Looks for the shortest run of a world that still breaks a rule, and keeps its last events that say something about it. */
import { runWorld, type WorldRun } from './run.ts';

export interface Shrunk {
  checkouts: number;
  wrong: string[];
  events: string[];
}

const EVENTS_SHOWN = 60;
const CODE = /\b[2-9A-HJ-NP-Z]{6}\b/g;

export async function smallest(run: WorldRun): Promise<Shrunk> {
  let { checkouts } = run;
  for (let step = checkouts >> 1; step > 0;) {
    const isBroken = checkouts > step && (await runWorld({ ...run, checkouts: checkouts - step })).wrong.length > 0;
    if (isBroken) checkouts -= step;
    else step >>= 1;
  }
  const lines: string[] = [];
  const { wrong } = await runWorld({ ...run, checkouts, trace: (line) => lines.push(line) });
  const codes = new Set(wrong.join(' ').match(CODE));
  const about = lines.filter((line) => codes.size === 0 || [...codes].some((code) => line.includes(code)));
  return { checkouts, wrong, events: [...wrong.slice(0, 5), ...about.slice(-EVENTS_SHOWN)] };
}

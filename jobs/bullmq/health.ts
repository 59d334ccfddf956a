/**
 * Whether jobs go over Redis or straight from the table. A probe that really writes and a look that really publishes
 * decide, because a full Redis still answers PING and a stopped one still holds its connections. Down is only what has
 * lasted for a while; up is one success.
 */
import type { Clock, Log } from '../../commerce/ports/runtime.ts';

export interface HealthDeps {
  clock: Clock;
  log: Log;
  everyMs: number;
  patienceMs: number;
  /** Resolves when Redis took a write; rejects, or is given up, otherwise. */
  probe(): Promise<void>;
  onUp(): void;
  onDown(): void;
}

export interface Health {
  up(): boolean;
  /** The first look; resolves with it. */
  start(): Promise<void>;
  /** Something went wrong between two looks: look again at once. */
  trouble(error: unknown): void;
  stop(): void;
}

/** A probe is given up after this: a stopped Redis answers nothing at all. */
const PROBE_TIMEOUT_MS = 2500;

/** Begins down. */
export function createHealth(deps: HealthDeps): Health {
  const { clock, log } = deps;
  let up = false;
  let stopped = false;
  let lastGoodMs = clock.elapsedMs();
  let timer: NodeJS.Timeout | undefined;
  let looking = false;

  async function look(): Promise<void> {
    if (looking || stopped) return;
    looking = true;
    clearTimeout(timer);
    try {
      await within(deps.probe(), PROBE_TIMEOUT_MS);
      good();
    } catch (error) {
      bad(error);
    } finally {
      looking = false;
      if (!stopped) timer = setTimeout(() => void look(), deps.everyMs);
    }
  }

  function good(): void {
    lastGoodMs = clock.elapsedMs();
    if (up || stopped) return;
    up = true;
    log.info({}, 'jobs go over Redis');
    deps.onUp();
  }

  function bad(error: unknown): void {
    if (!up || stopped || clock.elapsedMs() - lastGoodMs < deps.patienceMs) return;
    up = false;
    log.warn({ error: describe(error) }, 'Redis does not take jobs; they are taken from the table until it does');
    deps.onDown();
  }

  return {
    up: () => up,
    start: look,
    trouble(error) {
      log.debug({ error: describe(error) }, 'a job could not be handed to Redis');
      bad(error);
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 200);

async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Practice or real. Practice = no active provider outside the practice environment. Going live is adding the first real
 * provider; nothing else switches it.
 */
import type { Environment } from '../environment.ts';
import type { Stores } from '../ports/stores/index.ts';

export interface Mode {
  practice: boolean;
  /** The environment new orders are made in. */
  environment: Environment;
}

export async function readMode(stores: Stores): Promise<Mode> {
  const real = (await stores.providers.list({ activeOnly: true })).filter((row) => row.environment !== 'practice');
  const live = real.some((row) => row.environment === 'live');
  return { practice: real.length === 0, environment: real.length === 0 ? 'practice' : live ? 'live' : 'sandbox' };
}

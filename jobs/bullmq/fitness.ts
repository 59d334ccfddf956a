/**
 * Whether a Redis may carry jobs. An evicting one would drop queues without a word, an old one lacks commands BullMQ
 * uses. Read from INFO, because managed services often forbid CONFIG.
 */
import type { Redis } from 'ioredis';
import type { Log } from '../../commerce/ports/runtime.ts';
import { connectFast } from './connection.ts';

/** This Redis will not do until somebody changes it; one line for the person who can. */
export class UnfitRedis extends Error {}

const OLDEST = [6, 2] as const;

/** @param info the answer to INFO; @returns what is wrong, null when nothing is. */
export function unfitness(info: string): string | null {
  const version = field(info, 'redis_version');
  if (version === null) return 'REDIS_URL does not lead to a Redis: it tells no version';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))
    return `Redis ${version} is too old; jobs need ${OLDEST.join('.')} or newer`;
  const policy = field(info, 'maxmemory_policy');
  if (policy !== null && policy !== 'noeviction')
    return `Redis would throw jobs away when it is full (maxmemory-policy ${policy}); set maxmemory-policy noeviction`;
  return null;
}

const field = (info: string, name: string): string | null =>
  new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1]?.trim() ?? null;

/** Refusals that no waiting mends: a wrong password, a user without rights. */
const REFUSED = /^(?:WRONGPASS|NOAUTH|NOPERM|ERR (?:AUTH|invalid password|Client sent AUTH|invalid DB|DB index))/;

/** What a refusal says, as the error that ends the start; null for trouble that may pass. */
export const refusal = (error: unknown): UnfitRedis | null =>
  error instanceof Error && REFUSED.test(error.message) ? new UnfitRedis(`Redis refuses us: ${error.message}`) : null;

/** Throws UnfitRedis for one that will not do, the connection's error for one that does not answer. */
export async function demandFit(redis: Pick<Redis, 'info'>): Promise<void> {
  const info = await redis.info().catch((error: unknown) => {
    throw refusal(error) ?? error;
  });
  const wrong = unfitness(info);
  if (wrong !== null) throw new UnfitRedis(wrong);
}

/** One look before anything is started. Throws UnfitRedis; what cannot be reached now may be there later. */
export async function refuseUnfit(url: string, log: Log): Promise<void> {
  const redis = connectFast(url, log);
  let refused: unknown = null;
  redis.on('error', (error: Error) => {
    refused = error;
  });
  try {
    await redis.connect();
    await demandFit(redis);
  } catch (error) {
    if (error instanceof UnfitRedis) throw error;
    const refusedUs = refusal(refused);
    if (refusedUs) throw refusedUs;
  } finally {
    redis.disconnect();
  }
}

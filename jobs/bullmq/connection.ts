/**
 * Connections to Redis. Two kinds, because BullMQ needs them to behave oppositely: workers wait for ever, everything
 * that a caller may stand behind fails fast. Both come back by themselves, and neither lets an error event end the
 * process; what an outage means is decided in health.ts.
 */
import { Redis, type RedisOptions } from 'ioredis';
import type { Log } from '../../commerce/ports/runtime.ts';

const CONNECT_TIMEOUT_MS = 2000;
const COMMAND_TIMEOUT_MS = 2000;
const FIRST_PAUSE_MS = 100;
const MOST_PAUSE_MS = 2000;

const COMMON: RedisOptions = {
  connectTimeout: CONNECT_TIMEOUT_MS,
  retryStrategy: (times) => Math.min(FIRST_PAUSE_MS * 2 ** Math.min(times - 1, 10), MOST_PAUSE_MS),
  connectionName: 'sapa',
};

/** Commands fail within two seconds, and at once while there is no connection: nothing piles up in memory. */
export const connectFast = (url: string, log: Log): Redis =>
  quiet(
    new Redis(url, {
      ...COMMON,
      maxRetriesPerRequest: 0,
      enableOfflineQueue: false,
      commandTimeout: COMMAND_TIMEOUT_MS,
      lazyConnect: true,
    }),
    log,
  );

/** For BullMQ's workers and for subscriptions: commands wait until Redis is back. */
export const connectPatient = (url: string, log: Log): Redis =>
  quiet(new Redis(url, { ...COMMON, maxRetriesPerRequest: null }), log);

/** ioredis reports each failed attempt to connect as an `error` event; without a listener it would print them. */
function quiet(redis: Redis, log: Log): Redis {
  let last = '';
  redis.on('error', (error: Error) => {
    if (error.message === last) return;
    last = error.message;
    log.debug({ error: error.message }, 'Redis connection');
  });
  redis.on('ready', () => {
    last = '';
  });
  return redis;
}

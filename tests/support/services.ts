/**
 * What a shop stands on in a suite: its own SQLite file, or a fresh Postgres database and a Redis of its own. Suites
 * differ in nothing else, so what they demand is demanded of both.
 */
import { randomBytes } from 'node:crypto';
import { createPostgresTestbed, whyNoPostgres } from '../../db/testing-postgres.ts';
import { hasRedis, startRedis, type RedisServer } from '../rig/redis-server.ts';

export const STACKS = ['sqlite', 'postgres'] as const;

export type StackName = (typeof STACKS)[number];

export interface Services {
  stack: StackName;
  /** For every process of the shop. */
  env: Record<string, string>;
  /** Null on SQLite. */
  redis: RedisServer | null;
  /** Drops the database and ends the Redis. The shop has to be stopped before. */
  close(): Promise<void>;
}

/** Throws for a name that is none. */
export function stackNamed(name: string): StackName {
  const known = STACKS.find((stack) => stack === name);
  if (!known) throw new Error(`there is no stack "${name}"; ${STACKS.join(' or ')}`);
  return known;
}

/** Why this machine cannot carry a stack; null when it can. */
export async function whyNot(stack: StackName): Promise<string | null> {
  if (stack === 'sqlite') return null;
  const postgres = await whyNoPostgres();
  if (postgres !== null) return `no Postgres: ${postgres}; set SAPA_TEST_POSTGRES to a server's address`;
  return hasRedis ? null : 'there is no redis-server on this machine';
}

export async function startServices(stack: StackName): Promise<Services> {
  if (stack === 'sqlite') return { stack, env: {}, redis: null, close: async () => {} };
  const missing = await whyNot(stack);
  if (missing !== null) throw new Error(missing);
  const bed = createPostgresTestbed();
  const [url, redis] = await Promise.all([bed.create('blank'), startRedis()]);
  return {
    stack,
    env: { DATABASE_URL: url, REDIS_URL: redis.url, SAPA_KEY: randomBytes(32).toString('base64') },
    redis,
    async close() {
      await redis.stop();
      await bed.close();
    },
  };
}

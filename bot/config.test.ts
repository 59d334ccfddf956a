import { expect, test } from 'vitest';
import { BadConfig, readConfig } from './config.ts';

const problems = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof BadConfig) return error.problems;
    throw error;
  }
};

test('with nothing set one process does everything on the file in the data folder', () => {
  expect(readConfig({})).toMatchObject({ role: 'all', databaseUrl: null, redisUrl: null });
});

test.each([
  ['REDIS_URL', 'redis://127.0.0.1:6379/2'],
  ['REDIS_URL', 'rediss://user:secret@redis.example:6380'],
  ['DATABASE_URL', 'postgres://sapa:secret@db.example:5432/sapa'],
  ['DATABASE_URL', 'postgresql://db.example/sapa'],
])('%s=%s is taken', (name, value) => {
  expect(problems({ [name]: value })).toEqual([]);
});

test.each([
  ['TRUST_PROXY', 'loopback, 10.0.0.0/8,2001:db8::1'],
  ['TRUST_PROXY', 'uniquelocal'],
  ['SAPA_STATUS_PORT', '8081'],
])('%s=%s is taken, too', (name, value) => {
  expect(problems({ [name]: value })).toEqual([]);
});

test.each([
  ['TRUST_PROXY', 'true'],
  ['TRUST_PROXY', '0.0.0.0/0'],
  ['TRUST_PROXY', '10.0.0.0/33'],
  ['TRUST_PROXY', 'caddy'],
  ['SAPA_STATUS_PORT', '0'],
  ['REDIS_URL', 'http://127.0.0.1:6379'],
  ['REDIS_URL', '127.0.0.1:6379'],
  ['DATABASE_URL', 'mysql://db.example/sapa'],
  ['SAPA_ROLE', 'cook'],
])('%s=%s is named in one line, without the value of an address', (name, value) => {
  const [line, ...more] = problems({ [name]: value, SAPA_KEY: 'k' });
  expect(line).toMatch(new RegExp(`^${name}: `));
  expect(line).not.toContain('127.0.0.1');
  expect(more).toEqual([]);
});

test('a part of the work needs a shared database and an address all agree on', () => {
  expect(problems({ SAPA_ROLE: 'worker' })).toEqual([
    expect.stringContaining('SAPA_ROLE: worker needs DATABASE_URL'),
    expect.stringContaining('needs PUBLIC_URL'),
  ]);
  const shared = { DATABASE_URL: 'postgres://db.example/sapa', PUBLIC_URL: 'https://shop.example' };
  for (const role of ['web', 'bot', 'worker', 'all']) expect(problems({ ...shared, SAPA_ROLE: role })).toEqual([]);
});

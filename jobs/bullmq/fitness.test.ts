import { expect, test } from 'vitest';
import { unfitness } from './fitness.ts';

const info = (version: string, policy = 'noeviction') =>
  `# Server\r\nredis_version:${version}\r\nos:Linux\r\n# Memory\r\nmaxmemory_policy:${policy}\r\n`;

test.each([['6.2.0'], ['7.0.15'], ['8.2.1'], ['10.0.0']])('%s will do', (version) => {
  expect(unfitness(info(version))).toBeNull();
});

test.each([['5.0.14'], ['6.0.16'], ['2.8.0']])('%s is too old', (version) => {
  expect(unfitness(info(version))).toContain(`Redis ${version} is too old`);
});

test.each([['allkeys-lru'], ['volatile-ttl'], ['allkeys-random']])('%s would lose jobs', (policy) => {
  expect(unfitness(info('7.0.15', policy))).toContain(policy);
});

test('a service that does not tell its policy is believed, one without a version is no Redis', () => {
  expect(unfitness('redis_version:7.2.0\r\n')).toBeNull();
  expect(unfitness('<html>')).toContain('does not lead to a Redis');
});

/**
 * What is shipped for running Sapa elsewhere fits the app: every variable is one it reads, every path it copies is
 * there, everything said about it is documented. That the image builds and the services start is not shown here; it
 * takes a container engine.
 */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { VARIABLES } from '../bot/config.ts';
import { ROLES } from '../bot/roles.ts';

const root = new URL('../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((found) => found[1] ?? '');

const compose = read('compose.yaml');
const dockerfile = read('Dockerfile');
const caddyfile = read('deploy/Caddyfile');
const unit = read('deploy/sapa.service');
const handbook = read('docs/operations.md');

/** Read by Node or the image, not by our configuration. */
const RUNTIME = ['NODE_ENV', 'NODE_COMPILE_CACHE'];
/** Belong to the other services. */
const FOREIGN = ['POSTGRES_USER', 'POSTGRES_DB', 'POSTGRES_PASSWORD', 'REDISCLI_AUTH', 'SHOP_DOMAIN', 'SHOP_UPSTREAM'];

/** The text of one service, from its name to the next. */
const service = (name: string): string =>
  new RegExp(`^  ${name}:\\n((?:    .*\\n|\\n)+)`, 'm').exec(compose)?.[1] ?? '';

describe('compose.yaml', () => {
  test('has the services a grown shop needs, and no tab', () => {
    for (const name of ['web', 'bot', 'worker', 'postgres', 'redis', 'caddy']) expect(service(name)).not.toBe('');
    expect(compose).not.toContain('\t');
    expect(service('worker')).toContain('replicas: 2');
    expect(compose).toMatch(/--maxmemory-policy,\s+noeviction/);
  });

  test('sets only variables somebody reads', () => {
    const set = [...matches(compose, /^\s+([A-Z][A-Z_]+):/gm), ...matches(compose, /[{,] ([A-Z][A-Z_]+): /g)];
    expect(set.length).toBeGreaterThanOrEqual(12);
    expect(set.filter((name) => ![...VARIABLES, ...RUNTIME, ...FOREIGN].includes(name))).toEqual([]);
  });

  test('gives each of our services a role there is', () => {
    const roles = matches(compose, /SAPA_ROLE: (\w+)/g);
    expect(roles.sort()).toEqual(['bot', 'web', 'worker']);
    for (const role of roles) expect(ROLES).toContain(role);
  });

  test('asks for nothing the handbook does not explain, and holds no secret itself', () => {
    const asked = new Set(matches(compose, /\$\{([A-Z_]+)/g));
    expect(asked.size).toBeGreaterThanOrEqual(4);
    for (const name of asked) expect([name, handbook.includes(`\`${name}\``)]).toEqual([name, true]);
    for (const line of compose.split('\n').filter((one) => /PASSWORD|SAPA_KEY/.test(one) && !one.startsWith('#')))
      expect(line).toContain('${');
  });

  test('leaves doors open to Caddy alone', () => {
    for (const name of ['web', 'bot', 'worker', 'postgres', 'redis']) expect(service(name)).not.toContain('ports:');
    expect(service('caddy')).toMatch(/['"]443:443['"]/);
  });

  test('mounts files that are there, and volumes it declares', () => {
    for (const path of matches(compose, /- \.\/([\w/.]+):/g))
      expect([path, existsSync(new URL(path, root))]).toEqual([path, true]);
    const declared = compose.slice(compose.lastIndexOf('\nvolumes:'));
    const used = matches(compose, /(?:\[|- )([a-z][\w-]*):\/(?:data|var|config)/g);
    expect(used.length).toBeGreaterThanOrEqual(6);
    for (const name of used) expect(declared).toContain(`\n  ${name}:`);
  });
});

describe('Dockerfile', () => {
  test('copies every folder the app runs from, and only what is there', () => {
    const copied = matches(dockerfile, /^COPY (?!--from)([^\n]+) \.\/?[\w]*$/gm).flatMap((line) => line.split(' '));
    for (const path of copied) expect([path, existsSync(new URL(path, root))]).toEqual([path, true]);
    for (const ring of ['adapters', 'bot', 'commerce', 'conversations', 'db', 'jobs', 'presets', 'sandbox', 'webhooks'])
      expect(copied).toContain(ring);
    const admitted = matches(read('.dockerignore'), /^!(.+)$/gm);
    expect(copied.filter((path) => !admitted.includes(path))).toEqual([]);
  });

  test('runs as nobody special, says how it is, and sets only variables that are read', () => {
    expect(matches(dockerfile, /^FROM (\S+)/gm)).toEqual(['node:24-slim', 'node:24-slim']);
    expect(dockerfile.lastIndexOf('\nUSER node')).toBeGreaterThan(dockerfile.lastIndexOf('\nRUN'));
    expect(dockerfile).toMatch(/^HEALTHCHECK[\s\S]*\/healthz/m);
    const set = matches(dockerfile, /(?:ENV|^ {4})\s*([A-Z_]+)=/gm);
    expect(set).toContain('SAPA_DATA');
    expect(set.filter((name) => ![...VARIABLES, ...RUNTIME].includes(name))).toEqual([]);
  });
});

test('the Caddyfile is whole and asks for variables compose.yaml gives it', () => {
  expect(caddyfile.split('{').length).toBe(caddyfile.split('}').length);
  const asked = new Set(matches(caddyfile, /\{\$([A-Z_]+)\}/g));
  expect([...asked].sort()).toEqual(['SHOP_DOMAIN', 'SHOP_UPSTREAM']);
  for (const name of asked) expect(service('caddy')).toContain(`${name}:`);
});

test('the unit starts what is there, as its own user, and gives it time to end', () => {
  const lines = unit.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  for (const line of lines) expect(line).toMatch(/^(\[(Unit|Service|Install)\]|[A-Z][A-Za-z]+=.*)$/);
  expect(unit).toContain('ExecStart=/srv/sapa/sapa start');
  expect(unit).toMatch(/^User=sapa$/m);
  expect(Number(/TimeoutStopSec=(\d+)/.exec(unit)?.[1])).toBeGreaterThan(10);
  const set = matches(unit, /[= ]([A-Z][A-Z_]{3,})=/g);
  expect(set.filter((name) => ![...VARIABLES, ...RUNTIME].includes(name))).toEqual([]);
});

test('every variable is in .env.example, save those for tests', () => {
  const forTests = ['TELEGRAM_API_ROOT', 'SAPA_SANDBOX_TOKEN', 'CRASH_AT'];
  const shown = matches(read('.env.example'), /^(?:# )?([A-Z_]+)=/gm);
  expect(VARIABLES.filter((name) => !shown.includes(name) && !forTests.includes(name))).toEqual([]);
});

test('the handbook names every figure there is, and none there is not', () => {
  const sources = ['bot/metrics.ts', 'bot/metrics-backlog.ts', 'bot/metrics-process.ts'].map(read).join('\n');
  const known = matches(sources, /\(\s*'((?:sapa|process|nodejs)_\w+)'/g);
  expect(known.length).toBeGreaterThanOrEqual(20);
  expect(known.filter((name) => !handbook.includes(name))).toEqual([]);
  const named = matches(handbook, /`((?:sapa|process|nodejs)_[a-z_0-9]+)/g).map((name) =>
    name.replace(/_(?:bucket|count|sum)$/, ''),
  );
  expect(named.filter((name) => !known.includes(name))).toEqual([]);
});

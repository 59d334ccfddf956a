/**
 * Settings of one process, from the environment. Everything is checked at start, and every wrong value is named in one
 * line of its own: a typing mistake must not surface as a payment that never comes.
 */
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { DEFAULT_SETTINGS, settingsWith, type Settings } from '../commerce/settings.ts';
import type { CrashAt } from './crash-hook.ts';
import { ROLES, type Role } from './roles.ts';

export interface Config {
  port: number;
  host: string;
  dataFolder: string;
  /** As others reach us, without a trailing slash; null when nobody said. */
  publicUrl: string | null;
  businessName: string;
  telegramToken: string | null;
  /** Where the Bot API lives; another one is only for tests and own servers. */
  telegramApiRoot: string | null;
  sapaKey: string | undefined;
  /** postgres://…; null = the SQLite file in the data folder. */
  databaseUrl: string | null;
  /** Connections to Postgres for units of work; half as many again read. */
  databasePool: number | undefined;
  /** redis://… or rediss://…; null = jobs are taken from the table. */
  redisUrl: string | null;
  /** Where a backup is made daily; null = nowhere, and `sapa backup` puts its files into the data folder. */
  backupFolder: string | null;
  /** Backups are encrypted under this passphrase; null = under the master key. */
  backupKey: string | null;
  role: Role;
  /** Where a role without HTTP answers /healthz, /readyz and /metrics, on loopback; null = nowhere. */
  statusPort: number | null;
  /** Proxies in front of us that say who is asking; without them a proxy's own address is taken for everybody's. */
  trustProxy: readonly string[];
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Opens the practice vendors' control door to tests; null = a token nobody knows. Practice mode only. */
  sandboxToken: string | null;
  /** The durable step to end the process in (bot/crash-hook.ts). Practice mode only. */
  crashAt: CrashAt | null;
  settings: Settings;
}

/** The environment does not make sense; `problems` has a line per wrong value. */
export class BadConfig extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

const url = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ''));

const address = (protocol: RegExp, looks: string) =>
  z.string().refine((value) => protocol.test(URL.parse(value)?.protocol ?? ''), `must look like ${looks}`);

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  HOST: z.string().min(1).optional(),
  SAPA_DATA: z.string().min(1).default('data'),
  PUBLIC_URL: url.optional(),
  BUSINESS_NAME: z.string().trim().min(1).max(60).default('Sapa'),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]{30,}$/, 'must look like 123456:ABC… as BotFather gave it')
    .optional(),
  TELEGRAM_API_ROOT: url.optional(),
  SAPA_KEY: z.string().min(1).optional(),
  DATABASE_URL: address(/^postgres(?:ql)?:$/, 'postgres://user:password@host:5432/name').optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(500).optional(),
  REDIS_URL: address(/^rediss?:$/, 'redis://host:6379 or rediss://user:password@host:6379').optional(),
  SAPA_BACKUP_DIR: z.string().min(1).optional(),
  SAPA_BACKUP_KEY: z.string().min(12, 'must have at least 12 characters: whoever guesses it reads the shop').optional(),
  SAPA_ROLE: z.enum(ROLES).default('all'),
  SAPA_STATUS_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  TRUST_PROXY: z
    .string()
    .transform((value) => value.split(',').map((one) => one.trim()))
    .refine((list) => list.every(isProxy), 'must be loopback, uniquelocal, linklocal, addresses or ranges, with commas')
    .optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
  SAPA_SANDBOX_TOKEN: z
    .string()
    .regex(/^[\w-]{16,100}$/, 'must be 16 to 100 letters, digits, - or _')
    .optional(),
  CRASH_AT: z
    .string()
    .regex(/^[1-9]\d{0,8}(@signal)?$/, 'must be a step like 12, or 12@signal')
    .transform((value): CrashAt => ({ step: Number.parseInt(value, 10), afterSignal: value.endsWith('@signal') }))
    .optional(),
});

/** Every variable read, beside SAPA_SET_name. */
export const VARIABLES: readonly string[] = Object.keys(schema.shape);

/** `loopback` and the like, 10.0.0.7, or 10.0.0.0/8. */
function isProxy(one: string): boolean {
  if (['loopback', 'uniquelocal', 'linklocal'].includes(one)) return true;
  const [address = '', bits, ...rest] = one.split('/');
  const version = isIP(address);
  const width = bits === undefined ? 1 : Number(/^\d{1,3}$/.exec(bits)?.[0] ?? 0);
  // A range of everybody would let anybody say who he is.
  return rest.length === 0 && version !== 0 && width >= 1 && width <= (version === 4 ? 32 : 128);
}

const SETTING_PREFIX = 'SAPA_SET_';

/** Throws BadConfig with every problem at once. Empty variables count as not set. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (parsed.success) problems.push(...roleProblems(parsed.data));
  const settings = readSettings(given, problems);
  if (!parsed.success || problems.length > 0) throw new BadConfig(problems);
  const value = parsed.data;
  return {
    port: value.PORT,
    host: value.HOST ?? '127.0.0.1',
    dataFolder: resolve(value.SAPA_DATA),
    publicUrl: value.PUBLIC_URL ?? null,
    businessName: value.BUSINESS_NAME,
    telegramToken: value.TELEGRAM_BOT_TOKEN ?? null,
    telegramApiRoot: value.TELEGRAM_API_ROOT ?? null,
    sapaKey: value.SAPA_KEY,
    databaseUrl: value.DATABASE_URL ?? null,
    databasePool: value.DATABASE_POOL,
    redisUrl: value.REDIS_URL ?? null,
    backupFolder: value.SAPA_BACKUP_DIR === undefined ? null : resolve(value.SAPA_BACKUP_DIR),
    backupKey: value.SAPA_BACKUP_KEY ?? null,
    role: value.SAPA_ROLE,
    statusPort: value.SAPA_STATUS_PORT ?? null,
    trustProxy: value.TRUST_PROXY ?? [],
    logLevel: value.LOG_LEVEL,
    sandboxToken: value.SAPA_SANDBOX_TOKEN ?? null,
    crashAt: value.CRASH_AT ?? null,
    settings,
  };
}

/** Several processes need one database, and links that lead to the same place whoever writes them. */
function roleProblems({ SAPA_ROLE: role, DATABASE_URL, PUBLIC_URL }: z.infer<typeof schema>): string[] {
  if (role === 'all') return [];
  const problems: string[] = [];
  if (!DATABASE_URL)
    problems.push(`SAPA_ROLE: ${role} needs DATABASE_URL; on SQLite one process does everything (role all)`);
  if (!PUBLIC_URL) problems.push(`SAPA_ROLE: ${role} needs PUBLIC_URL, the same for all processes`);
  return problems;
}

/** SAPA_SET_pollEveryMs=5000 and the like: every name of commerce/settings.ts. */
function readSettings(env: Record<string, string | undefined>, problems: string[]): Settings {
  const overrides: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (!name.startsWith(SETTING_PREFIX) || value === undefined) continue;
    const setting = name.slice(SETTING_PREFIX.length);
    try {
      settingsWith({ [setting]: value });
      overrides[setting] = value;
    } catch (error) {
      problems.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return problems.length > 0 ? DEFAULT_SETTINGS : settingsWith(overrides);
}

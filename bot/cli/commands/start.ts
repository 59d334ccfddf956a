/** `./sapa start`: runs the shop until Ctrl-C. */
import { flushCompileCache } from 'node:module';
import type { App } from '../../app.ts';
import type { Config } from '../../config.ts';
import { dutiesOf, ROLES } from '../../roles.ts';
import { oneOf, readArguments } from '../arguments.ts';
import { banner, claimLine } from '../banner.ts';
import type { Command, CommandIo } from '../command.ts';

export const start: Command = {
  name: 'start',
  group: 'run',
  usage: '[--role all|web|bot|worker]',
  summary: 'run the shop: web chat, webhooks, jobs (practice mode until a real provider is added)',
  details: [
    '',
    'PORT=8080 HOST=127.0.0.1 SAPA_DATA=data PUBLIC_URL=https://… TELEGRAM_BOT_TOKEN=… BUSINESS_NAME=… LOG_LEVEL=warn',
    'With DATABASE_URL=postgres://… and REDIS_URL=redis://… the work may be shared out, any number of processes each:',
    '  web: HTTP, web chat, webhooks   bot: Telegram and answering chats   worker: jobs   all (default): everything',
    'SAPA_ROLE says the same as --role.',
    'Every setting of commerce/settings.ts can be given as SAPA_SET_name=value.',
  ],
  async run(io) {
    const { values } = readArguments(io.args, { role: { type: 'string' } });
    if (values.role !== undefined) oneOf(values.role, ROLES, '--role');
    const { configOrLines } = await import('../config.ts');
    const config = configOrLines(values.role === undefined ? io : withRole(io, values.role));
    if (!config) return 2;
    const end = toldToEnd();
    const app = await startOrSay(config, io);
    end.started();
    if (!app) return 1;
    const renewal = await greet(app, io);
    // Now rather than at the end, which a killed process never sees.
    flushCompileCache();
    await end.told;
    clearInterval(renewal);
    io.say('sapa: finishing what is under way …');
    try {
      await app.stop();
      return 0;
    } catch (error) {
      io.say(`sapa: ${String(error)}`);
      return 1;
    }
  },
};

/** A start that hangs, on a database say, may do so no longer than this once it was told to end. */
const START_GRACE_MS = 8_000;

/**
 * Listens from the first moment on: a process serves before its start is through, and one that is told to end in between
 * has the same right to finish what it took.
 */
function toldToEnd(): { told: Promise<void>; started(): void } {
  const told = Promise.withResolvers<void>();
  let limit: NodeJS.Timeout | undefined;
  let starting = true;
  const hear = () => {
    if (starting) limit ??= setTimeout(() => process.exit(1), START_GRACE_MS);
    told.resolve();
  };
  process.once('SIGINT', hear);
  process.once('SIGTERM', hear);
  return {
    told: told.promise,
    started() {
      starting = false;
      clearTimeout(limit);
    },
  };
}

const withRole = ({ env, say }: CommandIo, role: string) => ({ env: { ...env, SAPA_ROLE: role }, say });

async function startOrSay(config: Config, io: CommandIo): Promise<App | null> {
  const [{ startApp }, { createLog }, { createIds, systemClock }] = await Promise.all([
    import('../../app.ts'),
    import('../../log.ts'),
    import('../../runtime.ts'),
  ]);
  const log = createLog(config.logLevel);
  try {
    return await startApp({ config, log, clock: systemClock, ids: createIds() });
  } catch (error) {
    io.say(`sapa: ${startProblem(error, config)}`);
    return null;
  }
}

/** A process without a page of its own says one line; the one with the page tells how to begin. */
async function greet(app: App, io: CommandIo): Promise<NodeJS.Timeout | undefined> {
  const { role } = app.config;
  if (!dutiesOf(role).http) {
    io.say(`Sapa is running as ${role}; Ctrl-C stops cleanly`);
    return undefined;
  }
  for (const line of await banner(app)) io.say(line);
  return keepClaimCode(app, io);
}

/** One clear line for what keeps the shop from starting. */
function startProblem(error: unknown, config: Config): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') return `port ${config.port} is in use by another program; choose one with PORT=`;
  if (code === 'EACCES')
    return `no permission to listen on ${config.host}:${config.port} or to write ${config.dataFolder}`;
  if (code === 'ENOSPC' || code === 'SQLITE_FULL' || isDatabaseFull(error)) {
    const where = config.databaseUrl === null ? config.dataFolder : 'the database';
    return `no room left on the disk of ${where}; make room and start again, nothing was lost`;
  }
  return error instanceof Error ? error.message : String(error);
}

/** By its name: the app's modules are loaded only after the help and wrong settings had their say. */
const isDatabaseFull = (error: unknown): boolean => error instanceof Error && error.constructor.name === 'DatabaseFull';

/** A code that ran out is replaced while nobody has claimed the shop. */
function keepClaimCode(app: App, io: CommandIo): NodeJS.Timeout {
  const { claimCodeMs } = app.config.settings;
  return setInterval(() => {
    app.commerce.renewClaimCode().then(
      (code) => code && io.say(claimLine(code.code, claimCodeMs)),
      () => {},
    );
  }, claimCodeMs).unref();
}

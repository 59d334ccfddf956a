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
    const app = await startOrSay(config, io);
    if (!app) return 1;
    // At once: who saw that it serves may ask it to stop in the same moment.
    const asked = Promise.withResolvers<void>();
    process.once('SIGINT', () => asked.resolve());
    process.once('SIGTERM', () => asked.resolve());
    const renewal = await greet(app, io);
    // Now rather than at the end, which a killed process never sees.
    flushCompileCache();
    await asked.promise;
    clearInterval(renewal);
    io.say('sapa: finishing what is under way …');
    return app.stop().then(
      () => 0,
      (error: unknown) => {
        io.say(`sapa: ${String(error)}`);
        return 1;
      },
    );
  },
};

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

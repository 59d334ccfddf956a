/** `./sapa start`: runs the shop until Ctrl-C. */
import { BadConfig, readConfig, type Config } from '../../config.ts';
import { DataFolderInUse } from '../../../db/data-folder.ts';
import { startApp, type App } from '../../app.ts';
import { createLog } from '../../log.ts';
import { createIds, systemClock } from '../../runtime.ts';
import type { Command, CommandIo } from '../command.ts';
import { banner, claimLine } from '../banner.ts';
import { telegramFor } from '../../channels/for-config.ts';

export const start: Command = {
  name: 'start',
  usage: '',
  summary: 'run the shop: web chat, webhooks, jobs (practice mode until a real provider is added)',
  async run(io) {
    const config = configOrLines(io);
    if (!config) return 2;
    const log = createLog(config.logLevel);
    const stopped = Promise.withResolvers<number>();
    let app: App;
    try {
      app = await startApp({ config, log, clock: systemClock, ids: createIds(), channels: telegramFor(config) });
    } catch (error) {
      io.say(`sapa: ${startProblem(error, config)}`);
      return 1;
    }
    for (const line of await banner(app)) io.say(line);
    const renewal = keepClaimCode(app, io);
    const stop = () => {
      clearInterval(renewal);
      io.say('sapa: finishing what is under way …');
      app.stop().then(
        () => stopped.resolve(0),
        (error: unknown) => {
          io.say(`sapa: ${String(error)}`);
          stopped.resolve(1);
        },
      );
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    return stopped.promise;
  },
};

export function configOrLines(io: CommandIo): Config | null {
  try {
    return readConfig(io.env);
  } catch (error) {
    if (!(error instanceof BadConfig)) throw error;
    for (const problem of error.problems) io.say(`sapa: ${problem}`);
    return null;
  }
}

/** One clear line for what keeps the shop from starting. */
function startProblem(error: unknown, config: Config): string {
  if (error instanceof DataFolderInUse) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') return `port ${config.port} is in use by another program; choose one with PORT=`;
  if (code === 'EACCES') return `no permission to listen on ${config.host}:${config.port}`;
  return error instanceof Error ? error.message : String(error);
}

/** A code that ran out is replaced while nobody has claimed the shop. */
function keepClaimCode(app: App, io: CommandIo): NodeJS.Timeout {
  return setInterval(() => {
    app.commerce.renewClaimCode().then(
      (code) => code && io.say(claimLine(code.code)),
      () => {},
    );
  }, app.config.settings.claimCodeMs).unref();
}

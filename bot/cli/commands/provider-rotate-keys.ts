/**
 * `./sapa provider:rotate-keys`: another master key, without stopping the shop. Running processes learn the new key from
 * the database before anything is sealed under it; until `--finish` either key opens the shop, so that machines can be
 * given the new one after each other. Dead in between, the same command goes on.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { readArguments } from '../arguments.ts';
import { CommandFailed, UsageError, type Command, type CommandIo } from '../command.ts';
import type { Shop } from '../shop.ts';

export const providerRotateKeys: Command = {
  name: 'provider:rotate-keys',
  group: 'care',
  usage: '--new-key=base64:… | --finish',
  summary: 'seal all credentials and data keys under another master key',
  details: [
    '',
    'The new key is 32 random bytes: openssl rand -base64 32. "--new-key=-" reads it from standard input.',
    'Where SAPA_KEY is set, give it the new value in every process afterwards and restart them one after the other; a key',
    'file is replaced by itself. Then --finish: from there on the old key opens nothing but older backups.',
  ],
  async run(io) {
    const { values } = readArguments(io.args, { 'new-key': { type: 'string' }, finish: { type: 'boolean' } });
    const given = values['new-key'];
    if ((given === undefined) === !values.finish) throw new UsageError('either --new-key=base64:… or --finish');
    const [{ withShop, existingFolder }, keys, change] = await Promise.all([
      import('../shop.ts'),
      import('../../../db/master-key.ts'),
      import('../../../db/change-master-key.ts'),
    ]);
    const typed = given === '-' ? await readAll(io) : given;
    const to = typed === undefined ? null : inOneLine(() => keys.decoded(typed, '--new-key'));
    return withShop(io, async (shop) => {
      const { config, memory } = shop;
      const file = existingFolder(config).masterKey;
      const from = keys.masterKey(config.sapaKey, file, false);
      const db = memory.engine.writer;
      try {
        if (!to) {
          const { credentials, dataKeys } = await change.forgetOldKey(db, from);
          io.say(
            `Finished: the old key opens this shop no more. ${credentials + dataKeys} late values were sealed again.`,
          );
          return 0;
        }
        const at = shop.core.clock.now();
        if (await change.announceKeyChange(db, { from, to }, at)) await letOthersLearn(io, shop);
        const stamp = { id: shop.core.ids.uuid(), at };
        const { credentials, dataKeys } = await change.resealUnder(db, { from, to }, stamp);
        if (!config.sapaKey) keys.replaceKeyFile(file, to);
        io.say(`Sealed again: credentials of ${credentials} providers, ${dataKeys} data keys.`);
        io.say(
          config.sapaKey
            ? 'Now give SAPA_KEY the new value in every process and restart them, then: ./sapa provider:rotate-keys --finish'
            : `${file} holds the new key. When the app was restarted: ./sapa provider:rotate-keys --finish`,
        );
        io.say('Older backups open with the old key only: keep it with them.');
        return 0;
      } catch (error) {
        if (error instanceof change.KeyChangeRefused) throw new CommandFailed(error.message, { cause: error });
        throw error;
      }
    });
  },
};

/** Every process looks once in this time; the margin is for one that is busy. */
async function letOthersLearn(io: CommandIo, { config }: Shop): Promise<void> {
  const waitMs = Math.round(config.settings.keyFollowMs * 1.5);
  io.say(`Running processes learn the new key (${Math.ceil(waitMs / 1000)} s) …`);
  await delay(waitMs);
}

function inOneLine<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function readAll(io: CommandIo): Promise<string> {
  let text = '';
  for await (const part of io.stdin) {
    text += String(part);
    if (text.length > 1_000) break;
  }
  return text;
}

/** Finds the command, runs it, and turns what comes of it into an exit code and a line. */
import { CommandFailed, UsageError, type Command, type CommandIo } from './command.ts';
import { commands } from './commands/index.ts';
import { help, helpOf } from './help.ts';

const HELP_WORDS = new Set(['help', '--help', '-h']);

/** Never throws. `io.args` are the words behind the command's name. */
export async function runCommand(name: string, io: CommandIo): Promise<number> {
  if (HELP_WORDS.has(name)) return help(commands, io);
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    io.say(`sapa: there is no command "${name.slice(0, 60)}"; see ./sapa help`);
    return 2;
  }
  // Behind "--" a word is an argument whatever it looks like.
  const flags = io.args.slice(0, io.args.includes('--') ? io.args.indexOf('--') : undefined);
  if (flags.some((word) => word === '--help' || word === '-h')) return helpOf(command, io);
  try {
    return await command.run(io);
  } catch (error) {
    return sayWhy(error, command, io);
  }
}

function sayWhy(error: unknown, command: Command, io: CommandIo): number {
  if (error instanceof UsageError) {
    io.say(`sapa ${command.name}: ${error.message}`);
    io.say(`usage: ./sapa ${command.name} ${command.usage}`.trimEnd());
    return 2;
  }
  const unexpected = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.say(`sapa ${command.name}: ${error instanceof CommandFailed ? error.message : `unexpected: ${unexpected}`}`);
  return 1;
}

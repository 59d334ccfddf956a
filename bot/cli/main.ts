/** The command line: finds the command, runs it, turns its result into an exit code. */
import { CommandFailed, UsageError, type Command, type CommandIo } from './command.ts';
import { commands } from './commands/index.ts';
import { help, helpOf } from './help.ts';

const io: CommandIo = {
  args: process.argv.slice(3),
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  out: (line) => process.stdout.write(`${line}\n`),
  say: (line) => process.stderr.write(`${line}\n`),
};

const HELP_WORDS = new Set(['help', '--help', '-h']);

async function main(name: string): Promise<number> {
  if (HELP_WORDS.has(name)) return help(commands, io);
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    io.say(`sapa: there is no command "${name.slice(0, 60)}"; see ./sapa help`);
    return 2;
  }
  // Behind "--" a word is an argument whatever it looks like.
  const flags = io.args.slice(0, io.args.includes('--') ? io.args.indexOf('--') : undefined);
  if (flags.some((word) => word === '--help' || word === '-h')) return helpOf(command, io);
  return run(command);
}

async function run(command: Command): Promise<number> {
  try {
    return await command.run(io);
  } catch (error) {
    if (error instanceof UsageError) {
      io.say(`sapa ${command.name}: ${error.message}`);
      io.say(`usage: ./sapa ${command.name} ${command.usage}`.trimEnd());
      return 2;
    }
    if (error instanceof CommandFailed) io.say(`sapa ${command.name}: ${error.message}`);
    else
      io.say(
        `sapa ${command.name}: unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    return 1;
  }
}

// Whoever reads our lines may stop reading (`| head`): that ends the command, it is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await main(process.argv[2] ?? 'help');

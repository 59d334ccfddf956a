/** The command line: finds the command, runs it, turns its result into an exit code. */
import { UsageError, type Command, type CommandIo } from './command.ts';
import { start } from './commands/start.ts';

const commands: readonly Command[] = [start];

const io: CommandIo = {
  args: process.argv.slice(3),
  env: process.env,
  stdin: process.stdin,
  out: (line) => process.stdout.write(`${line}\n`),
  say: (line) => process.stderr.write(`${line}\n`),
};

async function main(): Promise<number> {
  const name = process.argv[2] ?? 'help';
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    io.say(`sapa: no command "${name}"; see ./sapa help`);
    return 2;
  }
  try {
    return await command.run(io);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.say(`sapa ${name}: ${error.message}`);
    io.say(`usage: ./sapa ${name} ${command.usage}`);
    return 2;
  }
}

process.exitCode = await main();

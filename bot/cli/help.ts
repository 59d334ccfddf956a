/** `./sapa help`: every command in one line each, or one command in full. */
import type { Command, CommandGroup, CommandIo } from './command.ts';
import { table } from './format.ts';

const TITLES: Record<CommandGroup, string> = {
  run: 'Run',
  providers: 'Gateways, suppliers, locks',
  goods: 'Goods and rooms',
  orders: 'Orders and money',
  care: 'Look after it',
  inspect: 'See what we would do with a payload (JSON Lines in, JSON Lines out, nothing is sent)',
};

export function help(commands: readonly Command[], io: CommandIo): number {
  const [name] = io.args;
  if (name === undefined) return overview(commands, io);
  const command = commands.find((candidate) => candidate.name === name);
  if (command) return helpOf(command, io);
  if (name === 'help') return overview(commands, io);
  io.say(`sapa: there is no command "${name.slice(0, 60)}"; see ./sapa help`);
  return 2;
}

export function helpOf(command: Command, io: CommandIo): number {
  io.say(`usage: ./sapa ${command.name} ${command.usage}`.trimEnd());
  io.say(`  ${command.summary}`);
  for (const line of command.details ?? []) io.say(line === '' ? '' : `  ${line}`);
  return 0;
}

function overview(commands: readonly Command[], io: CommandIo): number {
  io.say('usage: ./sapa COMMAND [arguments]');
  for (const [group, title] of Object.entries(TITLES)) {
    io.say('');
    io.say(title);
    const rows = commands.filter((command) => command.group === group).map(({ name, summary }) => [name, summary]);
    for (const line of table(rows)) io.say(line);
  }
  io.say('');
  io.say('./sapa help COMMAND tells more. Settings come from the environment: PORT, HOST, SAPA_DATA, PUBLIC_URL, …');
  return 0;
}

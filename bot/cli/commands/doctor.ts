/** `./sapa doctor`: what is configured, what is missing, what to do. Changes nothing. Exit code 1 if something is broken. */
import { readArguments } from '../arguments.ts';
import { CommandFailed, type Command, type CommandIo } from '../command.ts';
import type { Config } from '../../config.ts';
import type { Finding } from '../doctor/finding.ts';

const MARKS: Record<Finding['level'], string> = { ok: 'ok', todo: '--', broken: '!!' };

export const doctor: Command = {
  name: 'doctor',
  group: 'care',
  usage: '[--json]',
  summary: 'what is set up, what is missing, what to do (exit 1 if something is broken)',
  async run(io) {
    const { values } = readArguments(io.args, { json: { type: 'boolean' } });
    const { configOrLines } = await import('../config.ts');
    const config = configOrLines(io);
    if (!config) return 1;
    const findings = await examine(config, io.env);
    if (values.json) for (const finding of findings) io.out(JSON.stringify(finding));
    else await show(findings, io);
    return findings.some((finding) => finding.level === 'broken') ? 1 : 0;
  },
};

async function examine(config: Config, env: CommandIo['env']): Promise<Finding[]> {
  const { appFinding, folderFindings, nodeFinding, surroundings } = await import('../doctor/machine.ts');
  const folder = folderFindings(config);
  const usable = folder.every((finding) => finding.level === 'ok');
  return [
    nodeFinding(process.version),
    ...folder,
    ...(usable ? [appFinding(config)] : []),
    ...surroundings(config),
    ...(usable ? await insideOf(config, env) : []),
  ];
}

/** A database that does not open is a finding like any other. */
async function insideOf(config: Config, env: CommandIo['env']): Promise<Finding[]> {
  const { existsSync } = await import('node:fs');
  const path = await import('node:path');
  if (config.databaseUrl === null && !existsSync(path.join(config.dataFolder, 'sapa.sqlite'))) return [];
  const { openShop } = await import('../shop.ts');
  const { shopFindings } = await import('../doctor/shop-findings.ts');
  const { broken } = await import('../doctor/finding.ts');
  try {
    const shop = await openShop(config, env);
    try {
      return await shopFindings(shop);
    } finally {
      await shop.close();
    }
  } catch (error) {
    if (error instanceof CommandFailed) return [broken('database', error.message)];
    return [broken('database', `cannot be read: ${error instanceof Error ? error.message : String(error)}`)];
  }
}

async function show(findings: readonly Finding[], io: CommandIo): Promise<void> {
  const { count, table } = await import('../format.ts');
  const rows = findings.map(({ level, subject, words }) => [MARKS[level], subject, words]);
  for (const [index, line] of table(rows).entries()) {
    io.say(line);
    const fix = findings[index]?.fix;
    if (fix) io.say(`        ${' '.repeat(4)}-> ${fix}`);
  }
  const faults = findings.filter((finding) => finding.level === 'broken').length;
  io.say('');
  io.say(faults === 0 ? 'Nothing is broken.' : `${count(faults, 'thing')} broken (!!).`);
}

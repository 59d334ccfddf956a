/**
 * What a command of `./sapa` is. JSON goes to stdout and only where a command says so; everything for people goes to
 * stderr. Exit codes: 0 done, 1 it did not work out, 2 called wrongly. Commands import what is heavy inside `run`, so
 * that the help and the offline inspectors start fast.
 */
export interface CommandIo {
  args: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  stdin: NodeJS.ReadStream;
  /** For the terminal chat, which draws; results go through `out`. */
  stdout: NodeJS.WriteStream;
  /** For prompts, which end without a line feed; lines go through `say`. */
  stderr: NodeJS.WriteStream;
  /** One line of the result, on stdout. */
  out(line: string): void;
  /** One line for the person at the terminal, on stderr. */
  say(line: string): void;
}

export type CommandGroup = 'run' | 'providers' | 'goods' | 'orders' | 'care' | 'inspect';

export interface Command {
  name: string;
  group: CommandGroup;
  /** Arguments as shown in the help. */
  usage: string;
  summary: string;
  /** More lines for `help COMMAND`: what the arguments mean, an example. */
  details?: readonly string[];
  run(io: CommandIo): Promise<number>;
}

/** The command was called wrongly; printed with its usage, exit code 2. */
export class UsageError extends Error {}

/** It did not work out for a reason the person can act on; one line, exit code 1. */
export class CommandFailed extends Error {}

/**
 * What a command of `./sapa` is. Results go to stdout only where a command says so; everything for people goes to
 * stderr. Exit codes: 0 done, 1 it did not work out, 2 called wrongly.
 */
export interface CommandIo {
  args: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  stdin: NodeJS.ReadStream;
  /** One line of the result. */
  out(line: string): void;
  /** One line for the person at the terminal. */
  say(line: string): void;
}

export interface Command {
  name: string;
  /** Arguments as shown in the help. */
  usage: string;
  summary: string;
  run(io: CommandIo): Promise<number>;
}

/** The command was called wrongly; printed with its usage, exit code 2. */
export class UsageError extends Error {}

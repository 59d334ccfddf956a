/** The environment's settings for a command, or a line for each that is wrong. */
import { BadConfig, readConfig, type Config } from '../config.ts';
import type { CommandIo } from './command.ts';

/** Null after saying what is wrong; the command then ends with exit code 2. */
export function configOrLines(io: Pick<CommandIo, 'env' | 'say'>): Config | null {
  try {
    return readConfig(io.env);
  } catch (error) {
    if (!(error instanceof BadConfig)) throw error;
    for (const problem of error.problems) io.say(`sapa: ${problem}`);
    return null;
  }
}

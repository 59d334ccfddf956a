/** Which channels beside the web chat a configuration asks for. */
import type { ComposeOptions } from '../compose.ts';
import type { Config } from '../config.ts';

export function telegramFor(_config: Config): ComposeOptions['channels'] {
  return undefined;
}

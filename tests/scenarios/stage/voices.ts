/**
 * Plays the same scenes on several channels in both languages, each on a shop of its own. SCENARIO_STACK=postgres plays
 * them all on Postgres and Redis, against the same transcripts.
 */
import { afterAll, beforeAll, describe } from 'vitest';
import { stackNamed } from '../../support/services.ts';
import { openStage, type ChannelName, type Stage } from './stage.ts';

const LANGS = ['id', 'en'] as const;
const STACK = stackNamed(process.env['SCENARIO_STACK'] || 'sqlite');

/** `scenes` declares its tests; the stage is open only inside them. */
export function inEveryVoice(
  channels: readonly ChannelName[],
  scenes: (stage: () => Stage, channel: ChannelName) => void,
  settings: Record<string, string> = {},
): void {
  const voices = channels.flatMap((channel) => LANGS.map((lang) => ({ channel, lang })));
  describe.each(voices)('$channel in $lang', ({ channel, lang }) => {
    let open: Stage | null = null;
    beforeAll(async () => {
      open = await openStage(channel, lang, settings, STACK);
    });
    afterAll(() => open?.close());
    scenes(() => {
      if (!open) throw new Error('the stage did not open');
      return open;
    }, channel);
  });
}

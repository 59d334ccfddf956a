/**
 * The few words a channel adds itself: the practice label, who speaks, and the command menu. Everything else a person
 * reads comes rendered from `conversations/messages`.
 */
import type { Lang } from '../../commerce/chat/model.ts';
import type { OutgoingMessage } from './channel.ts';
import en from './words/en.json' with { type: 'json' };
import id from './words/id.json' with { type: 'json' };

export type ChannelWord = keyof typeof id;

const WORDS: Record<Lang, Record<ChannelWord, string>> = { id, en };

export const channelWord = (lang: Lang, word: ChannelWord): string => WORDS[lang][word];

/** What stands above the text: that this is practice, and that a human speaks. */
export function headings({ lang, author, rendered }: OutgoingMessage): string[] {
  const lines: string[] = [];
  if (rendered.practice) lines.push(channelWord(lang, 'practice'));
  if (author === 'staff') lines.push(channelWord(lang, 'staff'));
  return lines;
}

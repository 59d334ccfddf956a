/** A conversation that was begun before an update goes on as it began, beside new ones; one that cannot ends politely. */
import { afterEach, beforeEach, describe, test } from 'vitest';
import { text } from '../../commerce/ports/screen.ts';
import type { Lang } from '../../commerce/chat/model.ts';
import { createMessages } from '../../conversations/messages/render.ts';
import type { FlowDefinition, Parsed, TalkChat } from '../../conversations/port.ts';
import { openChatRig, type ChatRig } from '../rig/chat-rig.ts';
import { expectGolden } from './stage/golden.ts';
import { typed, written } from './stage/person.ts';

const asIs = (words: string): Parsed<string> => ({ ok: true, value: words });
const name = (chat: TalkChat) => chat.ask('name', { lines: [text('rooms-ask-name')] }, asIs);
const contact = (chat: TalkChat, of: string) =>
  chat.ask('contact', { lines: [text('rooms-ask-contact', { name: of })] }, asIs);
const thanks = (chat: TalkChat, of: string, at: string) =>
  chat.say({ lines: [text('rooms-summary-booker', { name: of, contact: at })] });

const first = async (chat: TalkChat) => {
  const who = await name(chat);
  await thanks(chat, who, await contact(chat, who));
};
/** Asks for the dates before anything else. */
const second = async (chat: TalkChat) => {
  await chat.ask('dates', { lines: [text('rooms-ask-dates')] }, asIs);
  await first(chat);
};

const book = (version: number, run: (chat: TalkChat) => Promise<void>, older?: FlowDefinition['older']) =>
  [{ name: 'book', version, run, ...(older ? { older } : {}) }] satisfies FlowDefinition[];

describe.each(['id', 'en'] as const)('in %s', (lang: Lang) => {
  let rig: ChatRig;
  const messages = createMessages();
  beforeEach(async () => {
    rig = await openChatRig();
  });
  afterEach(() => rig.close());

  test('two versions side by side', async () => {
    const lines: string[] = [];
    const old = rig.chatId;
    const fresh = await rig.addChat();
    const seen = new Map<string, number>();

    async function says(chatId: string, words: string, flows: FlowDefinition[]): Promise<void> {
      await rig.receive(words, { chatId });
      await rig.serve(flows);
      const screens = await rig.screens(chatId);
      const news = screens
        .slice(seen.get(chatId) ?? 0)
        .map((screen) => messages.render(screen, lang, { practice: false }));
      seen.set(chatId, screens.length);
      const shown = news.map(({ text: said, choices }) =>
        written({
          text: said,
          picture: null,
          file: null,
          copy: null,
          link: null,
          buttons: [choices.map(({ label }) => label)].filter((row) => row.length > 0),
          replaces: false,
        }),
      );
      lines.push(typed(words), ...shown);
    }

    const after = book(2, second, { 1: first });
    lines.push('## A');
    await says(old, 'start book', book(1, first));
    lines.push('', '— v2 —', '', '## B');
    await says(fresh, 'start book', after);
    lines.push('', '## A');
    await says(old, 'Sari', after);
    await says(old, '0812 3456 7890', after);
    lines.push('', '## B');
    await says(fresh, '24-26 nov', after);
    lines.push('', '— v3, v2 is gone —', '');
    await says(fresh, 'Budi', book(3, first));
    expectGolden(`versi-baru.web.${lang}`, lines.join('\n'));
  });
});

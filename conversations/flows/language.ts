/** Which language the bot speaks in this chat. What was said before keeps its language. */
import type { Commerce } from '../../commerce/app.ts';
import type { Lang } from '../../commerce/chat/model.ts';
import { action } from '../../commerce/ports/actions.ts';
import { text } from '../../commerce/ports/screen.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import { screen } from './say.ts';

export async function language(
  chat: TalkChat,
  app: Commerce,
  args: { lang?: string; aside?: boolean } | null,
): Promise<FlowEnd> {
  const lang: Lang | null = args?.lang === 'id' || args?.lang === 'en' ? args.lang : null;
  if (!lang) {
    const choices = (['id', 'en'] as const).map((id) => ({
      id: action.language(id),
      label: text(`menu-language-${id}`),
    }));
    return chat.say(screen([text('menu-language-ask')], choices));
  }
  await chat.once('set', async () => {
    await app.setLang(chat.actor, lang);
    return lang;
  });
  return args?.aside ? undefined : { next: 'menu', args: { hint: 'language-set', lang } };
}

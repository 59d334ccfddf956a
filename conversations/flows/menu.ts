/** The menu says and ends: while nothing is asked the chat is idle, and anything may be typed. */
import type { Commerce } from '../../commerce/app.ts';
import { action } from '../../commerce/ports/actions.ts';
import { mayUse } from '../../commerce/people/rights.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import type { Lang } from '../../commerce/chat/model.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import { toBalance } from './balance.ts';
import { toResellers } from './resellers.ts';
import { screen, toOrders, toRooms, toShop } from './say.ts';

/** Why the menu comes unasked. */
export type MenuHint = 'unknown' | 'stale' | 'unsupported' | 'too-long' | 'thanks' | 'language-set';

export interface MenuArgs {
  hint?: MenuHint;
  /** The language as just chosen; `chat.lang` is the one the message came in. */
  lang?: Lang;
}

const toHelp: Choice = { id: action.help, label: text('menu-button-help') };
const toQueue: Choice = { id: action.queue, label: text('menu-button-queue') };
const toOther = (lang: Lang): Choice => ({
  id: action.language(lang === 'id' ? 'en' : 'id'),
  label: text('menu-button-other-language'),
});

export async function menu(chat: TalkChat, app: Commerce, args: MenuArgs | null): Promise<FlowEnd> {
  const { practice, businessName } = await chat.read('mode', () => app.mode());
  const lines: Text[] = [
    args?.hint ? text(`menu-hint-${args.hint}`) : text('menu-greeting', { business: businessName }),
  ];
  if (practice && !args?.hint) lines.push(text('menu-practice'));
  lines.push(text('menu-ask'));
  const owner = [
    ...(mayUse(chat.actor, 'queue') ? [toQueue] : []),
    ...(mayUse(chat.actor, 'resellers') ? [toResellers] : []),
  ];
  const account = chat.actor.roles.includes('reseller') ? [toBalance] : [];
  await chat.say(
    screen(lines, [toRooms, toShop, toOrders, ...account, ...owner, toHelp, toOther(args?.lang ?? chat.lang)]),
  );
}

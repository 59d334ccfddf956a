/** The owner pauses a supplier's product or sells it again; and what a buyer reads about how a product is doing. */
import type { Commerce, ProductView } from '../../commerce/app.ts';
import type { ProductHealth } from '../../commerce/catalogue/health/model.ts';
import type { Actor } from '../../commerce/people/model.ts';
import { action } from '../../commerce/ports/actions.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import { DEFAULT_SETTINGS } from '../../commerce/settings.ts';
import { DEFAULT_ZONE } from '../../commerce/stay/local-time.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import { refusalText } from './refusals.ts';
import { toRungs } from './rungs-say.ts';
import { screen, toMenu } from './say.ts';

const HOUR_MS = 3_600_000;

export const productPause = (chat: TalkChat, app: Commerce, args: { code: string }) => setPause(chat, app, args, 'off');
export const productSell = (chat: TalkChat, app: Commerce, args: { code: string }) => setPause(chat, app, args, 'on');

async function setPause(
  chat: TalkChat,
  app: Commerce,
  { code }: { code: string },
  mode: 'off' | 'on',
): Promise<FlowEnd> {
  const set = await chat.once('set', () => app.setProductPause(chat.actor, code, mode));
  if (set.ok) {
    const { name, code: own } = set.product;
    const hours = Math.round(DEFAULT_SETTINGS.healthByHandMs / HOUR_MS);
    const undo = mode === 'off' ? sellAgain(own) : pause(own);
    return chat.say(screen([text(`upkeep-product-${mode}`, { name, code: own, hours })], [undo, toMenu]));
  }
  const said = { not_found: 'upkeep-product-missing', wrong_state: 'upkeep-product-own' }[set.reason as string];
  await chat.say(screen([said ? text(said, { code }) : refusalText(set, 'owner')], [toMenu]));
}

const pause = (code: string): Choice => ({ id: action.pauseProduct(code), label: text('upkeep-button-pause') });
const sellAgain = (code: string): Choice => ({ id: action.sellProduct(code), label: text('upkeep-button-sell') });

/** What an owner may press under a product, beside what buyers may. */
export function pauseChoices(actor: Actor, item: ProductView): Choice[] {
  const mayPause = actor.roles.some((role) => role === 'owner' || role === 'manager');
  if (!mayPause || item.kind !== 'h2h') return [];
  return [item.sellable ? pause(item.code) : sellAgain(item.code), toRungs(item.code)];
}

/** How long a delivery takes, or what is wrong just now; nothing where nobody knows. */
export function healthLines(health: ProductHealth | undefined): Text[] {
  if (!health) return [];
  const { status, medianMs, recentMedianMs, lastFailureAt, pause: paused } = health;
  if (status === 'disturbed' && lastFailureAt !== null) {
    const key = paused?.mode === 'auto' ? 'upkeep-health-trial' : 'upkeep-health-disturbed';
    return [text(key, { at: { time: lastFailureAt, zone: DEFAULT_ZONE } })];
  }
  if (status === 'slow' && recentMedianMs !== null) {
    const now = { text: duration(recentMedianMs) };
    // What is usual is worth a word only where it is clearly another.
    const isUsual = medianMs === null || medianMs * 2 > recentMedianMs;
    if (isUsual) return [text('upkeep-health-slow', { now })];
    return [text('upkeep-health-slow-usual', { now, time: { text: duration(medianMs) } })];
  }
  return medianMs === null ? [] : [text('upkeep-health-usual', { time: { text: duration(medianMs) } })];
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

function duration(ms: number): Text {
  // Whether one or four is more than a few deliveries can tell.
  if (ms < 5 * SECOND_MS) return text('upkeep-moments');
  if (ms < 90 * SECOND_MS) return text('upkeep-seconds', { count: Math.round(ms / SECOND_MS) });
  if (ms < 90 * MINUTE_MS) return text('upkeep-minutes', { count: Math.round(ms / MINUTE_MS) });
  return text('upkeep-hours', { count: Math.round(ms / HOUR_MS) });
}

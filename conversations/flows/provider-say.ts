/** What every screen about an account at a vendor is made of: its state, what a test came to, why something was refused. */
import type { Refusal } from '../../commerce/app.ts';
import { action } from '../../commerce/ports/actions.ts';
import type { ConnectionTest } from '../../commerce/ports/outcome.ts';
import { text, type Choice, type Screen, type Text } from '../../commerce/ports/screen.ts';
import type { ProviderCard, ProviderLine } from '../../commerce/provider/provider-cards.ts';
import { DEFAULT_ZONE } from '../../commerce/stay/local-time.ts';
import { refusalText } from './refusals.ts';

export const toProviders: Choice = { id: action.providers, label: text('provider-button-list') };
export const toProvider = (slug: string): Choice => ({
  id: action.provider(slug),
  label: text('provider-button-open'),
});
export const toAddProvider: Choice = { id: action.addProvider, label: text('provider-button-add') };
export const toWays = (slug: string): Choice => ({
  id: action.accountWays(slug),
  label: text('provider-button-ways'),
});
export const toWebhookNews = (slug: string): Choice => ({
  id: action.webhookNews(slug),
  label: text('provider-button-hook-news'),
});

export const on = (at: number) => ({ dateTime: at, zone: DEFAULT_ZONE });

/** Reasons with a sentence of their own here; `wrong_state` has one for each kind. */
const OWN: readonly string[] = ['not_found', 'not_allowed', 'conflict', 'bad_input'];

export function refusedText(refusal: Refusal): Text {
  const kind = refusal.detail?.['kind'];
  if (refusal.reason === 'wrong_state' && kind !== undefined) return text(`provider-refused-${kind}`);
  if (OWN.includes(refusal.reason)) return text(`provider-refused-${refusal.reason}`);
  return refusalText(refusal, 'help');
}

export const stateText = ({ isActive, testStatus }: Pick<ProviderLine, 'isActive' | 'testStatus'>): Text =>
  text(isActive ? 'provider-state-on' : testStatus === 'ok' ? 'provider-state-off' : 'provider-state-unready');

export const testedText = ({ testStatus, lastTestedAt }: Pick<ProviderLine, 'testStatus' | 'lastTestedAt'>): Text =>
  lastTestedAt === null ? text('provider-untested') : text(`provider-tested-${testStatus}`, { at: on(lastTestedAt) });

/** What went wrong and what to do; the vendor's own words are one press away. */
export const troubleText = (test: ConnectionTest, name: string): Text =>
  text(`provider-trouble-${test.reason}`, { name });

/** The address in a line of its own, with where it goes and whether it is needed at all. */
export function webhookScreen(card: ProviderCard, above: Text[], choices: Choice[]): Screen {
  if (card.webhookUrl === null) return { lines: above, choices };
  if (card.environment === 'practice') return { lines: [...above, text('provider-hook-practice')], choices };
  if (!card.isReachable) return { lines: [...above, text('provider-hook-unreachable')], choices };
  const lines = [...above, ...canBeGivenLater(card), text('provider-hook', { name: card.name })];
  return { lines, copy: card.webhookUrl, choices };
}

/** What a vendor may do without, a secret for webhooks above all. */
function canBeGivenLater({ fields }: ProviderCard): Text[] {
  const titles = fields.filter(({ optional }) => optional).map(({ title }) => title);
  return titles.length === 0 ? [] : [text('provider-optional', { titles: titles.join(', ') })];
}

/** The owner's accounts at vendors: how each stands, and what can be done about one. */
import type { Answer, Commerce } from '../../commerce/app.ts';
import type { Actor } from '../../commerce/people/model.ts';
import { mayUse } from '../../commerce/people/rights.ts';
import type { StaffRight } from '../../commerce/people/rights-table.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import type { ProviderCard, ProviderLine } from '../../commerce/provider/provider-cards.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import {
  on,
  refusedText,
  stateText,
  testedText,
  toAddProvider,
  toProvider,
  toProviders,
  toWebhookNews,
  troubleText,
  webhookScreen,
} from './provider-say.ts';
import { changeValue, readCard } from './provider-try.ts';
import { paragraphs, screen, stack, toMenu } from './say.ts';
import { withPin } from './with-pin.ts';

/** More are found by their name in `sapa provider:list`. */
const MAX_SHOWN = 20;

export async function providers(chat: TalkChat, app: Commerce): Promise<FlowEnd> {
  const answer = await chat.read('lines', () => app.providerLines(chat.actor));
  if (!answer.ok) return chat.say(screen([refusedText(answer)], [toMenu]));
  const add = mayUse(chat.actor, 'addProvider') ? [toAddProvider] : [];
  if (answer.lines.length === 0) return chat.say(screen([text('provider-list-none')], [...add, toMenu]));
  const shown = answer.lines.slice(0, MAX_SHOWN);
  const lines = [text('provider-list', { count: answer.lines.length }), ...paragraphs(shown.map(lineText))];
  const options = shown.map(({ slug, name }) => ({ id: slug, label: text('provider-name', { name }) }));
  const slug = await chat.choose('which', screen(lines, [...add, toMenu]), options);
  return { next: 'provider', args: { slug } };
}

const lineText = (line: ProviderLine, index: number): Text =>
  text('provider-line', {
    number: index + 1,
    name: line.name,
    state: { text: stateText(line) },
    tested: { text: testedText(line) },
  });

export async function provider(chat: TalkChat, app: Commerce, { slug }: { slug: string }): Promise<FlowEnd> {
  const card = await readCard(chat, app, slug, 'card');
  if (!card) return;
  const chosen = await chat.choose('act', screen([stack(facts(card))], [toProviders]), acts(card, chat.actor));
  if (chosen === 'test' || chosen === 'use') return { next: 'provider-try', args: { slug } };
  if (chosen === 'ways') return { next: 'provider-ways', args: { slug } };
  if (chosen === 'change') return change(chat, app, card);
  if (chosen === 'hook') return chat.say(webhookScreen(card, [], [toWebhookNews(slug), toProvider(slug), toMenu]));
  if (chosen === 'remove') return remove(chat, app, card);
  const { version, name } = card;
  const rested = await chat.once('rest', (key) => app.restProvider(chat.actor, key, { slug, version }));
  if (!rested.ok || card.type !== 'payment') return end(chat, card, rested, text('provider-rested', { name }));
  const after = await readCard(chat, app, slug, 'after');
  if (!after) return;
  const now = after.present;
  const serves = now === null ? text('provider-rested-nobody') : text('provider-rested-now', { present: now });
  return chat.say(screen([text('provider-rested', { name }), serves], [toProvider(slug), toProviders, toMenu]));
}

function facts(card: ProviderCard): Text[] {
  const served = (features: string[], key: string): Text[] =>
    features.length === 0
      ? []
      : [text(key, { features: features.map((name) => name.replace(/^.*\./, '')).join(', ') })];
  return [
    text('provider-card', { name: card.name, state: { text: stateText(card) } }),
    text(`provider-card-${card.environment}`),
    text('provider-card-tested', { tested: { text: testedText(card) } }),
    ...(card.isActive ? served(card.serves, 'provider-serves') : []),
    ...(card.isActive ? served(card.standsBehind, 'provider-stands-behind') : []),
  ];
}

/** What the person may not do is not shown; the use cases refuse it besides. */
function acts({ isActive, fields, webhookUrl, hasWays }: ProviderCard, actor: Actor): Choice[] {
  const act = (right: StaffRight, id: string, key: string): Choice[] =>
    mayUse(actor, right) ? [{ id, label: text(key) }] : [];
  return [
    ...(isActive ? [] : act('useProvider', 'use', 'provider-button-use-tested')),
    ...act('testProvider', 'test', 'provider-button-test'),
    ...(fields.length === 0 ? [] : act('changeCredential', 'change', 'provider-button-change-any')),
    ...(isActive && hasWays ? act('setWays', 'ways', 'provider-button-ways') : []),
    ...(webhookUrl === null ? [] : act('webhookNews', 'hook', 'provider-button-hook')),
    ...(isActive
      ? act('restProvider', 'rest', 'provider-button-rest')
      : act('removeProvider', 'remove', 'provider-button-remove')),
  ];
}

async function change(chat: TalkChat, app: Commerce, card: ProviderCard): Promise<FlowEnd> {
  const options = card.fields.map(({ name, title }) => ({ id: name, label: text('provider-name', { name: title }) }));
  const [only] = card.fields;
  const field =
    only && options.length === 1
      ? only.name
      : await chat.choose('field', screen([text('provider-ask-field')]), options);
  const changed = await changeValue(chat, app, card, field, 'value');
  if (!changed) return;
  if (!changed.ok) return end(chat, card, changed, text('provider-saved', { name: card.name }));
  const { saved, test } = changed;
  const said = text(saved ? 'provider-saved' : 'provider-not-saved', { name: card.name });
  if (test.ok) return chat.say(screen([said], [toProvider(card.slug), toMenu]));
  await chat.say(screen([troubleText(test, card.name), said], [toProvider(card.slug), toMenu]));
}

async function remove(chat: TalkChat, app: Commerce, card: ProviderCard): Promise<FlowEnd> {
  const { slug, version, name } = card;
  const options = [
    { id: 'yes', label: text('provider-button-remove-yes') },
    { id: 'no', label: text('provider-button-remove-no') },
  ];
  if ((await chat.choose('sure', screen([text('provider-ask-remove', { name })]), options)) === 'no') {
    return chat.say(screen([text('provider-unchanged', { name })], [toProvider(slug), toMenu]));
  }
  const removed = await withPin(chat, app, 'remove', (key) => app.removeProvider(chat.actor, key, { slug, version }));
  if (!removed) return;
  if (removed.ok) return chat.say(screen([text('provider-removed', { name })], [toProviders, toMenu]));
  return end(chat, card, removed, text('provider-removed', { name }));
}

const end = (chat: TalkChat, { slug }: ProviderCard, answer: Answer<object>, done: Text): Promise<void> =>
  chat.say(screen([answer.ok ? done : refusedText(answer)], [toProvider(slug), toProviders, toMenu]));

/** Whether anything came to the account's door yet, and what was wrong with what was sent away. */
export async function webhookNews(chat: TalkChat, app: Commerce, { slug }: { slug: string }): Promise<FlowEnd> {
  const answer = await chat.read('news', () => app.webhookNews(chat.actor, slug));
  if (!answer.ok) return chat.say(screen([refusedText(answer)], [toProviders, toMenu]));
  const { arrivedAt, refusedAt } = answer.news;
  const lines = [
    arrivedAt === null ? text('provider-hook-none') : text('provider-hook-arrived', { at: on(arrivedAt) }),
    ...(refusedAt === null ? [] : [text('provider-hook-refused', { at: on(refusedAt) })]),
  ];
  return chat.say(screen(lines, [toWebhookNews(slug), toProvider(slug), toMenu]));
}

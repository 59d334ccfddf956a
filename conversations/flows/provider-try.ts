/**
 * Tests an account and mends it with the owner until it works; then takes it into use. What it is used for is asked
 * where somebody else serves now, or where it is about a real vendor: that question is also the confirmation.
 */
import type { Commerce } from '../../commerce/app.ts';
import { action } from '../../commerce/ports/actions.ts';
import type { ConnectionTest } from '../../commerce/ports/outcome.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import type { ProviderCard } from '../../commerce/provider/provider-cards.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import {
  refusedText,
  toProvider,
  toProviders,
  toWays,
  toWebhookNews,
  troubleText,
  webhookScreen,
} from './provider-say.ts';
import { askValue } from './provider-values.ts';
import { screen, toMenu } from './say.ts';
import { withPin } from './with-pin.ts';

const MAX_ROUNDS = 15;
const MAX_RAW_CHARS = 200;

export async function providerTry(chat: TalkChat, app: Commerce, { slug }: { slug: string }): Promise<FlowEnd> {
  let test = await callTest(chat, app, slug);
  for (let round = 1; test && round <= MAX_ROUNDS; round += 1) {
    const card = await readCard(chat, app, slug, `card:${round}`);
    if (!card) return;
    if (test.ok) return works(chat, app, card);
    const chosen = await chat.choose(`mend:${round}`, screen([troubleText(test, card.name)]), mends(card, test));
    if (chosen === 'raw')
      await chat.say(screen([text('provider-raw', { message: test.message.slice(0, MAX_RAW_CHARS) })]));
    else if (chosen === 'again') test = await callTest(chat, app, slug);
    else if (chosen === 'later') return chat.say(screen([keptText(card)], [toProvider(slug), toProviders, toMenu]));
    else if (chosen === 'discard') return discard(chat, app, card);
    else test = await mend(chat, app, card, chosen, round);
  }
}

function mends(card: ProviderCard, test: ConnectionTest): Choice[] {
  const asked = card.fields.filter(({ optional }) => !optional);
  const fields = asked.map(({ name, title }) => ({
    id: `field:${name}`,
    label: text('provider-button-change', { title }),
  }));
  return [
    // Another key helps where the vendor did not like this one.
    ...(test.reason === 'unreachable' ? [] : fields),
    { id: 'again', label: text('provider-button-again') },
    ...(test.message === '' ? [] : [{ id: 'raw', label: text('provider-button-raw') }]),
    { id: 'later', label: text('provider-button-later') },
    ...(card.isActive ? [] : [{ id: 'discard', label: text('provider-button-discard') }]),
  ];
}

const keptText = ({ name, isActive }: ProviderCard): Text =>
  text(isActive ? 'provider-kept-on' : 'provider-kept-off', { name });

async function callTest(chat: TalkChat, app: Commerce, slug: string): Promise<ConnectionTest | null> {
  const tested = await chat.once('test', () => app.testProvider(chat.actor, slug));
  if (tested.ok) return tested.test;
  await chat.say(screen([refusedText(tested)], [toProviders, toMenu]));
  return null;
}

/** Null when that was answered otherwise. */
export async function readCard(
  chat: TalkChat,
  app: Commerce,
  slug: string,
  step: string,
): Promise<ProviderCard | null> {
  const answer = await chat.read(step, () => app.providerCard(chat.actor, slug));
  if (answer.ok) return answer.card;
  await chat.say(screen([refusedText(answer)], [toProviders, toMenu]));
  return null;
}

/** Null when that was answered otherwise. */
async function mend(
  chat: TalkChat,
  app: Commerce,
  card: ProviderCard,
  chosen: string,
  round: number,
): Promise<ConnectionTest | null> {
  const changed = await changeValue(chat, app, card, chosen.slice('field:'.length), String(round));
  if (!changed) return null;
  if (changed.ok) return changed.test;
  await chat.say(screen([refusedText(changed)], [toProvider(card.slug), toProviders]));
  return null;
}

/** Asks a credential anew, tries it and saves it; null when there is no such field any more. */
export async function changeValue(chat: TalkChat, app: Commerce, card: ProviderCard, name: string, step: string) {
  const field = card.fields.find((one) => one.name === name);
  if (!field) return null;
  const { slug, version, others, name: vendor } = card;
  const lead = text('provider-ask-new-value', { name: vendor, title: field.title });
  const value = await askValue(chat, `new:${step}`, { vendor, field, others, lead, isFirst: true });
  if (card.environment === 'live' && card.isActive && !(await meansChange(chat, card, field.title))) return null;
  return withPin(chat, app, 'change', async (key) =>
    app.changeCredential(chat.actor, key, { slug, version, field: field.name, value: await value.open() }),
  );
}

/** Payments and purchases of customers go by it from the next one on. */
async function meansChange(chat: TalkChat, { slug, name }: ProviderCard, title: string): Promise<boolean> {
  const sure = await chat.choose('live', screen([text('provider-ask-change', { name, title })]), [
    { id: 'yes', label: text('provider-button-change-yes') },
    { id: 'no', label: text('staff-button-no') },
  ]);
  if (sure === 'yes') return true;
  await chat.say(screen([text('provider-unchanged', { name })], [toProvider(slug), toMenu]));
  return false;
}

async function discard(chat: TalkChat, app: Commerce, { slug, version, name }: ProviderCard): Promise<FlowEnd> {
  const removed = await withPin(chat, app, 'discard', (key) => app.removeProvider(chat.actor, key, { slug, version }));
  if (!removed) return;
  const said = removed.ok ? text('provider-removed', { name }) : refusedText(removed);
  return chat.say(screen([said], [toProviders, toMenu]));
}

async function works(chat: TalkChat, app: Commerce, card: ProviderCard): Promise<FlowEnd> {
  const { slug, version, name, environment, present } = card;
  const more: Choice[] = card.hasWays ? [toWays(slug)] : [];
  const ends = [...more, toWebhookNews(slug), toProvider(slug), toMenu];
  if (card.isActive) return chat.say(screen([text('provider-works', { name })], ends));
  const place = await askPlace(chat, card);
  if (place === 'later') return chat.say(screen([text('provider-kept-tested', { name })], [toProvider(slug), toMenu]));
  const before = await chat.read('mode-before', () => app.mode());
  const used = await withPin(chat, app, 'use', (key) => app.useProvider(chat.actor, key, { slug, version, place }));
  if (!used) return;
  if (!used.ok) return chat.say(screen([refusedText(used)], [toProvider(slug), toMenu]));
  const isBehind = place === 'behind' && present !== null;
  const lines = [
    text(isBehind ? 'provider-added-behind' : `provider-added-${card.type}`, { name, present: present ?? '' }),
  ];
  if (before.practice && environment !== 'practice') lines.push(text(`provider-began-${environment}`));
  const sync: Choice[] =
    card.type === 'supplier' ? [{ id: action.syncFresh(slug), label: text('upkeep-button-sync') }] : [];
  return chat.say(webhookScreen(card, lines, [...sync, ...ends]));
}

type Place = 'first' | 'behind' | 'later';

async function askPlace(chat: TalkChat, { name, environment, present, type }: ProviderCard): Promise<Place> {
  if (environment === 'practice' && present === null) return 'first';
  const options: { id: Place; label: Text }[] = [
    { id: 'first', label: text('provider-button-use') },
    ...(present === null ? [] : [{ id: 'behind' as const, label: text('provider-button-behind', { present }) }]),
    { id: 'later', label: text('provider-button-later') },
  ];
  const lines = [text('provider-works', { name })];
  if (environment !== 'practice') lines.push(text(`provider-means-${environment}`));
  lines.push(present === null ? text('provider-ask-use') : text('provider-ask-place', { present, name, type }));
  return (await chat.choose('place', screen(lines), options)) as Place;
}

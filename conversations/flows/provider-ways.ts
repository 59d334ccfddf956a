/**
 * The owner ticks the ways of paying an account serves. A press moves one on: off, first, and behind another account
 * where there is one. Names typed at once switch all of them on; nothing is changed before it is saved.
 */
import type { Commerce } from '../../commerce/app.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import type { AccountWay, WayPlace } from '../../commerce/provider/ways.ts';
import type { FlowEnd, Parsed, TalkChat } from '../port.ts';
import { fold } from '../understand/words.ts';
import { wayName } from './pay-ways.ts';
import { readCard } from './provider-try.ts';
import { refusedText, toProvider, toProviders } from './provider-say.ts';
import { screen, stack, toMenu } from './say.ts';

const MAX_PRESSES = 60;

export async function providerWays(chat: TalkChat, app: Commerce, { slug }: { slug: string }): Promise<FlowEnd> {
  const card = await readCard(chat, app, slug, 'card');
  if (!card) return;
  const answer = await chat.read('ways', () => app.accountWays(chat.actor, slug));
  if (!answer.ok) return chat.say(screen([refusedText(answer)], [toProvider(slug), toProviders]));
  const { ways } = answer;
  if (ways.length === 0) return chat.say(screen([text('provider-ways-none')], [toProvider(slug), toMenu]));
  const wanted = await tick(chat, ways, card.name);
  const changed = Object.fromEntries(
    ways.flatMap(({ feature, at }) => (wanted[feature] === at ? [] : [[feature, wanted[feature] ?? at]])),
  ) as Record<string, WayPlace>;
  if (Object.keys(changed).length === 0)
    return chat.say(screen([text('provider-unchanged', { name: card.name })], [toProvider(slug), toMenu]));
  const { version } = card;
  const saved = await chat.once('save', (key) => app.setWays(chat.actor, key, { slug, version, ways: changed }));
  if (!saved.ok) return chat.say(screen([refusedText(saved)], [toProvider(slug), toProviders]));
  const on = ways.filter(({ feature }) => wanted[feature] !== 'off');
  const list = on.map((way) => lineOf(way, wanted[way.feature] ?? 'off'));
  await chat.say(
    screen(
      [text('provider-ways-saved', { name: card.name }), ...(list.length > 0 ? [stack(list)] : [])],
      [toProvider(slug), toMenu],
    ),
  );
}

async function tick(chat: TalkChat, ways: AccountWay[], name: string): Promise<Record<string, WayPlace>> {
  const at = Object.fromEntries(ways.map((way) => [way.feature, way.at]));
  for (let press = 1; press <= MAX_PRESSES; press += 1) {
    const options = ways.map((way): Choice => ({ id: way.feature, label: lineOf(way, at[way.feature] ?? 'off') }));
    const lines =
      press === 1 ? [text('provider-ways-ask', { name }), text('provider-ways-how')] : [text('provider-ways-more')];
    const answer = await chat.choose(`tick:${press}`, screen(lines), [...options, SAVE], (words) =>
      readNames(ways, words),
    );
    if (answer === SAVE.id) break;
    const named = answer.startsWith('on:') ? answer.slice('on:'.length).split(',') : null;
    for (const feature of named ?? []) at[feature] = at[feature] === 'off' ? 'first' : (at[feature] ?? 'first');
    const pressed = named ? undefined : ways.find(({ feature }) => feature === answer);
    if (pressed) at[pressed.feature] = nextPlace(pressed, at[pressed.feature] ?? 'off');
  }
  return at;
}

const SAVE: Choice = { id: 'save', label: text('provider-button-save') };

const lineOf = (way: AccountWay, at: WayPlace): Text =>
  text(`provider-way-${at}`, { way: { text: wayName(way) }, other: way.other ?? '' });

function nextPlace({ other }: AccountWay, at: WayPlace): WayPlace {
  if (at === 'off') return 'first';
  return at === 'first' && other !== null ? 'behind' : 'off';
}

/** "bca, bni dan mandiri", or "semua". */
function readNames(ways: readonly AccountWay[], words: string): Parsed<string> {
  const typed = fold(words);
  if (/^(?:simpan|save|selesai|ok|oke|sudah)$/.test(typed)) return { ok: true, value: SAVE.id };
  const wanted = typed.split(/[,\s]+/).filter((word) => !/^(?:dan|and|va|bank|)$/.test(word));
  const isAll = wanted.length === 1 && /^(?:semua|all)$/.test(wanted[0] ?? '');
  const found = ways.filter(
    ({ name, format }) => isAll || wanted.includes(format === 'qris_dynamic' ? 'qris' : fold(name ?? '')),
  );
  if (found.length === 0) return { ok: false, say: text('provider-ways-unclear') };
  return { ok: true, value: `on:${found.map(({ feature }) => feature).join(',')}` };
}

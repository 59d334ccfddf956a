/** Which vendor, and as what: asked only where there is more than one answer. Part of a name is enough anywhere. */
import type { Commerce } from '../../commerce/app.ts';
import type { Environment } from '../../commerce/environment.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import type { SetupChoice } from '../../commerce/provider/setup-choices.ts';
import type { Parsed, TalkChat } from '../port.ts';
import { fold } from '../understand/words.ts';
import { refusedText } from './provider-say.ts';
import { screen, toMenu } from './say.ts';

/** Words for a kind of vendor. */
const KINDS: [RegExp, SetupChoice['type']][] = [
  [/^(?:gateway|pembayaran|bayar|payment|payments|qris|payment gateway)$/, 'payment'],
  [/^(?:pemasok|supplier|suppliers|ppob)$/, 'supplier'],
  [/^(?:kunci|kunci pintu|lock|door lock)$/, 'door_lock'],
  [/^(?:deployment|endpoint)$/, 'deployment'],
];

/** The commonest first. */
const ORDER: readonly SetupChoice['type'][] = ['payment', 'supplier', 'door_lock', 'deployment'];
const MAX_ROUNDS = 5;
const MAX_SHOWN = 12;

/** Null when that was answered otherwise. */
export async function pickVendor(chat: TalkChat, app: Commerce, words: string): Promise<SetupChoice | null> {
  const answer = await chat.read('choices', () => app.setupChoices(chat.actor));
  if (!answer.ok) {
    await chat.say(screen([refusedText(answer)], [toMenu]));
    return null;
  }
  const { choices } = answer;
  const named = matching(choices, words);
  const note = named.length === 0 ? [noneNamed(choices, words)] : [];
  let found = named.length === 0 ? choices : named;
  for (let round = 1; found.length > 1 && round <= MAX_ROUNDS; round += 1) {
    const { question, options } = choiceOf(found);
    const lines = round === 1 ? [...note, question] : [question];
    const chosen = await chat.choose(`vendor:${round}`, screen(lines), options, (typed): Parsed<string> => {
      if (matching(choices, typed).length > 0) return { ok: true, value: `find:${typed}` };
      return { ok: false, say: noneNamed(choices, typed) };
    });
    found = narrowed(choices, found, chosen);
  }
  return found[0] ?? null;
}

function choiceOf(found: SetupChoice[]): { question: Text; options: Choice[] } {
  const types = ORDER.filter((type) => found.some((choice) => choice.type === type));
  if (types.length > 1) {
    const options = types.map((type) => ({ id: `type:${type}`, label: text(`provider-type-${type}`) }));
    return { question: text('provider-ask-type'), options };
  }
  const options = found.slice(0, MAX_SHOWN).map(({ id, name }) => ({ id, label: text('provider-name', { name }) }));
  return { question: text('provider-ask-vendor'), options };
}

function narrowed(all: SetupChoice[], found: SetupChoice[], chosen: string): SetupChoice[] {
  if (chosen.startsWith('find:')) return matching(all, chosen.slice('find:'.length));
  if (chosen.startsWith('type:')) return found.filter(({ type }) => `type:${type}` === chosen);
  return found.filter(({ id }) => id === chosen);
}

function matching(choices: SetupChoice[], words: string): SetupChoice[] {
  const typed = fold(words);
  const kind = KINDS.find(([pattern]) => pattern.test(typed))?.[1];
  if (kind) return choices.filter(({ type }) => type === kind);
  const exact = choices.filter(({ id, name }) => id === typed || fold(name) === typed);
  if (exact.length > 0) return exact;
  return choices.filter(({ id, name }) => id.includes(typed) || fold(name).includes(typed));
}

const noneNamed = (choices: SetupChoice[], words: string): Text =>
  text('provider-none-named', { words, names: choices.map(({ name }) => name).join(', ') });

export async function pickEnvironment(chat: TalkChat, { name, environments }: SetupChoice): Promise<Environment> {
  const [only] = environments;
  if (only && environments.length === 1) return only;
  const options = environments.map((id) => ({ id, label: text(`provider-mode-${id}`) }));
  const chosen = await chat.choose('mode', screen([text('provider-ask-mode', { name })]), options);
  return chosen as Environment;
}

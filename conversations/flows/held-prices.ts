/** Changes of cost that wait for the owner, a page at a time: all at once or one by one. */
import type { Commerce } from '../../commerce/app.ts';
import type { HeldPriceView } from '../../commerce/catalogue/sync/held-prices.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import type { FlowEnd, Parsed, TalkChat } from '../port.ts';
import { refusalText } from './refusals.ts';
import { screen, stack, toMenu } from './say.ts';

const PAGE = 5;
/** After so many decisions the walk goes on in a fresh dialog, so that no log grows without end. */
const MAX_TURNS = 20;

const UNCLEAR: Parsed<string> = { ok: false, say: text('upkeep-prices-unclear') };

type Decision = 'apply' | 'keep';

export async function heldPrices(chat: TalkChat, app: Commerce, args: { slug: string }): Promise<FlowEnd> {
  let note: Text[] = [];
  for (let turn = 1; turn <= MAX_TURNS; turn += 1) {
    const page = await chat.read(`page:${turn}`, () => app.heldPrices(chat.actor, args.slug, PAGE));
    if (!page.ok) return chat.say(screen([refusalText(page, 'owner')], [toMenu]));
    if (page.held.length === 0) return chat.say(screen([...note, text('upkeep-prices-none')], [toMenu]));
    const lines = [text('upkeep-prices-head', { count: page.total }), stack(page.held.map(line))];
    const ask = screen([...note, ...lines, text('upkeep-prices-ask')]);
    const chosen = await chat.choose(`decide:${turn}`, ask, choicesOf(page.held), () => UNCLEAR);
    const [decision, at] = chosen.split(':') as [Decision, string | undefined];
    const one = at === undefined ? {} : { sku: page.held[Number(at)]?.sku ?? '' };
    const input = { slug: args.slug, decision, ...one };
    const decided = await chat.once(`decided:${turn}`, () => app.decideHeld(chat.actor, input));
    if (!decided.ok) return chat.say(screen([refusalText(decided, 'owner')], [toMenu]));
    const count = decided.decided;
    note = [text(decision === 'apply' ? 'upkeep-prices-applied' : 'upkeep-prices-kept', { count })];
  }
  return { next: 'held-prices', args };
}

/** With a single one "all" would say the same twice. */
function choicesOf(held: readonly HeldPriceView[]): Choice[] {
  const all: Choice[] = [
    { id: 'apply', label: text('upkeep-button-apply-all') },
    { id: 'keep', label: text('upkeep-button-keep-all') },
  ];
  const single = held.flatMap(({ code }, at) => [
    { id: `apply:${at}`, label: text('upkeep-button-apply-one', { code }) },
    { id: `keep:${at}`, label: text('upkeep-button-keep-one', { code }) },
  ]);
  return held.length === 1 ? single : [...all, ...single];
}

function line({ code, name, oldCostIdr, newCostIdr, priceIdr, newPriceIdr }: HeldPriceView): Text {
  const values = {
    code,
    name,
    old: { money: oldCostIdr },
    new: { money: newCostIdr },
    becomes: { money: newPriceIdr ?? newCostIdr },
  };
  if (priceIdr === null) return text('upkeep-prices-line-closed', values);
  return text('upkeep-prices-line', { ...values, price: { money: priceIdr } });
}

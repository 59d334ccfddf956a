/** "Harga" for the owner: what a tier pays for everything, a category, a brand or a product, with an example before it counts. */
import type { Commerce } from '../../commerce/app.ts';
import type { PricePreview } from '../../commerce/catalogue/preview-price.ts';
import type { SetPriceInput } from '../../commerce/catalogue/set-price.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import type { FlowEnd, Parsed, TalkChat } from '../port.ts';
import { readAmount } from '../understand/amounts.ts';
import { isNo, isYes, normalise } from '../understand/words.ts';
import { refusalText } from './refusals.ts';
import { readTier, toResellers } from './resellers.ts';
import { screen, toMenu } from './say.ts';

const SCOPES = ['all', 'category', 'brand', 'product'] as const;
const ROUNDINGS = [1, 100, 500, 1000] as const;
const MAX_NAMES = 8;

const named = (names: readonly string[]): Choice[] =>
  names.slice(0, MAX_NAMES).map((name) => ({ id: name, label: text('resellers-button', { shop: name }) }));
const press = (): Parsed<string> => ({ ok: false, say: text('prices-choose') });

export async function prices(chat: TalkChat, app: Commerce): Promise<FlowEnd> {
  const known = await chat.read('tiers', () => app.tiers(chat.actor));
  if (!known.ok) return { next: 'price-list' };
  const tier = await chat.choose('tier', screen([text('prices-ask-tier')]), named(known.tiers), readTier);
  const { scope, value } = await askScope(chat, app);
  const rule: SetPriceInput = { tier, scope, value, ...(await askTerms(chat, scope)) };
  const answer = await chat.read('preview', () => app.previewPrice(chat.actor, rule));
  if (!answer.ok) return chat.say(screen([refusalText(answer, 'owner')], [toMenu]));
  if (!(await confirmed(chat, answer.preview, tier)))
    return chat.say(screen([text('prices-not-saved')], [toResellers, toMenu]));
  const belowCost = lossOf(answer.preview) > 0;
  const saved = await chat.once('save', () =>
    app.setPrice(chat.actor, { ...rule, ...(belowCost ? { belowCost } : {}) }),
  );
  const said = saved.ok ? text('prices-saved', { tier }) : refusalText(saved, 'owner');
  await chat.say(screen([said], [toResellers, toMenu]));
}

async function askScope(chat: TalkChat, app: Commerce): Promise<Pick<SetPriceInput, 'scope' | 'value'>> {
  const options = SCOPES.map((one): Choice => ({ id: one, label: text(`prices-scope-${one}`) }));
  const chosen = await chat.choose('scope', screen([text('prices-ask-scope')]), options, press);
  const scope = SCOPES.find((one) => one === chosen) ?? 'all';
  if (scope === 'all') return { scope, value: '' };
  const categories = await chat.read('categories', () => app.categories(chat.actor));
  if (scope === 'category') {
    const names = categories.map(({ name }) => name);
    const value = await chat.choose('category', screen([text('prices-ask-category')]), named(names), oneOf(names));
    return { scope, value };
  }
  if (scope === 'brand') {
    const brands = await chat.read('brands', async () => {
      const lists = await Promise.all(categories.map(({ name }) => app.brands(chat.actor, name)));
      return [...new Set(lists.flat().map(({ name }) => name))].filter((name) => name !== '');
    });
    return { scope, value: await chat.ask('brand', screen([text('prices-ask-brand')]), oneOf(brands)) };
  }
  const value = await chat.ask('product', screen([text('prices-ask-product')]), async (words) => {
    const product = await app.product(chat.actor, normalise(words).toUpperCase());
    return product ? { ok: true, value: product.code } : { ok: false, say: text('prices-value-unclear') };
  });
  return { scope, value };
}

const oneOf =
  (names: readonly string[]) =>
  (words: string): Parsed<string> => {
    const typed = normalise(words).toLowerCase();
    const name = names.find((one) => one.toLowerCase() === typed);
    return name === undefined ? { ok: false, say: text('prices-value-unclear') } : { ok: true, value: name };
  };

type Terms = Pick<SetPriceInput, 'kind' | 'amountIdr' | 'basisPoints' | 'roundingIdr'>;

async function askTerms(chat: TalkChat, scope: SetPriceInput['scope']): Promise<Terms> {
  const kinds = scope === 'product' ? (['markup', 'percent', 'fixed'] as const) : (['markup', 'percent'] as const);
  const options = kinds.map((one): Choice => ({ id: one, label: text(`prices-kind-${one}`) }));
  const chosen = await chat.choose('kind', screen([text('prices-ask-kind')]), options, press);
  const kind = kinds.find((one) => one === chosen) ?? 'markup';
  const read = kind === 'percent' ? readPercent : readRupiah;
  const amount = await chat.ask('amount', screen([text(`prices-ask-${kind}`)]), read);
  if (kind === 'fixed') return { kind, amountIdr: amount };
  const steps = ROUNDINGS.map((one): Choice => ({ id: String(one), label: text(`prices-rounding-${one}`) }));
  const roundingIdr = Number(await chat.choose('rounding', screen([text('prices-ask-rounding')]), steps, press));
  return kind === 'percent'
    ? { kind, amountIdr: 0, basisPoints: amount, roundingIdr }
    : { kind, amountIdr: amount, roundingIdr };
}

function readRupiah(words: string): Parsed<number> {
  const reading = readAmount(words);
  return reading.ok ? { ok: true, value: reading.amountIdr } : { ok: false, say: text('prices-amount-unclear') };
}

/** "1,5", "1.5 %", "2 persen" in hundredths of a percent. */
function readPercent(words: string): Parsed<number> {
  const match = /^(\d{1,4})(?:[.,](\d{1,2}))? ?(?:%|persen|percent)?$/i.exec(normalise(words));
  const basisPoints = match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : Number.NaN;
  const fits = basisPoints <= 100_000;
  return fits ? { ok: true, value: basisPoints } : { ok: false, say: text('prices-percent-unclear') };
}

/** Rupiah lost on each sale of the example; 0 when nothing is. */
const lossOf = ({ example }: PricePreview): number => Math.max(0, (example?.costIdr ?? 0) - (example?.priceIdr ?? 0));

/** Asked twice where it would sell below cost. */
async function confirmed(chat: TalkChat, preview: PricePreview, tier: string): Promise<boolean> {
  const loss = lossOf(preview);
  const lines = [exampleText(preview)];
  if (loss > 0) lines.push(text('prices-below-cost', { loss: { money: loss } }));
  const ask = (name: string, question: Text[], yes: Text) => {
    const options = [
      { id: 'yes', label: yes },
      { id: 'no', label: text('prices-button-no') },
    ];
    return chat.choose(name, screen(question), options, readSave);
  };
  const first = await ask('save', [...lines, text('prices-ask-save', { tier })], text('prices-button-save'));
  if (first === 'no' || loss === 0) return first === 'yes';
  const again = [text('prices-below-cost', { loss: { money: loss } }), text('prices-ask-save-below')];
  return (await ask('save-below', again, text('prices-button-save-below'))) === 'yes';
}

function exampleText({ example }: PricePreview): Text {
  if (!example) return text('prices-example-none');
  const values = { name: example.name, price: { money: example.priceIdr } };
  if (example.costIdr === null) return text('prices-example-stock', values);
  return text('prices-example', { ...values, cost: { money: example.costIdr } });
}

function readSave(words: string): Parsed<string> {
  if (isYes(words)) return { ok: true, value: 'yes' };
  return isNo(words) ? { ok: true, value: 'no' } : press();
}

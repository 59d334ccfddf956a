/** The owner's screen of the suppliers behind one product: who is asked first, and what is done about it. */
import type { Commerce } from '../../commerce/app.ts';
import type { ProductRungs, RungView } from '../../commerce/catalogue/rungs/model.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import { addRung } from './rungs-add.ts';
import { changeFormat } from './rungs-format.ts';
import { agrees, factsOf, pickRung, sayKept, sayRefused, toRungs } from './rungs-say.ts';
import { screen, stack, toMenu } from './say.ts';

export async function rungs(chat: TalkChat, app: Commerce, { code }: { code: string }): Promise<FlowEnd> {
  const answer = await chat.read('rungs', () => app.productRungs(chat.actor, code));
  if (!answer.ok) return sayRefused(chat, answer, code);
  const { product } = answer;
  const choices: Choice[] = [
    { id: 'add', label: text('rungs-button-add') },
    ...(product.rungs.length > 1 ? [{ id: 'order', label: text('rungs-button-order') }] : []),
    ...(product.example === null ? [] : [{ id: 'format', label: text('rungs-button-format') }]),
    ...(product.rungs.some((rung) => rung.joined) ? [{ id: 'separate', label: text('rungs-button-separate') }] : []),
  ];
  const chosen = await chat.choose('act', screen(rungLines(product), [toMenu]), choices);
  if (chosen === 'add') return addRung(chat, app, product);
  if (chosen === 'format') return changeFormat(chat, app, product);
  return chosen === 'order' ? changeOrder(chat, app, product) : separate(chat, app, product);
}

function rungLines({ name, code, rungs: all, order }: ProductRungs): Text[] {
  const head = text(all.length > 1 ? `rungs-head-${order}` : 'rungs-head', { name, code });
  if (all.length === 0) return [head, text('rungs-empty')];
  return [head, stack(all.map(rungLine))];
}

function rungLine(rung: RungView, at: number): Text {
  const values = { place: at + 1, ...factsOf(rung) };
  const line =
    rung.state === 'open'
      ? text('rungs-line', values)
      : text('rungs-line-state', { ...values, state: { text: text(`rungs-state-${rung.state}`) } });
  return rung.example === null ? line : stack([line, text('rungs-sent', { sent: rung.example })]);
}

async function separate(chat: TalkChat, app: Commerce, product: ProductRungs): Promise<FlowEnd> {
  const joined = product.rungs.filter((rung) => rung.joined);
  const rung = await pickRung(chat, 'which', text('rungs-ask-separate'), joined);
  if (!rung) return;
  const { code, name } = product;
  const asked = [text('rungs-separate-ask', { ...factsOf(rung), code, product: name })];
  if (!(await agrees(chat, asked, text('rungs-button-separate-yes')))) return sayKept(chat, code);
  const done = await chat.once('separate', (key) =>
    app.separateOffer(chat.actor, key, { code, offerId: rung.offerId }),
  );
  if (!done.ok) return sayRefused(chat, done, code);
  const said = text('rungs-separated', { supplier: rung.supplier, code, own: done.ownCode });
  await chat.say(screen([said], [toRungs(code), toMenu]));
}

async function changeOrder(chat: TalkChat, app: Commerce, { code, rungs: all, order }: ProductRungs): Promise<FlowEnd> {
  const last = all.length - 1;
  const options: Choice[] = [
    ...all.flatMap(({ supplier }, at) => [
      ...(at > 0 ? [{ id: `up:${at}`, label: text('rungs-button-up', { supplier }) }] : []),
      // With two of them, one going down is the other going up.
      ...(at < last && last > 1 ? [{ id: `down:${at}`, label: text('rungs-button-down', { supplier }) }] : []),
    ]),
    ...(order === 'fixed' ? [{ id: 'cost', label: text('rungs-button-by-cost') }] : []),
  ];
  const chosen = await chat.choose('order', screen([text(`rungs-order-ask-${order}`)], [toMenu]), options);
  const seen = all.map((rung) => rung.offerId);
  const wish = { code, seen, order: chosen === 'cost' ? null : moved(seen, chosen) };
  const done = await chat.once('ordered', (key) => app.orderRungs(chat.actor, key, wish));
  if (!done.ok) return sayRefused(chat, done, code);
  const first = all.find((rung) => rung.offerId === wish.order?.[0]);
  const said = first ? text('rungs-ordered', { supplier: first.supplier }) : text('rungs-ordered-by-cost');
  await chat.say(screen([said], [toRungs(code), toMenu]));
}

/** "up:1" changes places with the one before it, "down:1" with the one behind. */
function moved(ids: readonly string[], wish: string): string[] {
  const [way, at] = wish.split(':');
  const from = Number(at);
  const to = way === 'up' ? from - 1 : from + 1;
  const next = [...ids];
  const [one, other] = [next[from], next[to]];
  if (one === undefined || other === undefined) return next;
  next[from] = other;
  next[to] = one;
  return next;
}

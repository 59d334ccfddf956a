/** One buyer: orders, and then does with the payment what people do, rightly or not. */
import type { OrderItem } from '../../commerce/app.ts';
import type { Actor } from '../../commerce/people/model.ts';
import type { PayMode } from '../../sandbox/gateway/pay.ts';
import { chanceOf, type Chance } from './chance.ts';
import { KINDS, type Kind } from './kinds.ts';
import type { World } from './world.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Longer than a payment can be paid and an order waits. */
const EXPIRED = 33 * MINUTE;

export interface Buyer {
  chance: Chance;
  actor: Actor;
  code: string;
  /** Names wishes, so that one asked again is the same one. */
  name: string;
}

interface Habit {
  weight: number;
  act(world: World, buyer: Buyer): void;
}

/** Plans what a buyer does with the order just placed. */
const HABITS: readonly Habit[] = [
  { weight: 58, act: (world, buyer) => payAfter(world, buyer, soon(buyer), 'exact') },
  { weight: 5, act: (world, buyer) => payAfter(world, buyer, soon(buyer), 'exact', 0) },
  { weight: 0.4, act: (world, buyer) => payAfter(world, buyer, soon(buyer), 'exact', 50) },
  { weight: 6, act: () => {} },
  { weight: 3, act: (world, buyer) => payAfter(world, buyer, soon(buyer), 'under') },
  { weight: 3, act: (world, buyer) => payAfter(world, buyer, soon(buyer), 'over') },
  { weight: 3, act: (world, buyer) => payAfter(world, buyer, soon(buyer), 'twice') },
  { weight: 3, act: (world, buyer) => payAfter(world, buyer, soon(buyer), 'late') },
  { weight: 3, act: (world, buyer) => payAfter(world, buyer, EXPIRED + soon(buyer), 'late') },
  {
    weight: 3,
    act(world, buyer) {
      payAfter(world, buyer, soon(buyer), 'exact');
      payAfter(world, buyer, 5 * MINUTE + soon(buyer), 'again');
    },
  },
  {
    weight: 4,
    act(world, buyer) {
      cancelAfter(world, buyer, soon(buyer));
      if (buyer.chance.hits(0.5)) payAfter(world, buyer, soon(buyer), buyer.chance.pick(['exact', 'late']));
    },
  },
  {
    weight: 4,
    act(world, buyer) {
      renewAfter(world, buyer, EXPIRED + soon(buyer));
      payAfter(world, buyer, EXPIRED + 6 * MINUTE + soon(buyer), 'exact', 1, 2);
      // And the saved picture of the first one as well.
      if (buyer.chance.hits(0.3)) payAfter(world, buyer, EXPIRED + 6 * MINUTE + soon(buyer), 'late', 1, 1);
    },
  },
  {
    weight: 2,
    act(world, buyer) {
      payAfter(world, buyer, soon(buyer), 'under');
      renewAfter(world, buyer, 6 * MINUTE);
      payAfter(world, buyer, 9 * MINUTE, 'exact', 1, 2);
    },
  },
  {
    weight: 2,
    act(world, buyer) {
      payAfter(world, buyer, soon(buyer), 'exact');
      cancelAfter(world, buyer, 10 * MINUTE);
      payAfter(world, buyer, 90 * MINUTE, 'again');
    },
  },
];

const soon = ({ chance }: Buyer): number => chance.between(5 * SECOND, 4 * MINUTE);

/** The order may not be placed: sold out, the app is down. Then this buyer is none. */
export function comeToBuy(world: World, number: number, onPlaced: () => void, kinds: readonly Kind[] = KINDS): void {
  const chance = chanceOf(world.chance.between(0, 2 ** 31));
  const kind = chance.weighted(kinds);
  const name = `buyer-${number}`;
  const items = kind.items(world.shelf, chance, world.clock.now());

  const address = kind.reseller ? chance.pick(world.shelf.resellers) : name;
  const payWith = kind.reseller === 'balance' ? 'balance' : 'gateway';

  async function place(tries: number): Promise<void> {
    const actor = await world.ask('open chat', async ({ commerce }) => {
      const { chatId } = await commerce.openChat({ channel: 'web', address, externalId: address });
      return commerce.actorOf(chatId);
    });
    const wanted = actor && kind.bill ? await quoted(world, actor, items) : items;
    const answer =
      actor &&
      wanted &&
      (await world.ask('place', ({ commerce }) =>
        commerce.placeOrder(actor, `place:${name}`, { chatId: actor.chatId, items: wanted, payWith }),
      ));
    if (!answer && tries > 1) return world.agenda.at(world.clock.now() + 20 * SECOND, () => place(tries - 1));
    if (!actor || !answer?.ok) return;
    const buyer = { chance, actor, code: answer.order.code, name };
    world.say(() => `${name} ordered ${buyer.code}: ${kind.name}`);
    onPlaced();
    if (payWith === 'balance') return cancelAfter(world, buyer, soon(buyer));
    chance.weighted(HABITS).act(world, buyer);
    if (chance.hits(0.2)) checkAfter(world, buyer, soon(buyer));
    for (const minutes of [8, 20, 45]) answerAfter(world, buyer, minutes * MINUTE);
  }
  world.agenda.at(world.clock.now(), () => place(6));
}

/** A bill with the answer to what it comes to; null while nobody can say, and for a number with nothing to pay. */
export async function quoted(world: World, actor: Actor, items: OrderItem[]): Promise<OrderItem[] | null> {
  const [item] = items;
  if (item?.kind !== 'product') return null;
  const asked = { chatId: actor.chatId, productId: item.productId, destination: item.destination ?? '' };
  const answer = await world.ask('bill', ({ commerce }) => commerce.askBill(actor, asked));
  return answer?.kind === 'quoted' ? [{ ...item, billQuoteId: answer.quoteId }] : null;
}

function payAfter(world: World, buyer: Buyer, ms: number, mode: PayMode, webhookTimes = 1, attempt = 1): void {
  world.agenda.at(world.clock.now() + ms, async () => {
    const reference = `${buyer.code}-${attempt}`;
    const result = world.vendors.pay(reference, { mode, amountIdr: null, webhookTimes });
    world.say(() => `${reference} is paid ${mode}: ${result?.ok ? 'done' : (result?.code ?? 'unknown there')}`);
    // "Check now" in the very moment the webhook is on its way.
    if (buyer.chance.hits(0.15)) await check(world, buyer);
  });
}

const check = (world: World, { actor, code }: Buyer) =>
  world.ask('check', ({ commerce }) => commerce.checkPayment(actor, code));

/** Looks into the chat for a question about money on top of this order, and says yes or no, and pays. */
const answerAfter = (world: World, { chance, actor, name }: Buyer, ms: number): void =>
  world.agenda.at(world.clock.now() + ms, async () => {
    for (const chargeId of await chargesAsked(world, actor)) {
      const accept = chance.hits(0.7);
      const answer = await world.ask('answer', ({ commerce }) =>
        commerce.answerCharge(actor, `charge:${name}:${chargeId}`, { chargeId, accept }),
      );
      world.say(() => `${name} answers ${chargeId} with ${accept}: ${JSON.stringify(answer)}`);
      if (!answer?.ok || answer.code === null) continue;
      payAfter(world, { chance, actor, name, code: answer.code }, 2 * MINUTE, chance.pick(['exact', 'exact', 'late']));
    }
  });

async function chargesAsked({ ask }: World, { chatId }: Actor): Promise<string[]> {
  const rows = await ask('chat', ({ core }) => core.uow.read.outgoing.after(chatId ?? '', 0, 10_000));
  const asked: string[] = [];
  for (const { dedupeKey } of rows ?? []) {
    if (!dedupeKey?.startsWith('requote:') && !dedupeKey?.startsWith('late-charge:')) continue;
    const chargeId = /^(?:requote|late-charge):([^:]+):/.exec(dedupeKey)?.[1];
    if (chargeId) asked.push(chargeId);
  }
  return asked;
}

const checkAfter = (world: World, buyer: Buyer, ms: number): void =>
  world.agenda.at(world.clock.now() + ms, async () => {
    await check(world, buyer);
  });

/** Asked again under the same key while nobody answers. */
function wishAfter(world: World, ms: number, wish: () => Promise<object | null>, tries = 4): void {
  world.agenda.at(world.clock.now() + ms, async () => {
    const answer = await wish();
    if (!answer && tries > 1) wishAfter(world, 30 * SECOND, wish, tries - 1);
  });
}

const cancelAfter = (world: World, { actor, code, name }: Buyer, ms: number): void =>
  wishAfter(world, ms, async () => {
    const answer = await world.ask('cancel', ({ commerce }) => commerce.cancelOrder(actor, `cancel:${name}`, code));
    world.say(() => `${code} cancel: ${JSON.stringify(answer)}`);
    return answer;
  });

const renewAfter = (world: World, { actor, code, name }: Buyer, ms: number): void =>
  wishAfter(world, ms, async () => {
    const answer = await world.ask('renew', ({ commerce }) =>
      commerce.renewPayment(actor, `renew:${name}:${ms}`, code),
    );
    world.say(() => `${code} renew: ${JSON.stringify(answer)}`);
    return answer;
  });

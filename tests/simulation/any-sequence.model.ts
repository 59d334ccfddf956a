/**
 * What the money of one order must come to, from what anybody outside could see: transfers the gateway has, goods that
 * were said to the buyer, and answers the owner got. It reads no state of any machine and no row of the order's money.
 */
import type { Actor } from '../../commerce/people/model.ts';
import { account } from '../../commerce/ledger/accounts.ts';
import type { DecisionName } from '../../commerce/cases/decision.ts';
import type { QueuedCase } from '../../commerce/cases/open-cases.ts';
import type { World } from './world.ts';

export interface Model {
  /** Looks at what is on the account before the order. */
  begin(): Promise<void>;
  /** The owner decides the oldest open case of the order, in one of the ways that are offered. */
  decides(code: string, key: string, wish: number): Promise<void>;
  cancelsStay(code: string, key: string): Promise<void>;
  /** What lies there for the buyer: on the account, promised back or waiting for a decision. */
  owed(): Promise<number>;
  /** What must lie there, without the payer's fee. */
  expected(code: string): Promise<number>;
  /** What the gateway put on top of the order's payments: it goes back as well, once, where no goods came of it. */
  fees(code: string): Promise<number[]>;
  /** What else cannot be, in words. */
  untrue(code: string): Promise<string[]>;
}

export function createModel(world: World, actor: Actor): Model {
  let beforeIdr = 0;
  /** What the shop gave: a shortfall, the price of a stay or of goods that were taken back, goods for nothing. */
  let grantedIdr = 0;
  /** Paid out or written off. */
  let goneIdr = 0;
  /** A stay that was given back: what is paid for it afterwards buys nothing. */
  let isStayOver = false;
  const { ask, vendors, store } = world;
  const read = store.uow.read;
  const accountId = account.customer('practice', { personId: actor.personId, orderId: '' });

  const transfers = (code: string): number[] =>
    [...vendors.world.payments.values()]
      .filter(({ orderId }) => orderId.startsWith(`${code}-`))
      .flatMap(({ receipts }) => receipts.map(({ amountIdr }) => amountIdr));

  /** Goods by the messages that carried them, at the price the buyer agreed to. */
  async function goods(code: string): Promise<{ messages: number; valueIdr: number; units: number; totalIdr: number }> {
    const order = await read.orders.byCode(code);
    const lines = order ? await read.orders.lines(order.id) : [];
    const keys = await keysSaid(order?.id ?? '');
    let [messages, valueIdr, units] = [0, 0, 0];
    for (const line of lines) {
      if (line.kind === 'topup') continue;
      const count = line.kind === 'room_night' ? 1 : line.qty;
      const ids = (await read.fulfilments.ofOrder(order?.id ?? '')).filter((row) => row.lineId === line.id);
      const said =
        line.kind === 'room_night'
          ? keys.filter((key) => key === `stay:${line.stayId}:${order?.id}`)
          : ids.flatMap((row) => keys.filter((key) => key === `goods:${row.id}:${order?.id}`));
      units += count;
      messages += said.length;
      valueIdr += said.length * (line.kind === 'room_night' ? line.totalIdr : line.unitPriceIdr);
    }
    return { messages, valueIdr, units, totalIdr: order?.totalIdr ?? 0 };
  }

  async function keysSaid(orderId: string): Promise<string[]> {
    const rows = await read.outgoing.after(actor.chatId ?? '', 0, 100_000);
    return rows.flatMap(({ dedupeKey }) => (dedupeKey?.endsWith(`:${orderId}`) ? [dedupeKey] : []));
  }

  /** What a decision gives or takes, by its own words; what only moves between balance, promise and case is neither. */
  async function follow(row: QueuedCase, decision: DecisionName): Promise<void> {
    const order = await read.orders.get(row.orderId ?? '');
    const fulfilment = row.fulfilmentId ? await read.fulfilments.get(row.fulfilmentId) : null;
    const line = fulfilment ? await read.orders.line(fulfilment.lineId) : null;
    const unitIdr = line?.unitPriceIdr ?? 0;
    if (row.kind === 'refund_due' && decision !== 'keep') goneIdr += row.amountIdr ?? 0;
    if (row.parkedIdr > 0 && decision === 'write_off') goneIdr += row.parkedIdr;
    if (row.kind === 'underpaid' && decision === 'accept') grantedIdr += (order?.totalIdr ?? 0) - row.parkedIdr;
    if (row.kind === 'late_success' && decision === 'give') grantedIdr += unitIdr;
    if (row.kind === 'reversed' && row.fulfilmentId && decision !== 'dismiss') grantedIdr += unitIdr;
  }

  /** Everything that lies there for buyers; what belongs to other orders does not move meanwhile. */
  async function owedIdr(): Promise<number> {
    let sumIdr = 0;
    for (const id of [accountId, account.parked('practice'), account.refundsDue('practice')])
      sumIdr += (await read.ledger.account(id))?.postedIdr ?? 0;
    return sumIdr;
  }

  return {
    async begin() {
      beforeIdr = await owedIdr();
    },
    async decides(code, key, wish) {
      const queue = await ask('queue', ({ commerce }) => commerce.queue(world.shelf.owner));
      const open = queue?.ok ? queue.cases.find((row) => row.orderCode === code) : undefined;
      const decision = open?.decisions[wish % open.decisions.length]?.name;
      // What is paid on top is an order of its own.
      if (!open || !decision || decision === 'charge') return;
      const input = { caseId: open.id, decision, reason: 'model', serial: 'TYPED' };
      const decide = () => ask('decide', ({ commerce }) => commerce.resolveCase(world.shelf.owner, key, input));
      const answer = (await decide()) ?? (await afterDeath(world, decide));
      if (answer?.ok) await follow(open, decision);
    },
    async cancelsStay(code, key) {
      const order = await read.orders.byCode(code);
      const lines = order ? await read.orders.lines(order.id) : [];
      const refundIdr = lines.find((line) => line.stayId)?.totalIdr ?? 0;
      const cancel = () =>
        ask('cancel stay', ({ commerce }) =>
          commerce.cancelStay(world.shelf.owner, key, { code, reason: 'model', refundIdr }),
        );
      const answer = (await cancel()) ?? (await afterDeath(world, cancel));
      if (!answer?.ok) return;
      grantedIdr += refundIdr;
      isStayOver = true;
    },
    owed: owedIdr,
    async expected(code) {
      const paidInIdr = transfers(code).reduce((sum, amountIdr) => sum + amountIdr, 0);
      const { valueIdr } = await goods(code);
      return beforeIdr + paidInIdr + grantedIdr - valueIdr - goneIdr;
    },
    async fees(code) {
      const isOver = isStayOver && transfers(code).length > 1;
      if ((await goods(code)).messages > 0 && !isOver) return [];
      return [...vendors.world.payments.values()]
        .filter(({ orderId, receipts }) => orderId.startsWith(`${code}-`) && receipts.length > 0)
        .map(({ feeIdr }) => feeIdr);
    },
    async untrue(code) {
      const wrong: string[] = [];
      const { messages, units, valueIdr, totalIdr } = await goods(code);
      const order = await read.orders.byCode(code);
      if (messages > units) wrong.push(`${messages} goods for ${units}`);
      const paidInIdr = transfers(code).reduce((sum, amountIdr) => sum + amountIdr, 0);
      const isPaid = order?.payWith === 'balance' || paidInIdr + grantedIdr >= totalIdr;
      if (valueIdr > 0 && !isPaid) wrong.push(`goods of ${valueIdr} for ${paidInIdr}`);
      const isAsked = (await read.reviews.ofOrder(order?.id ?? '')).some((row) => row.state === 'open');
      if (order?.state === 'awaiting_payment') wrong.push('still waits for its payment');
      // A bill that a dying process may have paid is nobody's to decide but the owner's.
      if (order?.state === 'paid' && !isAsked) wrong.push('still paid, and nobody was asked');
      return wrong;
    },
  };
}

/** Who got no answer asks again under the same key, once the app is up. */
async function afterDeath<T>(world: World, wish: () => Promise<T | null>): Promise<T | null> {
  for (let tries = 0; tries < 5; tries += 1) {
    await world.runUntil(world.clock.now() + 61_000);
    const answer = await wish();
    if (answer) return answer;
  }
  return null;
}

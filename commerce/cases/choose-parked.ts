/** The payer says what becomes of money of theirs that fits no order. Whoever decides first decides: they or the shop. */
import type { Answer } from '../app.ts';
import type { Core } from '../core.ts';
import { idempotent } from '../idempotent.ts';
import { payRest } from '../order/pay-rest.ts';
import { findOwnOrder } from '../order/own-order.ts';
import type { Order } from '../order/model.ts';
import type { ReviewCase } from '../payment/model.ts';
import type { Actor } from '../people/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import { Refused } from '../refusal.ts';
import { closeCase } from './close-case.ts';
import { payerChoices, type PayerChoice } from './payer-choices.ts';
import { decisionNamed } from './table.ts';

export async function chooseParked(
  core: Core,
  actor: Actor,
  key: string,
  input: { code: string; choice: PayerChoice },
): Promise<Answer<object>> {
  const result = await idempotent(core, actor, 'parked.choose', key, input, async (stores) => {
    const { id } = await findOwnOrder(stores, actor, input.code);
    await stores.orders.lock(id);
    const order = await findOwnOrder(stores, actor, input.code);
    // One at a time, the newest first: its message stands lowest in the chat.
    const row = (await stores.reviews.ofOrder(id)).findLast((each) => each.state === 'open' && each.parkedIdr > 0);
    if (!row) throw new Refused('already_done');
    if (!payerChoices({ row, order }).includes(input.choice)) throw new Refused('wrong_state');
    await carryOut(core, stores, actor, order, row, input.choice);
    return {};
  });
  return 'ok' in result ? result : { ok: true };
}

async function carryOut(
  core: Core,
  stores: Stores,
  actor: Actor,
  order: Order,
  row: ReviewCase,
  choice: PayerChoice,
): Promise<void> {
  if (choice === 'rest') return payRest(core, stores, order);
  const decision = decisionNamed({ row, order }, choice);
  if (!decision) throw new Refused('wrong_state');
  await closeCase(core, stores, actor, row, `${choice}: the payer chose`);
  await decision.carryOut({ core, stores, actor, row, order, reason: '', serial: null });
}

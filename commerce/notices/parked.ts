/** What a payer reads about money that came and fits nothing yet: what came, what was asked for, and what they may choose. */
import type { PayerChoice } from '../cases/payer-choices.ts';
import type { Order } from '../order/model.ts';
import type { Payment, ReviewCase } from '../payment/model.ts';
import { action } from '../ports/actions.ts';
import { text, type Choice, type Screen } from '../ports/screen.ts';
import { paymentSlot } from './payment.ts';

export type ParkedKind = 'underpaid' | 'overpaid' | 'paid_twice';

export interface ParkedFacts {
  order: Order;
  payment: Payment;
  kind: ParkedKind;
  receivedIdr: number;
  /** Received for the order in all, this included. */
  sumIdr: number;
  choices: readonly PayerChoice[];
  endsAt: number;
  zone: string;
}

const key = (kind: ParkedKind): string => `parked-${kind.replace('_', '-')}`;

function buttons(order: Order, choices: readonly PayerChoice[]): Choice[] {
  const made: Record<PayerChoice, Choice> = {
    rest: { id: action.payRest(order.code), label: text('button-pay-rest') },
    refund: { id: action.takeParked(order.code), label: text('button-take-refund') },
    keep: { id: action.keepParked(order.code), label: text('button-keep-balance') },
  };
  return [
    ...choices.map((choice) => made[choice]),
    { id: action.order(order.code), label: text('button-see-order') },
    { id: action.help, label: text('button-help') },
  ];
}

export function parkedScreen(facts: ParkedFacts): Screen {
  const { order, payment, kind, choices } = facts;
  const values = {
    code: order.code,
    received: { money: facts.receivedIdr },
    expected: { money: order.totalIdr },
    missing: { money: Math.max(0, order.totalIdr - facts.sumIdr) },
    until: { dateTime: facts.endsAt, zone: facts.zone },
  };
  return {
    lines: [text(key(kind), values), text(`${key(kind)}-next`, values)],
    choices: buttons(order, choices),
    ...(kind === 'paid_twice' ? {} : { replaces: paymentSlot(payment) }),
  };
}

/** Said in the transaction that makes the new payment, so that it stands above its QR. */
export const restScreen = (order: Order, restIdr: number): Screen => ({
  lines: [text('rest-coming', { code: order.code, rest: { money: restIdr } })],
});

export const parkedAgainScreen = (
  order: Order,
  row: ReviewCase,
  choices: readonly PayerChoice[],
  endsAt: number,
  zone: string,
): Screen => ({
  lines: [
    text('parked-again', {
      code: order.code,
      amount: { money: row.parkedIdr },
      until: { dateTime: endsAt, zone },
    }),
  ],
  choices: buttons(order, choices),
});

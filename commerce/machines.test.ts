/**
 * Every machine against a table written by hand: each allowed (state, event) pair with where it leads and what it makes
 * the use case do, and every pair that is not listed is refused. A change of a machine has to be made here as well.
 */
import { describe, expect, test } from 'vitest';
import { FULFILMENT_TABLE } from './fulfilment/machine.ts';
import { holdNext } from './ledger/machine.ts';
import { ORDER_TABLE } from './order/machine.ts';
import { PAYMENT_TABLE } from './payment/machine.ts';
import { STAY_TABLE } from './stay/machine.ts';
import { next, type Table } from './transition.ts';

/** "state event → state effects", one line per allowed pair. */
const ORDER = `
awaiting_payment settled → paid start_fulfilment
awaiting_payment credited → completed
awaiting_payment expire → expired release_reservations
awaiting_payment cancel → cancelled release_reservations
expired settled → paid start_fulfilment
expired credited → completed
expired renew → awaiting_payment reserve_again
cancelled settled → paid start_fulfilment
cancelled credited → completed
paid all_delivered → completed close_money
paid not_all_delivered → failed close_money
completed stay_cancelled → cancelled`;

const lateMoney = (state: string) => `
${state} money → paid settle_order
${state} wrong_money → parked park`;

const PAYMENT = `
creating created → pending
creating create_failed → failed say_failed
creating withdraw → cancelled
creating time_up → expired say_expired
pending gateway_expired → expired say_expired
pending gateway_failed → failed say_failed
pending gateway_cancelled → cancelled say_failed
pending gateway_challenge → challenge say_challenge
pending time_up → expired say_expired
pending withdraw → cancelled
challenge gateway_pending → pending
challenge gateway_expired → expired say_expired
challenge gateway_failed → failed say_failed
challenge gateway_cancelled → cancelled say_failed
parked money → paid settle_order
parked accept → paid settle_order
parked gateway_refunded → refunded incident
paid gateway_failed → paid incident
paid gateway_cancelled → paid incident
paid gateway_refunded → refunded incident
${['creating', 'pending', 'challenge', 'expired', 'failed', 'cancelled'].map(lateMoney).join('')}`;

const ends = (state: string) => `
${state} delivered → succeeded deliver
${state} surely_failed → failed fail`;

const sureNo = (state: string) => `
${state} next_offer → queued submit_again
${state} retry_later → scheduled tell_waiting
${state} price_rose → requoted ask_buyer`;

const takenAfterAll = (state: string) => `
${state} supplier_pending → pending check_later tell_waiting
${state} unclear → pending check_later tell_waiting`;

const FULFILMENT = `
queued submit → submitting
queued wait_cut_off → scheduled tell_waiting
scheduled submit → submitting
scheduled wait_cut_off → scheduled
submitting wait_cut_off → scheduled tell_waiting
requoted price_agreed → queued submit_again
pending supplier_pending → pending check_later
pending unclear → pending check_later
pending checks_used_up → review open_review check_later
review supplier_pending → review check_later
review unclear → review check_later
succeeded surely_failed → reversed incident
failed delivered → late_success incident
late_success late_handed_over → late_delivered deliver
${['queued', 'scheduled', 'requoted', 'submitting', 'pending', 'review'].map(ends).join('')}
${['queued', 'scheduled', 'submitting', 'pending', 'review'].map(sureNo).join('')}
${['queued', 'scheduled', 'requoted', 'submitting'].map(takenAfterAll).join('')}
${['queued', 'scheduled', 'requoted', 'pending', 'review'].map((state) => `\n${state} owner_gives_up → failed fail`).join('')}`;

const STAY = `
held release → released free_held_nights
held confirm → confirmed nights_sold plan_keys
released hold_again → held take_nights
confirmed cancel → cancelled free_sold_nights revoke_keys`;

type AnyTable = Table<string, string, string>;

const MACHINES: [string, AnyTable, string][] = [
  ['order', ORDER_TABLE, ORDER],
  ['payment', PAYMENT_TABLE, PAYMENT],
  ['fulfilment', FULFILMENT_TABLE, FULFILMENT],
  ['stay', STAY_TABLE, STAY],
];

describe.each(MACHINES)('%s', (_name, table, written) => {
  const lines = written.split('\n').filter(Boolean);
  const allowed = new Map(lines.map((line) => [line.split(' → ')[0] ?? '', line.split(' → ')[1] ?? '']));
  const events = new Set(lines.map((line) => line.split(' ')[1] ?? ''));

  test('every pair of state and event does what is written, or nothing', () => {
    let pairs = 0;
    for (const state of Object.keys(table)) {
      for (const event of events) {
        const step = next(table, state, event);
        const does = step ? [step.to, ...step.effects].join(' ') : undefined;
        expect(does, `${state} ${event}`).toBe(allowed.get(`${state} ${event}`));
        pairs += 1;
      }
    }
    expect(pairs).toBe(Object.keys(table).length * events.size);
  });

  test('knows no state or event that is not written', () => {
    for (const [state, row] of Object.entries(table))
      for (const event of Object.keys(row)) expect(allowed.has(`${state} ${event}`), `${state} ${event}`).toBe(true);
    for (const pair of allowed.keys()) expect(Object.keys(table)).toContain(pair.split(' ')[0]);
  });
});

test('a money hold ends once', () => {
  expect(holdNext('open', 'capture')).toBe('captured');
  expect(holdNext('open', 'void')).toBe('voided');
  for (const ended of ['captured', 'voided'] as const)
    for (const event of ['capture', 'void'] as const) expect(holdNext(ended, event)).toBeNull();
});

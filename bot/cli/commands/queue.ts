/** `./sapa queue`: what only a person can decide. */
import { readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import type { ReviewCase } from '../../../commerce/payment/model.ts';

/** What each case means and what its decisions do; which of them are open now is shown with the case. */
const MEANING: Record<ReviewCase['kind'], string> = {
  underpaid: 'paid too little: accept delivers anyway, refund gives it back, keep makes it balance',
  overpaid: 'paid too much: accept delivers and owes the rest back, refund gives all back, keep makes it balance',
  paid_twice: 'paid a second time: refund gives the second payment back, keep makes it balance',
  refund_due: 'money to give back: accept once it reached the payer, keep makes it balance',
  refund_unclear:
    'a refund nobody answers for: look at the gateway; retry asks again, accept if it is done, refund sends it by hand',
  gateway_refund: 'the gateway gave money back without us: it is booked; dismiss',
  payment_reversed: 'the gateway says a paid payment failed: accept books the loss, dismiss if the money is there',
  maybe_paid_twice: 'perhaps paid twice: look at the gateway, then dismiss',
  wrong_money: 'money of another environment or currency: look at the gateway, then dismiss',
  purchase_unclear:
    'the supplier does not say what became of it: retry asks again, accept = it was delivered, refund gives the money back (they may still deliver)',
  late_success:
    'delivered after it was given up, withheld: charge asks the buyer, give hands it over, write_off keeps the loss',
  reversed:
    'taken back after success: refund gives the buyer back what we got back, write_off does at our loss, dismiss leaves it',
  key_undeliverable: 'no door key could be made: retry tries now, accept = the guest has one from the desk',
  bad_qris: 'the gateway sent a wrong QR; the pay link went out instead: dismiss',
  create_unclear: 'the gateway may have made a payment: look, then dismiss',
  cancel_request: 'the guest asks to cancel: ./sapa stay:cancel ORDER, or dismiss',
  supplier_refused:
    'a paid order waits for a supplier that refuses us: retry sends it now, refund gives the money back',
  goods_unread: 'paid goods that could not be sent: retry sends them once more, dismiss when the buyer has them',
  difference:
    'found by the morning brief: retry asks again, write_off books it away with a reason, dismiss when it is explained',
};

export const queue: Command = {
  name: 'queue',
  group: 'orders',
  usage: '[--json]',
  summary: 'cases that wait for a decision, oldest first',
  async run(io) {
    const { values } = readArguments(io.args, { json: { type: 'boolean' } });
    const [{ withShop }, { refused }, { instant, money, oneLine }] = await Promise.all([
      import('../shop.ts'),
      import('../refusals.ts'),
      import('../format.ts'),
    ]);
    return withShop(io, async ({ commerce, actor }) => {
      const waiting = await commerce.queue(await actor());
      if (!waiting.ok) throw refused(waiting);
      if (values.json) {
        io.out(JSON.stringify(waiting.cases));
        return 0;
      }
      if (waiting.cases.length === 0) io.say('Nothing waits for a decision.');
      for (const row of waiting.cases) {
        const order = row.orderCode ? `order ${row.orderCode}` : 'no order';
        const amount = row.amountIdr === null ? '' : `  ${money(row.amountIdr)}`;
        io.say(`${instant(row.openedAt)}  ${row.kind}  ${order}${amount}  ${row.environment}`);
        io.say(`  case ${row.id}  ${oneLine(row.detail)}`.trimEnd());
        io.say(`  ${MEANING[row.kind]}`);
        io.say(`  decide: ${row.decisions.map(({ name }) => name).join(', ')}`);
      }
      if (waiting.cases.length > 0) {
        io.say('');
        io.say('Decide: ./sapa payment:resolve CASE|ORDER DECISION --reason TEXT');
      }
      return 0;
    });
  },
};

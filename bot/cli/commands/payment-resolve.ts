/** `./sapa payment:resolve`: the owner's decision about a case; which ones a case takes is shown by `./sapa queue`. */
import { given, needed, oneOf, readArguments } from '../arguments.ts';
import { CommandFailed, type Command } from '../command.ts';
import { DECISION_NAMES } from '../../../commerce/cases/decision.ts';
import type { QueuedCase } from '../../../commerce/cases/open-cases.ts';

export const paymentResolve: Command = {
  name: 'payment:resolve',
  group: 'orders',
  usage: 'CASE|ORDER DECISION --reason TEXT',
  summary: 'decide a case of the queue',
  details: [
    '',
    'accept     the order goes on with what came; for a refund_due: it reached the payer, TEXT is the proof they read;',
    '           for a purchase_unclear: it was delivered, the serial is asked for (or read from a pipe)',
    'refund     what came is owed back to the customer',
    "keep       it becomes the customer's balance",
    'retry      ask once more, or send once more; the case stays open until that has an end',
    'charge     the buyer is asked to pay for goods that came after their money went back',
    'give       the buyer gets them for nothing',
    'write_off  the money went another way; TEXT says which',
    'dismiss    only closes a case without money',
  ],
  async run(io) {
    const { values, positionals } = readArguments(
      io.args,
      { reason: { type: 'string' } },
      { required: ['CASE|ORDER', 'DECISION'] },
    );
    const wanted = given(positionals, 0);
    const decision = oneOf(given(positionals, 1), DECISION_NAMES, 'the decision');
    const reason = needed(values.reason, '--reason');
    const [{ withShop }, { refused }] = await Promise.all([import('../shop.ts'), import('../refusals.ts')]);
    return withShop(io, async ({ commerce, actor }) => {
      const owner = await actor();
      const waiting = await commerce.queue(owner);
      if (!waiting.ok) throw refused(waiting);
      const row = caseOf(waiting.cases, wanted);
      const asks = row.decisions.some(({ name, asksSerial }) => name === decision && asksSerial);
      const serial = asks ? { serial: await (await import('../ask-serial.ts')).askSerial(io) } : {};
      const input = { caseId: row.id, decision, reason, ...serial };
      const resolved = await commerce.resolveCase(
        { ...owner, environment: row.environment },
        crypto.randomUUID(),
        input,
      );
      if (!resolved.ok) {
        throw refused(resolved, {
          wrong_state: `"${decision}" does not fit this case; see ./sapa help payment:resolve and ./sapa queue`,
          already_done: 'somebody decided this case already',
        });
      }
      const { order } = resolved;
      io.say(`${row.kind}: ${decision}.${order ? ` Order ${order.code} is ${order.state}.` : ''}`);
      return 0;
    });
  },
};

/** By its own id, or the one open case of an order. */
function caseOf(cases: readonly QueuedCase[], wanted: string): QueuedCase {
  const byId = cases.find((row) => row.id === wanted.toLowerCase());
  if (byId) return byId;
  const code = wanted.replace(/^#/, '').toUpperCase();
  const ofOrder = cases.filter((row) => row.orderCode === code);
  const [only] = ofOrder;
  if (only && ofOrder.length === 1) return only;
  if (!only) throw new CommandFailed(`no open case "${wanted.slice(0, 60)}"; see ./sapa queue`);
  const ids = ofOrder.map((row) => `${row.id} (${row.kind})`).join(', ');
  throw new CommandFailed(`order ${code} has ${ofOrder.length} open cases, name one: ${ids}`);
}

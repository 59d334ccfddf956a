/** `./sapa orders:show`: "it's paid, why is it stuck?", from every log there is. */
import { given, readArguments } from '../arguments.ts';
import type { OrderDossier } from '../../../commerce/app.ts';
import type { Command, CommandIo } from '../command.ts';

const NEXT: Record<string, string> = {
  owner_decides: 'somebody has to decide the open case: ./sapa queue',
  buyer_pays: 'waits for the buyer to pay',
  job_delivers: 'a job delivers it; see ./sapa jobs when it takes long',
  supplier_answers: 'waits for the supplier, who is asked again by itself',
  nothing: 'nothing more to do',
};

export const ordersShow: Command = {
  name: 'orders:show',
  group: 'orders',
  usage: 'CODE [--json]',
  summary: 'everything known about an order, in time, and what happens next',
  details: [
    '',
    'CODE may also be what a log line has: the id of the order, a payment or a fulfilment, or a reference.',
  ],
  async run(io) {
    const { values, positionals } = readArguments(io.args, { json: { type: 'boolean' } }, { required: ['CODE'] });
    const named = given(positionals, 0);
    const [{ withShop }, { refused }, { codeOf }] = await Promise.all([
      import('../shop.ts'),
      import('../refusals.ts'),
      import('../order-named.ts'),
    ]);
    return withShop(io, async ({ core, commerce, actor }) => {
      const code = await codeOf(core.uow.read, named);
      const found = await commerce.dossier(await actor(), code);
      if (!found.ok) throw refused(found, { not_found: `there is no order ${code.slice(0, 40)}` });
      if (values.json) io.out(JSON.stringify(found.dossier));
      else await show(found.dossier, io);
      return 0;
    });
  },
};

async function show({ order, events, cases, nextStep }: OrderDossier, io: CommandIo): Promise<void> {
  const { instant, money, oneLine, table } = await import('../format.ts');
  const when = (at: number) => instant(at, order.zone);
  io.say(`Order ${order.code}  ${order.state}  ${money(order.totalIdr)}  ${order.environment}  (times: ${order.zone})`);
  for (const line of order.lines) {
    const stay = line.checkIn ? `  ${line.checkIn} to ${line.checkOut ?? '?'}` : '';
    io.say(`  ${line.qty} x ${oneLine(line.name)}  ${money(line.totalIdr)}${stay}`);
  }
  io.say('');
  for (const line of table(events.map(({ at, source, text }) => [when(at), source, oneLine(text)]))) io.say(line);
  io.say('');
  for (const row of cases.filter(({ state }) => state === 'open')) io.say(`Open case ${row.id}: ${row.kind}`);
  if (order.refundDueIdr > 0) io.say(`Refund due: ${money(order.refundDueIdr)}`);
  io.say(`Next: ${NEXT[nextStep] ?? nextStep}`);
}

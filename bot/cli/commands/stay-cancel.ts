/** `./sapa stay:cancel`: the owner cancels a paid stay: nights free, keys revoked, the refund owed. */
import { given, readArguments, rupiah } from '../arguments.ts';
import type { Command } from '../command.ts';

export const stayCancel: Command = {
  name: 'stay:cancel',
  group: 'orders',
  usage: 'ORDER [--refund IDR|all|none] [--reason TEXT]',
  summary: 'cancel a paid stay; frees the nights, revokes the keys, notes the refund',
  details: [
    '',
    '--refund  what the guest gets back; all of it when left out. Paying it out is a case in ./sapa queue.',
  ],
  async run(io) {
    const { values, positionals } = readArguments(
      io.args,
      { refund: { type: 'string' }, reason: { type: 'string' } },
      { required: ['ORDER'] },
    );
    const code = given(positionals, 0);
    const share = values.refund ?? 'all';
    const fixedIdr = share === 'all' ? null : share === 'none' ? 0 : rupiah(share, '--refund');
    const [{ withShop }, { refused }, { money }] = await Promise.all([
      import('../shop.ts'),
      import('../refusals.ts'),
      import('../format.ts'),
    ]);
    return withShop(io, async ({ commerce, actor }) => {
      const owner = await actor();
      const order = await commerce.order(owner, code);
      if (!order) throw refused({ ok: false, reason: 'not_found' }, { not_found: `there is no order ${code}` });
      const refundIdr = fixedIdr ?? order.totalIdr;
      const input = { code, reason: values.reason ?? 'cancelled by the owner', refundIdr };
      const cancelled = await commerce.cancelStay(
        { ...owner, environment: order.environment },
        crypto.randomUUID(),
        input,
      );
      if (!cancelled.ok) {
        throw refused(cancelled, {
          wrong_state: `order ${order.code} is ${order.state} or has no stay; only a paid stay can be cancelled`,
          bad_input: `the refund can be 0 to ${money(order.totalIdr)}`,
        });
      }
      io.say(`Stay ${order.code} is cancelled, the guest is told. Refund due: ${money(refundIdr)}.`);
      return 0;
    });
  },
};

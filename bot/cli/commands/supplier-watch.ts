/** `./sapa supplier:watch`: what the owner is told of a supplier without asking, and from which limits on. */
import { readArguments, rupiah, wholeNumber } from '../arguments.ts';
import type { Command } from '../command.ts';
import { instant, money } from '../format.ts';

const MAX_PCT = 1000;

export const supplierWatch: Command = {
  name: 'supplier:watch',
  group: 'goods',
  usage: '[SLUG] [--low-below IDR|default] [--hold-above PERCENT|off]',
  summary: 'show or set the limits of a supplier: low deposit, price changes that wait',
  details: [
    '',
    '--low-below   tell the owner when the deposit falls below this; 0 = never, default = the setting balanceLowIdr',
    '--hold-above  costs that move by more than this wait for the owner before the price follows; off = none does',
  ],
  async run(io) {
    const flags = { 'low-below': { type: 'string' }, 'hold-above': { type: 'string' } } as const;
    const { values, positionals } = readArguments(io.args, flags, { optional: ['SLUG'] });
    const limits = { ...lowBelow(values['low-below']), ...holdAbove(values['hold-above']) };
    const [{ withShop }, { refused }, { supplierNamed }] = await Promise.all([
      import('../shop.ts'),
      import('../refusals.ts'),
      import('../supplier-named.ts'),
    ]);
    return withShop(io, async (shop) => {
      const { slug, environment } = await supplierNamed(shop, positionals[0]);
      const actor = await shop.actor(environment);
      if (Object.keys(limits).length > 0) {
        const saved = await shop.commerce.setSupplierCare(actor, slug, limits);
        if (!saved.ok) throw refused(saved);
      }
      const answer = await shop.commerce.suppliers(actor);
      if (!answer.ok) throw refused(answer);
      const view = answer.suppliers.find((one) => one.slug === slug);
      if (!view) {
        io.say(`${slug}: set. The shop does not sell from it now, so it is not watched.`);
        return 0;
      }
      const { balanceIdr, balanceAt, lowBelowIdr, holdPct, held, silentSince } = view;
      const known =
        balanceIdr === null || balanceAt === null ? 'not asked yet' : `${money(balanceIdr)} at ${instant(balanceAt)}`;
      io.say(`${slug}: deposit ${known}`);
      if (silentSince !== null) io.say(`  cannot be asked since ${instant(silentSince)}`);
      io.say(`  you are told when it falls below ${money(lowBelowIdr)}`);
      io.say(
        holdPct === null
          ? '  price changes apply at once'
          : `  costs that move by more than ${holdPct}% wait for you (${held} waiting)`,
      );
      return 0;
    });
  },
};

function lowBelow(value: string | undefined): { lowBelowIdr?: number | null } {
  if (value === undefined) return {};
  return { lowBelowIdr: value === 'default' ? null : rupiah(value, '--low-below') };
}

function holdAbove(value: string | undefined): { holdPct?: number | null } {
  if (value === undefined) return {};
  return { holdPct: value === 'off' ? null : wholeNumber(value.replace(/%$/, ''), '--hold-above', 0, MAX_PCT) };
}

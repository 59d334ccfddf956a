/** `./sapa ledger:verify`: recomputes every balance and invariant; exit code 1 on any difference. */
import { readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';

export const ledgerVerify: Command = {
  name: 'ledger:verify',
  group: 'care',
  usage: '[--json]',
  summary: 'recompute every balance and check what must always hold (exit 1 on a difference)',
  async run(io) {
    const { values } = readArguments(io.args, { json: { type: 'boolean' } });
    const [{ withShop }, { count }] = await Promise.all([import('../shop.ts'), import('../format.ts')]);
    return withShop(io, async ({ commerce }) => {
      const verdict = await commerce.verifyLedger();
      const { ok, differences, accounts, journals } = verdict;
      if (values.json) io.out(JSON.stringify(verdict));
      else {
        for (const difference of differences) io.say(`  ${difference}`);
        const scope = `${count(accounts, 'account')}, ${count(journals, 'journal')}`;
        io.say(ok ? `The ledger is right: ${scope}.` : `${count(differences.length, 'difference')} in ${scope}.`);
      }
      return ok ? 0 : 1;
    });
  },
};

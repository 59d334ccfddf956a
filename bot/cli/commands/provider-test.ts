/** `./sapa provider:test`: the cheapest call that proves key, permission and mode. */
import { given, readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import type { ConnectionTest } from '../../../commerce/ports/outcome.ts';

const HINTS: Record<ConnectionTest['reason'], string> = {
  ok: '',
  credentials: 'the key was not accepted; often a sandbox key in live mode, or the other way round',
  ip_not_allowed: "this machine's address is not on the vendor's list; add it there",
  unreachable: 'the vendor cannot be reached from here; check the network and --base-url',
  unexpected: 'the vendor answered something we do not understand',
};

export const providerTest: Command = {
  name: 'provider:test',
  group: 'providers',
  usage: 'SLUG',
  summary: 'call the vendor once and say whether key, permission and mode are right',
  async run(io) {
    const { positionals } = readArguments(io.args, {}, { required: ['SLUG'] });
    const slug = given(positionals, 0);
    const [{ withShop }, { refused }, { oneLine }] = await Promise.all([
      import('../shop.ts'),
      import('../refusals.ts'),
      import('../format.ts'),
    ]);
    return withShop(io, async ({ commerce, actor }) => {
      const tested = await commerce.testProvider(await actor(), slug);
      if (!tested.ok) throw refused(tested, { not_found: `there is no provider "${slug}"; see ./sapa provider:list` });
      const { ok, latencyMs, reason, message } = tested.test;
      const words = oneLine(message);
      if (ok) io.say(`${slug}: works (${Math.round(latencyMs)} ms)`);
      else io.say(`${slug}: ${HINTS[reason]}${words ? ` (vendor: ${words})` : ''}`);
      return ok ? 0 : 1;
    });
  },
};

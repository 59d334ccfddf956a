/** `./sapa provider:list`: the accounts, what serves which feature, and the presets there are. */
import { readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import type { Provider, ProviderFeature } from '../../../commerce/provider/model.ts';

export const providerList: Command = {
  name: 'provider:list',
  group: 'providers',
  usage: '[--json]',
  summary: 'accounts with their last test, what they serve and their webhook address',
  async run(io) {
    const { values } = readArguments(io.args, { json: { type: 'boolean' } });
    const [{ withShop }, { refused }, { table }] = await Promise.all([
      import('../shop.ts'),
      import('../refusals.ts'),
      import('../format.ts'),
    ]);
    return withShop(io, async ({ commerce, core, config, actor }) => {
      const listed = await commerce.providers(await actor());
      if (!listed.ok) throw refused(listed);
      const features = await core.uow.read.providers.features();
      const rows = listed.providers.map((provider) => summaryOf(provider, features, config.publicUrl));
      if (values.json) io.out(JSON.stringify(rows));
      else if (rows.length === 0)
        io.say('No providers yet: ./sapa start makes practice ones, ./sapa provider:add real ones.');
      else for (const line of table([HEADINGS, ...rows.map(cells)], '')) io.say(line);
      if (!values.json)
        io.say(
          `Presets to add: ${core.presets
            .list()
            .map((preset) => preset.id)
            .join(', ')}`,
        );
      return 0;
    });
  },
};

const HEADINGS = ['SLUG', 'TYPE', 'ENV', 'ACTIVE', 'TEST', 'SERVES', 'WEBHOOK'];

type Summary = ReturnType<typeof summaryOf>;

/** Everything but configuration values and credentials. */
function summaryOf(provider: Provider, features: readonly ProviderFeature[], publicUrl: string | null) {
  const { slug, name, integrationType, environment, isActive, baseUrl, testStatus, testMessage } = provider;
  const serves = features.flatMap((row) => [
    ...(row.primaryProviderId === provider.id ? [row.feature] : []),
    ...(row.fallbackProviderId === provider.id ? [`${row.feature} (fallback)`] : []),
  ]);
  const webhook = integrationType === 'door_lock' ? null : `${publicUrl ?? ''}/webhook/${integrationType}/${slug}`;
  return { slug, name, integrationType, environment, isActive, baseUrl, testStatus, testMessage, serves, webhook };
}

const cells = (row: Summary): string[] => [
  row.slug,
  row.integrationType,
  row.environment,
  row.isActive ? 'yes' : 'no',
  row.testStatus,
  row.serves.join(', ') || '-',
  row.webhook ?? '-',
];

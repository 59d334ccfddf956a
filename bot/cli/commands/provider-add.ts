/** `./sapa provider:add`: the first way in for a real gateway, supplier or lock account. */
import { needed, oneOf, readArguments } from '../arguments.ts';
import { UsageError, type Command, type CommandIo } from '../command.ts';
import type { Preset } from '../../../commerce/ports/registry.ts';
import type { Provider } from '../../../commerce/provider/model.ts';
import type { Shop } from '../shop.ts';

const MAX_INPUT_BYTES = 64 * 1024;
const TYPES = ['payment', 'supplier', 'door_lock', 'deployment'] as const;

export const providerAdd: Command = {
  name: 'provider:add',
  group: 'providers',
  usage: '--preset ID --env live|sandbox [--name NAME] [--base-url URL]',
  summary: 'add an account at a gateway, supplier or lock vendor (values are asked, secrets not shown)',
  details: [
    '',
    'On a terminal the values are asked one by one. From a pipe they are read as JSON or as KEY=VALUE lines:',
    '  ./sapa provider:add --preset ID --env live < values.json',
    'They are never taken from the command line, where other users of the machine could read them.',
  ],
  async run(io) {
    const { values } = readArguments(io.args, {
      preset: { type: 'string' },
      env: { type: 'string' },
      name: { type: 'string' },
      'base-url': { type: 'string' },
    });
    const { openPresets, presetNamed } = await import('../presets.ts');
    const presets = openPresets();
    const preset = presetNamed(needed(values.preset, '--preset'), TYPES, presets);
    const environment = oneOf(needed(values.env, '--env'), ['live', 'sandbox'] as const, '--env');
    const baseUrl = values['base-url'] === undefined ? undefined : checkedUrl(values['base-url']);
    const { withShop } = await import('../shop.ts');
    return withShop(io, async (shop) => {
      const given = await valuesFor(preset, environment, io);
      const { refused } = await import('../refusals.ts');
      const input = { presetId: preset.id, environment, name: values.name, values: given, baseUrl };
      const before = await shop.commerce.mode();
      const added = await shop.commerce.addProvider(await shop.actor(environment), crypto.randomUUID(), input);
      if (!added.ok) throw refused(added, { bad_input: 'nothing was saved, a value is missing or not right' });
      for (const note of preset.notes ?? []) io.say(`  Note: ${note}`);
      await report(io, shop, added.provider, before.practice);
      return 0;
    });
  },
};

function checkedUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.search || url.hash) {
    throw new UsageError(`--base-url needs an address such as https://api.example.com; got "${value.slice(0, 80)}"`);
  }
  return value.replace(/\/+$/, '');
}

async function valuesFor(
  preset: Preset,
  environment: 'live' | 'sandbox',
  io: CommandIo,
): Promise<Record<string, string>> {
  if (io.stdin.isTTY) {
    const { askFields } = await import('../ask.ts');
    const { fieldsIn } = await import('../../../commerce/provider/fields-in.ts');
    io.say(`${preset.displayName}: documentation at ${preset.docsUrl}`);
    return askFields(fieldsIn(preset, environment), io.stdin, io.stderr);
  }
  const { textOf } = await import('../json-lines.ts');
  const { readGivenValues } = await import('../given-values.ts');
  const words = await textOf(io.stdin, MAX_INPUT_BYTES);
  if (words === null) throw new UsageError(`the input is longer than ${MAX_INPUT_BYTES} bytes`);
  return readGivenValues(words);
}

async function report(io: CommandIo, shop: Shop, provider: Provider, wasPractice: boolean): Promise<void> {
  io.say(`Added ${provider.slug}: ${provider.name}, ${provider.integrationType}, ${provider.environment}.`);
  if (provider.baseUrl.startsWith('http:')) io.say(`  Careful: ${provider.baseUrl} is not encrypted.`);
  if (provider.integrationType !== 'door_lock') {
    const path = `/webhook/${provider.integrationType}/${provider.slug}`;
    io.say(
      shop.config.publicUrl
        ? `  Webhook address to enter at the vendor: ${shop.config.publicUrl}${path}`
        : `  Without a public address (PUBLIC_URL) nothing calls us back; we ask the vendor ourselves. Later: …${path}`,
    );
  }
  const now = await shop.commerce.mode();
  if (wasPractice && !now.practice) {
    io.say(`  Practice mode is over: the shop sells in ${now.environment} now. Practice goods are hidden.`);
  }
  io.say(`Next: ./sapa provider:test ${provider.slug}`);
}

/** A format without a contract test, or a preset without a recorded exchange, is a promise nobody checked. */
import { expect, test } from 'vitest';
import { formats } from '../../adapters/formats.ts';
import { treeFiles } from './source-tree.ts';

interface PresetFile {
  id: string;
  integrationType: string;
  apiFormat: string;
  profile: { methods?: Record<string, { format?: string }> };
}

const files = treeFiles();
const below = (folder: string, ending: string) =>
  files.filter(({ path }) => path.startsWith(folder) && path.endsWith(ending));
const parsed = below('presets/', '.json').map(({ text }) => JSON.parse(text) as Partial<PresetFile>);
const presets = parsed.filter((preset): preset is PresetFile => preset.apiFormat !== undefined);
const recorded = new Set(
  below('tests/wire/', '.json').map(({ path }) => path.slice('tests/wire/'.length, -'.json'.length)),
);

/** Formats a preset speaks: the row's own and those of its methods. */
const spoken = ({ apiFormat, profile }: PresetFile): string[] => [
  apiFormat,
  ...Object.values(profile.methods ?? {}).flatMap(({ format }) => (format ? [format] : [])),
];

const contractOf = (integrationType: string): string =>
  `${integrationType.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())}Contract`;

const heldTo = (integrationType: string): string[] =>
  below(`adapters/${integrationType}/`, '.test.ts')
    .filter(({ text }) => new RegExp(`\\b${contractOf(integrationType)}\\(`).test(text))
    .map(({ path }) => path);

test('there are formats and presets to look at', () => {
  expect(formats.length).toBeGreaterThanOrEqual(5);
  expect(presets.length).toBeGreaterThanOrEqual(3);
});

test.each(presets.map(({ id }) => id))('preset %s has a recorded exchange', (id) => {
  expect([...recorded]).toContain(id);
});

test.each([...recorded])('recording %s belongs to a preset', (name) => {
  expect(presets.map(({ id }) => id)).toContain(name);
});

test.each(formats)(
  'format $apiFormat is held to the contract of its port, with a recording that speaks it',
  (format) => {
    const { integrationType, apiFormat } = format;
    expect(heldTo(integrationType).length).toBeGreaterThanOrEqual(1);
    const speaking = presets.filter(
      (preset) => preset.integrationType === integrationType && spoken(preset).includes(apiFormat),
    );
    expect(speaking.filter(({ id }) => recorded.has(id)).length).toBeGreaterThanOrEqual(1);
  },
);

test('a port without a contract test is found', () => expect(heldTo('planted_port')).toEqual([]));

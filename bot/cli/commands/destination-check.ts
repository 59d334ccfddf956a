/** `./sapa destination:check`: what we would make of a destination somebody typed. Offline. */
import { readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';

export const destinationCheck: Command = {
  name: 'destination:check',
  group: 'inspect',
  usage: '',
  summary: 'check destination numbers of phones, PLN meters, e-wallets and games',
  details: [
    '',
    'Each line in:  {"kind": "phone|ewallet|pln|game|text", "brand", "fields", "rules", "template", "input"}',
    '               e.g. {"kind": "game", "fields": ["user", "zone"], "template": "{user}{zone}",',
    '                     "rules": {"user": "digits 6-12", "zone": "digits 4-5"}, "input": "12345678 (1234)"}',
    'Each line out: {"ok": true, "value", "display"} or {"ok": false, "reason"}',
  ],
  async run(io) {
    readArguments(io.args, {});
    const { PRESETS_FOLDER } = await import('../presets.ts');
    const { loadCatalogueMap } = await import('../../../adapters/catalogue-files.ts');
    const { inspectDestination } = await import('../../../adapters/inspect/destination.ts');
    const { answerLines } = await import('../json-lines.ts');
    const brands = loadCatalogueMap(PRESETS_FOLDER)?.brands ?? [];
    return answerLines(io, (input) => inspectDestination(brands, input));
  },
};

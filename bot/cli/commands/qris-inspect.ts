/** `./sapa qris:inspect`: what we would make of a QRIS text before showing it to a payer. Offline. */
import { readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';

export const qrisInspect: Command = {
  name: 'qris:inspect',
  group: 'inspect',
  usage: '',
  summary: 'check QRIS texts: form, checksum, currency, amount',
  details: [
    '',
    'Each line in:  {"payload": "000201…", "payable": 100003}   payable = whole rupiah the payer must pay',
    'Each line out: {"valid", "crc", "amount", "merchant", "reason"}',
  ],
  async run(io) {
    readArguments(io.args, {});
    const { inspectQris } = await import('../../../adapters/inspect/qris.ts');
    const { answerLines } = await import('../json-lines.ts');
    return answerLines(io, inspectQris);
  },
};

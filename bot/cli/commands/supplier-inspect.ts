/** `./sapa supplier:inspect`: what we would make of a supplier's answer. Offline; needs no data folder. */
import { needed, readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';

export const supplierInspect: Command = {
  name: 'supplier:inspect',
  group: 'inspect',
  usage: '--preset ID',
  summary: "classify a supplier's answers: delivered, pending, failed, rejected or unknown",
  details: [
    '',
    'Each line in:  {"operation": "purchase|status|webhook", "httpStatus", "contentType", "body", "transportError",',
    '                "request": {"ref_id", "buyer_sku_code", "customer_no", "max_price"}}',
    'Each line out: {"outcome", "serial", "price", "message", "reason"}',
  ],
  async run(io) {
    const { values } = readArguments(io.args, { preset: { type: 'string' } });
    const id = needed(values.preset, '--preset');
    const { presetNamed } = await import('../presets.ts');
    const { inspectSupplier } = await import('../../../adapters/inspect/supplier.ts');
    const { answerLines } = await import('../json-lines.ts');
    const preset = presetNamed(id, ['supplier']);
    return answerLines(io, (input) => inspectSupplier(preset, input));
  },
};

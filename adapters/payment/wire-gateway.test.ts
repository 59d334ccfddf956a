/** The payment contract over every preset that has a recording. */
import { readdirSync } from 'node:fs';
import { afterAll } from 'vitest';
import { builderFor, closeConnections, presetFile, readJson } from '../../tests/contract/payment-bench.ts';
import { paymentContract } from '../../tests/contract/payment.contract.ts';
import { payWaysContract } from '../../tests/contract/payment-ways.contract.ts';
import type { PaymentRecording } from '../../tests/contract/payment.contract.ts';

const recordings = new URL('../../tests/wire/', import.meta.url);

afterAll(closeConnections);

for (const file of readdirSync(new URL('../../presets/', import.meta.url))) {
  const preset = presetFile(file);
  if (preset.integrationType === 'payment') {
    const bench = { recording: readJson(new URL(file, recordings)) as PaymentRecording, build: builderFor(preset) };
    paymentContract(bench);
    payWaysContract(bench);
  }
}

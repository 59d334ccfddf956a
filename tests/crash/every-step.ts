/**
 * `npm run crash:steps -- [--stack sqlite|postgres] [--kind voucher|topup|room|…] [--stride 1] [--from 1]`: the app ends
 * itself inside every durable step of a checkout, one after the other. Prints the step of every crash.
 */
import { parseArgs } from 'node:util';
import { stackNamed } from '../support/services.ts';
import { createTally } from '../support/tally.ts';
import { crashInEveryStep, KINDS } from './step-loop.ts';

const { values } = parseArgs({
  options: {
    stack: { type: 'string', default: 'sqlite' },
    kind: { type: 'string', default: 'voucher' },
    from: { type: 'string', default: '1' },
    stride: { type: 'string', default: '1' },
    lanes: { type: 'string', default: '2' },
  },
});
const kind = KINDS.find((one) => one === values.kind);
if (!kind) throw new Error(`--kind is one of ${KINDS.join(', ')}`);
const tally = createTally('crash at every step');
await crashInEveryStep({
  stack: stackNamed(values.stack),
  kind,
  tally,
  from: Number(values.from),
  stride: Number(values.stride),
  lanes: Number(values.lanes),
});
tally.close();

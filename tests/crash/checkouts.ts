/**
 * `npm run crash -- --seed N --checkouts 50 --kills 12 --stack sqlite|postgres`: customers shop while the app, and
 * sometimes the vendors, are killed. Afterwards each paid order must have been delivered exactly once and every rupiah be
 * accounted for. On postgres the shop is four processes over Postgres and Redis.
 */
import { parseArgs } from 'node:util';
import { stackNamed } from '../support/services.ts';
import { createTally } from '../support/tally.ts';
import { killedWhileShopping } from './random-kills.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    checkouts: { type: 'string', default: '50' },
    kills: { type: 'string', default: '12' },
    stack: { type: 'string', default: 'sqlite' },
    keep: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed);
const tally = createTally(`crash seed ${seed}`);
await killedWhileShopping({
  stack: stackNamed(values.stack),
  seed,
  checkouts: Number(values.checkouts),
  kills: Number(values.kills),
  tally,
  keep: values.keep,
});
tally.close();

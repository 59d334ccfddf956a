/** The longest the event loop is held while a price list of ten thousand products is taken over: new, then repriced. */
import { startChild, temporaryFolder } from '../children.ts';
import { median } from '../measure.ts';
import type { Row, Measurement } from '../report.ts';
import type { Held } from '../turns.ts';

const MAX_HELD_MS = 50;

interface Synced extends Held {
  added: number;
  updated: number;
  tookMs: number;
}

export const sync: Measurement = {
  goals: ['SYNC'],
  async run({ rounds }) {
    const supplier = await startChild('price-list');
    const baseUrl = `http://127.0.0.1:${await supplier.call<number>('port')}`;
    const results: Record<'first' | 'again', Synced[]> = { first: [], again: [] };
    for (let round = 0; round < rounds; round += 1) {
      const app = await startChild('app', { SAPA_DATA: temporaryFolder() });
      results.first.push(await app.call<Synced>('sync', baseUrl));
      await supplier.call('raisePrices');
      results.again.push(await app.call<Synced>('sync', baseUrl));
      await app.stop();
    }
    await supplier.stop();
    return [row('new', results.first), row('repriced', results.again)];
  },
};

function row(what: string, results: Synced[]): Row {
  const of = (field: keyof Synced) => median(results.map((result) => result[field]));
  const [heldMs, count] = [of('ownMs'), of('added') + of('updated')];
  return {
    goal: 'SYNC',
    what: `longest turn while ${count} ${what} products sync in ${(of('tookMs') / 1000).toFixed(1)} s (on the wall ${of('wallMs').toFixed(0)} ms)`,
    floor: '–',
    ours: `${heldMs.toFixed(0)} ms`,
    ratio: '–',
    must: `≤ ${MAX_HELD_MS} ms`,
    aim: '≤ 20 ms',
    met: heldMs <= MAX_HELD_MS && count === 10_000,
    aimMet: heldMs <= 20,
  };
}

/** P8 and P9: conversations over a durable store beside the package's own plugin, and fifty chats beside a slow one. */
import { startChild } from '../children.ts';
import { median } from '../measure.ts';
import { ratioRow, type Measurement } from '../report.ts';

const CHATS = 16;
const OTHERS = 50;
const SIZES = { warm: 64, conversations: 320 };
/** The slow one's gateway takes ten seconds; the others are looked at while it waits. */
const LOOK_MS = 9_000;

export const talks: Measurement = {
  goals: ['P8', 'P9'],
  async run({ rounds }) {
    const ours = await startChild('talks');
    const floor = await startChild('talks-floor');
    const talk = (side: typeof ours, conversations: number) =>
      side.call<number>('talk', { conversations, lanes: CHATS });
    const turns = (beside: boolean) => ours.call<number>('turns', { lanes: OTHERS, forMs: LOOK_MS, beside });
    for (const side of [floor, ours]) await talk(side, SIZES.warm);
    const perSecond: Record<'floor' | 'ours', number[]> = { floor: [], ours: [] };
    for (let round = 0; round < rounds; round += 1) {
      perSecond.floor.push(await talk(floor, SIZES.conversations));
      perSecond.ours.push(await talk(ours, SIZES.conversations));
    }
    const p99: Record<'alone' | 'beside', number[]> = { alone: [], beside: [] };
    for (let round = 0; round < rounds; round += 1) {
      p99.alone.push(await turns(false));
      p99.beside.push(await turns(true));
    }
    for (const side of [floor, ours]) await side.stop();
    return [
      ratioRow(
        {
          goal: 'P8',
          what: `conversations of 3 questions, durable, ${CHATS} chats at once`,
          floor: `${median(perSecond.floor).toFixed(0)}/s`,
          ours: `${median(perSecond.ours).toFixed(0)}/s`,
        },
        median(perSecond.ours) / median(perSecond.floor),
        { must: 1, aim: 1.5 },
      ),
      ratioRow(
        {
          goal: 'P9',
          what: `p99 of ${OTHERS} chats beside one that waits 10 s for its gateway`,
          floor: `${median(p99.alone).toFixed(0)} ms`,
          ours: `${median(p99.beside).toFixed(0)} ms`,
        },
        median(p99.beside) / median(p99.alone),
        { must: 1.2, aim: 1.05, below: true },
      ),
    ];
  },
};

/**
 * Opens many requests and never ends them: half drip their headers, half their body, a byte each every so often. Counts
 * how long each was suffered.
 */
import { connect } from 'node:net';
import { serveCalls } from '../children.ts';

export interface SlowSenders {
  port: number;
  path: string;
  count: number;
  dripEveryMs: number;
  /** What is still open then is given up. */
  giveUpMs: number;
}

export interface Suffered {
  /** Milliseconds until the other side cut each. */
  cutMs: number[];
  /** Still open in the end. */
  open: number;
  /** Answered 2xx. */
  accepted: number;
}

const HEAD = (path: string) => `POST ${path} HTTP/1.1\r\nhost: shop\r\n`;
const SLOW = [
  (path: string) => `${HEAD(path)}x-slow: `,
  (path: string) => `${HEAD(path)}content-type: application/json\r\ncontent-length: 200000\r\n\r\n{`,
];

let senders: Promise<Suffered> | null = null;

async function begin(options: SlowSenders): Promise<void> {
  const suffered: Suffered = { cutMs: [], open: 0, accepted: 0 };
  const opened: Promise<void>[] = [];
  const ended: Promise<void>[] = [];
  for (let at = 0; at < options.count; at += 1) {
    const socket = connect(options.port, '127.0.0.1');
    const begun = performance.now();
    let dripping: NodeJS.Timeout | undefined;
    let hasGivenUp = false;
    const giveUp = setTimeout(() => {
      hasGivenUp = true;
      socket.destroy();
    }, options.giveUpMs);
    opened.push(
      new Promise((resolve) => {
        socket.once('connect', () => {
          socket.write(SLOW[at % SLOW.length]?.(options.path) ?? '');
          dripping = setInterval(() => socket.write('x'), options.dripEveryMs);
          resolve();
        });
        socket.once('close', () => resolve());
      }),
    );
    ended.push(
      new Promise((resolve) => {
        socket.on('data', (chunk: Buffer) => {
          if (chunk.toString('latin1').startsWith('HTTP/1.1 2')) suffered.accepted += 1;
        });
        socket.on('error', () => undefined);
        socket.on('close', () => {
          clearInterval(dripping);
          clearTimeout(giveUp);
          if (hasGivenUp) suffered.open += 1;
          else suffered.cutMs.push(performance.now() - begun);
          resolve();
        });
      }),
    );
  }
  await Promise.all(opened);
  senders = Promise.all(ended).then(() => suffered);
}

// Two calls, because a call has a limit: all are connected when the first returns, all are gone when the second does.
serveCalls({ begin, end: () => senders });

/** P12: from `./sapa start` to the first answered request, beside a process that only imports what we build on. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { temporaryFolder } from '../children.ts';
import { median } from '../measure.ts';
import { ratioRow, type Measurement } from '../report.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const STACK = join(import.meta.dirname, '..', 'processes', 'whole-stack.ts');
const UP_MS = 60_000;
const LOOK_EVERY_MS = 5;

export const start: Measurement = {
  goals: ['P12'],
  async run({ rounds }) {
    const data = temporaryFolder();
    const firstMs = await served(data);
    await imported();
    const floors: number[] = [];
    const ours: number[] = [];
    for (let round = 0; round < rounds + 2; round += 1) {
      floors.push(await imported());
      ours.push(await served(data));
    }
    return [
      ratioRow(
        {
          goal: 'P12',
          what: `second start to the first served request (first start ${Math.round(firstMs)} ms)`,
          floor: `${Math.round(median(floors))} ms`,
          ours: `${Math.round(median(ours))} ms`,
        },
        median(ours) / median(floors),
        { must: 3, aim: 1.5, below: true },
      ),
    ];
  },
};

async function imported(): Promise<number> {
  const begun = performance.now();
  await once(spawn(process.execPath, [STACK], { stdio: 'inherit' }), 'exit');
  return performance.now() - begun;
}

async function served(data: string): Promise<number> {
  const port = await freePort();
  const begun = performance.now();
  const env = { ...process.env, SAPA_DATA: data, PORT: String(port), HOST: '127.0.0.1' };
  const app = spawn(join(ROOT, 'sapa'), ['start'], { stdio: 'ignore', env });
  try {
    await answers(`http://127.0.0.1:${port}/`, app);
    return performance.now() - begun;
  } finally {
    const gone = app.exitCode === null ? once(app, 'exit') : null;
    app.kill('SIGTERM');
    await gone;
  }
}

async function answers(url: string, app: ChildProcess): Promise<void> {
  const deadline = performance.now() + UP_MS;
  for (;;) {
    if (
      await fetch(url).then(
        (response) => response.ok,
        () => false,
      )
    )
      return;
    if (app.exitCode !== null) throw new Error(`sapa start ended with ${app.exitCode}`);
    if (performance.now() > deadline) throw new Error(`sapa start did not serve within ${UP_MS} ms`);
    await pause(LOOK_EVERY_MS);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}

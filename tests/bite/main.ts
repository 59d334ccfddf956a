/**
 * `npm run bite [-- --only WORDS]`: each suite once against a program that is broken on purpose. A suite that does not
 * notice is a failure here, and so is one that fails for another reason. Unbroken, the same suites pass in .ci/run.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createTally } from '../support/tally.ts';
import { copyOfTree } from '../support/tree-copy.ts';
import { BREAKAGES, type Breakage } from './breakages.ts';

/** Customers who wait for what never comes are told soon enough. */
const SUITE_ENV = { CRASH_WAIT_MS: '12000' };
const LIMIT_MS = 8 * 60_000;
const LAST_WORDS = 1_500;

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
const tally = createTally('bite');

/** Whether the suite said what it must say. It is ended as soon as it did. */
async function isNoticed({ changes, suite, noticed }: Breakage): Promise<{ yes: boolean; said: string }> {
  const tree = copyOfTree();
  try {
    tree.apply(changes);
    const child = spawn(join(tree.folder, 'node_modules', '.bin', 'node'), [...suite], {
      cwd: tree.folder,
      env: { ...process.env, ...SUITE_ENV },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let said = '';
    const end = () => {
      // The suite and every process of the shop it started.
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
    };
    const limit = setTimeout(end, LIMIT_MS);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (noticed.test(said)) end();
      });
    }
    await once(child, 'close');
    clearTimeout(limit);
    return { yes: noticed.test(said), said };
  } finally {
    tree.remove();
  }
}

for (const breakage of BREAKAGES.filter(({ name }) => name.includes(values.only))) {
  const from = performance.now();
  await tally.part(breakage.name, async () => {
    const { yes, said } = await isNoticed(breakage);
    if (!yes) throw new Error(`${breakage.suite.join(' ')} did not notice:\n${said.slice(-LAST_WORDS)}`);
  });
  process.stdout.write(`${breakage.name}: ${Math.round((performance.now() - from) / 1000)} s\n`);
}
tally.close();

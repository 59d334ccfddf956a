/** The command line beside a running shop, as its owner uses it: to check the ledger, and to fill the shelves before a run. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ShopProcesses } from '../support/shop-processes.ts';
import type { Tally } from '../support/tally.ts';

const LIMIT_MS = 60_000;

type Shop = Pick<ShopProcesses, 'place' | 'program'> & { services: Pick<ShopProcesses['services'], 'env'> };

async function sapa(
  { place, services, program }: Shop,
  args: string[],
  stdin = '',
): Promise<{ code: number | null; said: string }> {
  const child = spawn(join(program, 'sapa'), args, {
    env: { PATH: process.env['PATH'], SAPA_DATA: place.folder, ...services.env },
    stdio: 'pipe',
    timeout: LIMIT_MS,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => void (said += String(chunk)));
  child.stdin.end(stdin);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}

export async function checkLedgerCommand(tally: Tally, shop: Shop): Promise<void> {
  const { code, said } = await sapa(shop, ['ledger:verify']);
  tally.check('ledger:verify', code === 0, said.slice(-500));
}

/** More vouchers than the demo shop has, and what it does not sell: something an endpoint sets up. */
export async function stockUp(shop: Shop, codes: number): Promise<void> {
  const bot = ['product:add', 'BOT1', 'Userbot', '--price', '75000', '--category', 'Bot'];
  const added = await sapa(shop, [...bot, '--endpoint', 'deployment', '--ask', 'domain']);
  if (added.code !== 0) throw new Error(`no product: ${added.said}`);
  const list = Array.from({ length: codes }, (_, index) => `CRASH-${index}-${Math.random().toString(36).slice(2, 10)}`);
  const { code, said } = await sapa(shop, ['stock:import', 'WIFI1', '-'], `${list.join('\n')}\n`);
  if (code !== 0) throw new Error(`no stock: ${said}`);
}

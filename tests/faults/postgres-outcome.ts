/** What must hold of sales on Postgres once everything is quiet: the same as tests/crash/invariants.ts asks of a file. */
import { join } from 'node:path';
import type { Client } from 'pg';
import { createIds, systemClock } from '../../bot/runtime.ts';
import { verifyLedger } from '../../commerce/ledger/verify.ts';
import { masterKey } from '../../db/master-key.ts';
import { openMemory } from '../../db/open.ts';
import { goodsIn, goodsOf, type Purchase } from '../crash/customers.ts';
import { until } from '../rig/until.ts';
import type { SandboxState } from '../support/sandbox-control.ts';
import type { Tally } from '../support/tally.ts';

const UNDER_WAY = `
  select (select count(*) from jobs where state = 'running')
       + (select count(*) from jobs where state = 'ready' and run_at <= extract(epoch from now()) * 1000)
       + (select count(*) from outgoing where state in ('waiting', 'sending'))
       + (select count(*) from inbox where handled_at is null)
       + (select count(*) from fulfilments where state in ('queued', 'scheduled', 'submitting', 'pending')) as count`;

const count = async (client: Client, sql: string): Promise<number> =>
  Number(Object.values(((await client.query(sql)).rows[0] ?? {}) as object)[0] ?? 0);

/** Waits until nothing is under way: leases of what was cut off run out first. */
export async function untilQuietPostgres(client: Client, withinMs: number): Promise<void> {
  await until(async () => (await count(client, UNDER_WAY)) === 0, withinMs);
}

/** Every paid order delivered once, every rupiah booked, nothing given up. */
export async function checkPostgres(
  tally: Tally,
  client: Client,
  { purchases, vendors }: { purchases: readonly Purchase[]; vendors: SandboxState },
): Promise<void> {
  const { rows } = await client.query<{ code: string; state: string }>('select code, state from orders order by code');
  const codes = purchases.map(({ code }) => code).toSorted();
  tally.check('every order was placed by a customer, once', rows.map(({ code }) => code).join() === codes.join());
  const open = rows.filter(({ state }) => state !== 'completed');
  tally.check('every order is completed', open.length === 0, JSON.stringify(open));
  const units = purchases.reduce((sum, { wish }) => sum + goodsOf(wish), 0);
  const delivered = await count(client, `select count(*) from fulfilments where state = 'succeeded'`);
  tally.check('as many deliveries as units', delivered === units, `${delivered} for ${units}`);
  const told = await count(client, `select count(*) from outgoing where dedupe_key like '%goods:%'`);
  tally.check('one message of goods per delivery', told === units, `${told} for ${units}`);
  const sold = await count(client, `select count(*) from stock_codes where state = 'sold'`);
  const stock = await count(client, `select count(*) from fulfilments where kind = 'stock_code'`);
  tally.check('one code per unit', sold === stock, `${sold} for ${stock}`);
  const topUps = await count(client, `select count(*) from fulfilments where kind = 'h2h'`);
  const bought = vendors.supplier.purchases.length;
  tally.check('one purchase per top-up', bought === topUps, `${bought} for ${topUps}`);
  const booked = await count(client, 'select coalesce(sum(amount_idr), 0) from receipts');
  tally.check('receipts = money at the gateway', booked === vendors.gateway.receivedIdr, String(booked));
  const dead = await client.query(`select name, last_error from jobs where state = 'dead'`);
  tally.check('no job gave up', dead.rows.length === 0, JSON.stringify(dead.rows));
  for (const { code, wish, visitor } of purchases) {
    const goods = goodsIn(visitor);
    tally.check(`${code} seen once in the chat`, goods.length === goodsOf(wish), `${goods.length} times`);
  }
}

/** Recomputed by the product itself, from the entries. */
export async function checkPostgresLedger(tally: Tally, folder: string, url: string): Promise<void> {
  const memory = await openMemory({
    path: '',
    url,
    masterKey: masterKey(undefined, join(folder, 'master.key')),
    clock: systemClock,
    ids: createIds(),
  });
  try {
    const verdict = await verifyLedger(memory.uow.read.ledger);
    tally.check('ledger:verify', verdict.ok, verdict.differences.join('; '));
  } finally {
    await memory.close();
  }
}

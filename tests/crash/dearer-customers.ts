/**
 * Buyers in the crash suites whose phone credit gets dearer between payment and purchase: they are asked, pay the
 * difference as an order of its own, and get what they wanted. One of them at a time: the price is everybody's.
 */
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { patientFetch } from '../support/patient-fetch.ts';
import type { Place } from '../support/shop-data.ts';
import type { ShopProcesses } from '../support/shop-processes.ts';
import { openVisitor } from '../support/web-client.ts';
import {
  billed,
  chooseTopUp,
  offers,
  openLinks,
  payOnce,
  untilGoods,
  WAIT_MS,
  YES,
  type Customer,
  type Dearer,
  type Purchase,
} from './customers.ts';

const USUAL_IDR = 10_225;
const DEARER_IDR = 12_000;
const PAY_MORE = /Bayar Rp|Pay Rp/;
const AGAIN_MS = 100;

type Buyer = { wish: Dearer; lang: Customer['lang'] };

/** From the first word to the goods. Throws with the transcript when something does not come. */
export async function shopForMore(shop: ShopProcesses, { wish, lang }: Buyer): Promise<Purchase> {
  const { url, sandbox } = shop;
  await costs(shop, USUAL_IDR);
  const visitor = await openVisitor(url, { lang, via: patientFetch(WAIT_MS) });
  await chooseTopUp(visitor, wish.phone);
  await visitor.until(offers(YES), WAIT_MS);
  await visitor.press(YES);
  const first = await billed(visitor);
  await costs(shop, DEARER_IDR);
  await payOnce(sandbox, first.reference, () => openLinks(visitor));
  await visitor.until(offers(PAY_MORE), WAIT_MS);
  await visitor.press(PAY_MORE);
  const more = await billed(visitor);
  await payOnce(sandbox, more.reference, () => openLinks(visitor));
  await untilGoods(visitor, 1);
  return { wish, lang, ...first, visitor, more: [more.code], balanceIdr: 0, paidOutIdr: 0 };
}

/** At the supplier, who may be away with the shop, and in what the shop knows of its list. */
async function costs({ sandbox, place }: ShopProcesses, price: number): Promise<void> {
  const end = performance.now() + WAIT_MS;
  const body = { supplier: { products: [{ buyer_sku_code: 'tsel10', price }] } };
  for (;;) {
    const set = await sandbox.call('POST', '/setup', body).catch(() => null);
    if (set?.status === 200) break;
    if (performance.now() > end) throw new Error('the supplier is away');
    await pause(AGAIN_MS);
  }
  await change(
    place,
    `update offers set cost_idr = ${price} where product_id = (select id from products where code = 'TSEL10')`,
  );
}

async function change({ folder, databaseUrl }: Place, sql: string): Promise<void> {
  if (databaseUrl === undefined) {
    const database = new DatabaseSync(join(folder, 'sapa.sqlite'), { timeout: 10_000 });
    database.exec(sql);
    return database.close();
  }
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

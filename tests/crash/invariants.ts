/**
 * What must hold once everything is quiet, whatever died in between: the shop's rows, the vendors' own memory and what
 * customers saw are compared with one another.
 */
import type { SandboxState } from '../support/sandbox-control.ts';
import { lookInto, type Place, type ShopData } from '../support/shop-data.ts';
import type { Tally } from '../support/tally.ts';
import { goodsIn, goodsOf, type Purchase } from './customers.ts';

export interface Outcome {
  place: Place;
  purchases: readonly Purchase[];
  /** As of the end, read before the vendors were stopped. */
  vendors: SandboxState;
}

/** The shop may be running: it is only read. */
export async function checkEverything(tally: Tally, outcome: Outcome): Promise<void> {
  await lookInto(outcome.place, async (data) => {
    await checkDatabase(tally, data);
    await checkOrders(tally, data, outcome);
    await checkSupplies(tally, data, outcome.vendors);
    await checkKeys(tally, data, outcome.vendors);
    await checkMoney(tally, data, outcome);
    await checkBooks(tally, data);
  });
  for (const purchase of outcome.purchases) checkSeen(tally, purchase);
}

async function checkDatabase(tally: Tally, { engine, all }: ShopData): Promise<void> {
  if (engine === 'sqlite')
    tally.check('integrity_check', (await all('pragma integrity_check'))[0]?.['integrity_check'] === 'ok');
  const dead = await all(`select name, last_error from jobs where state = 'dead'`);
  tally.check('no job gave up', dead.length === 0, JSON.stringify(dead));
  const waiting = await all(`select id, state, last_error from outgoing where state <> 'sent'`);
  tally.check('every message was sent', waiting.length === 0, JSON.stringify(waiting));
}

/** Of each order of a customer, what it ends in. */
const endsOf = ({ code, more, wish }: Purchase): string[] =>
  [code, ...more].map((one) => `${one} ${wish.kind === 'refund' ? 'failed' : 'completed'}`);

async function checkOrders(tally: Tally, { all, number }: ShopData, { purchases }: Outcome): Promise<void> {
  const orders = (await all('select code, state from orders')).map(({ code, state }) => `${code} ${state}`);
  const wanted = purchases.flatMap(endsOf);
  tally.check(
    'every order was placed by a customer, once, and ended as it must',
    same(orders, wanted),
    differ(orders, wanted),
  );
  const units = sum(purchases, ({ wish }) => goodsOf(wish) + (wish.kind === 'dearer' ? 1 : 0));
  const inVain = purchases.filter(({ wish }) => wish.kind === 'refund').length;
  const states = await all('select state, count(*) as n from fulfilments group by state');
  const found = states.map(({ state, n }) => `${String(state)} ${Number(n)}`);
  const expected = [...(units ? [`succeeded ${units}`] : []), ...(inVain ? [`failed ${inVain}`] : [])];
  tally.check('a delivery per unit, and none is open', same(found, expected), differ(found, expected));
  const untold = await all(
    `select f.id, f.state from fulfilments f where f.kind not in ('room_night', 'supplement')
      and (select count(*) from outgoing o where o.dedupe_key like '%goods:' || f.id || '%')
        <> case when f.state = 'succeeded' then 1 else 0 end`,
  );
  tally.check('one message of goods per delivery, and none without', untold.length === 0, JSON.stringify(untold));
  const stock = await number(
    `select count(*) from fulfilments f where f.kind = 'stock_code'
      and (select count(*) from stock_codes s where s.fulfilment_id = f.id and s.state = 'sold') <> 1`,
  );
  tally.check('one code per unit', stock === 0);
  tally.check(
    'no code stays reserved',
    (await number(`select count(*) from stock_codes where state = 'reserved'`)) === 0,
  );
}

async function checkSupplies(tally: Tally, { all, number }: ShopData, state: SandboxState): Promise<void> {
  const { supplier, deployments } = state;
  const asked = (await all('select ref_id from fulfilment_attempts')).map((row) => row['ref_id']);
  const bought = supplier.purchases.map(({ refId }) => refId);
  // The other way round is fine: an attempt that surely never left us (vendors down) is made again under a new reference.
  const strangers = bought.filter((refId) => !asked.includes(refId));
  tally.check('the supplier knows no purchase we do not', strangers.length === 0, strangers.join());
  const sold = supplier.purchases.filter(({ status }) => status === 'Sukses').length;
  const units = await number(`select count(*) from fulfilments where kind in ('h2h', 'bill') and state = 'succeeded'`);
  tally.check('one purchase per delivered unit, under one reference', sold === units, `${sold} for ${units}`);
  // Here too a first attempt may surely never have left us; then the endpoint knows the second one, and only that.
  const made = deployments.map(({ id }) => id.replace(/-\d{1,3}$/, ''));
  const ordered = (await all('select id from deployment_orders')).map(({ id }) => id);
  tally.check('the endpoint was asked for each deployment under one name', same(made, ordered), differ(made, ordered));
}

async function checkKeys(tally: Tally, { all, number }: ShopData, { lock }: SandboxState): Promise<void> {
  const rooms = await number('select count(*) from stay_rooms');
  const keys = await all(`select lock_id, vendor_key_id from door_keys where state = 'active'`);
  tally.check('one active key per room', keys.length === rooms, `${keys.length} keys for ${rooms} rooms`);
  const ours = keys.map((key) => `${key['lock_id']}:${key['vendor_key_id']}`);
  const theirs = lock.locks.flatMap(({ lockId, keys: held }) => held.map((key) => `${lockId}:${key.keyboardPwdId}`));
  tally.check('the locks hold exactly these keys', same(ours, theirs), `${ours.join()} ≠ ${theirs.join()}`);
  tally.check('no night stays held', (await number('select coalesce(sum(held), 0) from inventory_nights')) === 0);
  const nights = await number('select coalesce(sum(nights * rooms), 0) from stays');
  tally.check(
    'as many nights sold as booked',
    (await number('select coalesce(sum(sold), 0) from inventory_nights')) === nights,
  );
}

async function checkMoney(
  tally: Tally,
  { all, number }: ShopData,
  { vendors: { gateway }, purchases }: Outcome,
): Promise<void> {
  const booked = await number('select coalesce(sum(amount_idr), 0) from receipts');
  tally.check('receipts = money at the gateway', booked === gateway.receivedIdr, `${booked} ≠ ${gateway.receivedIdr}`);
  const lies = -(await number(`select coalesce(sum(posted_idr), 0) from ledger_accounts where id like '%:gateway:%'`));
  const remains = gateway.receivedIdr - sum(purchases, ({ paidOutIdr }) => paidOutIdr);
  tally.check('the gateway account says so, less what was sent back', lies === remains, `${lies} ≠ ${remains}`);
  const owed = await all(`select posted_idr from ledger_accounts where id like '%:customer:%' and posted_idr <> 0`);
  const balances = purchases.map(({ balanceIdr }) => balanceIdr).filter((balance) => balance !== 0);
  const owedIdr = owed.map((account) => Math.abs(Number(account['posted_idr'])));
  tally.check('each customer is owed the balance they know of', same(owedIdr, balances), differ(owedIdr, balances));
  const refunds = (await all('select state from refunds')).map(({ state }) => state);
  const ways = purchases.flatMap(({ wish }) =>
    wish.kind === 'refund' ? [wish.how === 'keep' ? 'kept' : 'paid_out'] : [],
  );
  tally.check('one refund for each whose goods could not be had', same(refunds, ways), differ(refunds, ways));
  tally.check(
    'nothing waits for a person',
    (await number(`select count(*) from review_cases where state = 'open'`)) === 0,
  );
}

const AGAIN = /Ya, kirim lagi|Yes, send again/;

function checkSeen(tally: Tally, { code, wish, visitor }: Purchase): void {
  const goods = goodsIn(visitor);
  // Nobody types a line twice here; whoever is asked is taken for their own order.
  const asked = visitor.seen.some(({ choices }) => choices.some(({ label }) => AGAIN.test(label)));
  tally.check(`${code}: not asked whether to order again`, !asked, asked ? visitor.transcript() : '');
  tally.check(`${code} (${wish.kind}) seen once in the chat`, goods.length === goodsOf(wish), `${goods.length} times`);
  tally.check(`${code}: no two codes alike`, new Set(goods).size === goods.length);
}

/** The ledger once more, by statements of our own and not by those of `ledger:verify`. */
async function checkBooks(tally: Tally, { all }: ShopData): Promise<void> {
  const lopsided = await all('select journal_id from ledger_entries group by journal_id having sum(amount_idr) <> 0');
  tally.check('every journal sums to 0', lopsided.length === 0, JSON.stringify(lopsided));
  const wrong = await all(
    `select a.id from ledger_accounts a where a.posted_idr <>
       (select coalesce(sum(e.amount_idr), 0) from ledger_entries e where e.account_id = a.id)`,
  );
  tally.check('every account is the sum of its entries', wrong.length === 0, JSON.stringify(wrong));
  const held = await all(`select id, held_idr from ledger_accounts where held_idr <> 0`);
  tally.check('no money stays held', held.length === 0, JSON.stringify(held));
}

const sorted = (values: readonly unknown[]): string[] =>
  values.map(String).toSorted((left, right) => left.localeCompare(right));

const sum = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((total, one) => total + of(one), 0);

/** What only one of the two has. */
const differ = (left: readonly unknown[], right: readonly unknown[]): string =>
  `${left.filter((one) => !right.includes(one)).join()} ≠ ${right.filter((one) => !left.includes(one)).join()}`;

const same = (left: readonly unknown[], right: readonly unknown[]): boolean =>
  JSON.stringify(sorted(left)) === JSON.stringify(sorted(right));

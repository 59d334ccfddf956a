/**
 * Customers who buy by the web chat whatever happens to the shop meanwhile: each sends a message again, with its id,
 * until the shop took it, pays once, and waits for the goods. Resellers who order on a balance, and buyers whose goods
 * cannot be had, have files of their own.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { patientFetch } from '../support/patient-fetch.ts';
import type { SandboxControl } from '../support/sandbox-control.ts';
import { openVisitor, type Visitor, type WebMessage } from '../support/web-client.ts';

export type Wish =
  | { kind: 'voucher'; qty: number }
  | { kind: 'topup'; phone: string }
  | { kind: 'room'; checkIn: string; nights: number }
  /** A reseller tops up and orders phone credit for each number, a line each. */
  | { kind: 'balance'; phones: readonly string[] }
  /** Phone credit the supplier refuses for good; the money is kept as balance, or goes back by hand. */
  | { kind: 'refund'; how: 'keep' | 'transfer' }
  | { kind: 'bill'; customerNo: string }
  | { kind: 'deployment'; domain: string };

/** Phone credit that got dearer after it was paid; the difference is an order of its own. */
export type Dearer = { kind: 'dearer'; phone: string };

export interface Customer {
  wish: Wish;
  lang: 'id' | 'en';
}

export interface Purchase {
  wish: Wish | Dearer;
  lang: Customer['lang'];
  code: string;
  reference: string;
  visitor: Visitor;
  /** Orders after the first: those a reseller made on the balance, and an agreed difference. */
  more: readonly string[];
  /** What the shop owes them in the end. */
  balanceIdr: number;
  /** What somebody sent back by hand. */
  paidOutIdr: number;
}

/** Vendors that were killed with the shop are not called again for a minute (the breaker), and the job waits as long. */
export const WAIT_MS = Number(process.env['CRASH_WAIT_MS'] ?? 480_000);
const AGAIN_MS = 100;

export const YES = /Ya, pesan|Yes, order/;
export const offers = (label: RegExp) => (message: WebMessage) =>
  message.choices.some((choice) => label.test(choice.label));
/** A QR, or the gateway's page where the gateway did not answer in time. */
export const isPayable = (message: WebMessage) =>
  (message.image?.url.startsWith('/media/qr/') ?? false) || ORDER_ID.test(message.link?.url ?? '');
export const ORDER_ID = /[?&](?:ref|order_id)=([A-Za-z0-9-]+)/;

/** How many secret messages the wish ends in. */
export function goodsOf(wish: Purchase['wish']): number {
  if (wish.kind === 'voucher') return wish.qty;
  if (wish.kind === 'balance') return wish.phones.length;
  return wish.kind === 'refund' ? 0 : 1;
}

/** Vouchers, serials, receipts, access data and door codes that arrived in the chat. */
export const goodsIn = (visitor: Visitor): string[] =>
  visitor.seen.filter((message) => message.secret && message.copy).map((message) => message.copy ?? '');

/** The wishes that are paid for one by one and delivered. */
export type Buy = Exclude<Wish, { kind: 'balance' | 'refund' }>;

/** From the first word to the goods. Throws with the transcript when something does not come. */
export async function buy(
  url: string,
  sandbox: SandboxControl,
  { wish, lang }: { wish: Buy; lang: Customer['lang'] },
): Promise<Purchase> {
  const visitor = await openVisitor(url, { lang, via: patientFetch(WAIT_MS) });
  const ordered = await order(visitor, wish);
  await payOnce(sandbox, ordered.reference, () => openLinks(visitor));
  await untilGoods(visitor, goodsOf(wish));
  return { wish, lang, ...ordered, visitor, more: [], balanceIdr: 0, paidOutIdr: 0 };
}

/** From the first word to the QR, or to the opened pay link. */
export async function order(visitor: Visitor, wish: Buy): Promise<{ code: string; reference: string }> {
  await choose(visitor, wish);
  await visitor.until(offers(YES), WAIT_MS);
  await visitor.press(YES);
  return billed(visitor);
}

/** The bill that is on its way: its order's code, and its reference at the gateway. */
export async function billed(visitor: Visitor): Promise<{ code: string; reference: string }> {
  const bill = await visitor.until(isPayable, WAIT_MS);
  const reference = ORDER_ID.exec(bill.practiceBank ?? bill.link?.url ?? '')?.[1] ?? '';
  return { code: reference.split('-')[0] ?? '', reference };
}

async function choose(visitor: Visitor, wish: Buy): Promise<void> {
  if (wish.kind === 'voucher') return chooseVoucher(visitor, wish.qty);
  if (wish.kind === 'topup') return chooseTopUp(visitor, wish.phone);
  if (wish.kind === 'bill') return askForBill(visitor, wish.customerNo);
  if (wish.kind === 'deployment') return answerFor(visitor, 'userbot', /domain/, wish.domain);
  return chooseRoom(visitor, wish.checkIn, wish.nights);
}

async function chooseVoucher(visitor: Visitor, qty: number): Promise<void> {
  await visitor.say('wifi');
  await visitor.until(offers(/1 hari/), WAIT_MS);
  await visitor.press(/1 hari/);
  await visitor.until(offers(/^1 (kode|code)/), WAIT_MS);
  await visitor.say(String(qty));
}

export async function chooseTopUp(visitor: Visitor, phone: string): Promise<void> {
  await visitor.say('pulsa 10rb');
  await visitor.until(offers(/Telkomsel 10\.000/), WAIT_MS);
  await visitor.press(/Telkomsel 10\.000/);
  await visitor.until(/0812 3456 7890/, WAIT_MS);
  await visitor.say(phone);
}

const NOT_NOW = /belum bisa dicek|ada gangguan di sistem|could not be checked|went wrong on our side/;
const MOST_QUESTIONS = 50;

/** The supplier may be away while it is asked; then nothing happened, and who pays bills asks again. */
async function askForBill(visitor: Visitor, customerNo: string): Promise<void> {
  for (let asked = 0; asked < MOST_QUESTIONS; asked += 1) {
    await answerFor(visitor, 'pln pascabayar', /PLN Pascabayar/, customerNo);
    const answer = await visitor.until((one) => offers(YES)(one) || NOT_NOW.test(one.text), WAIT_MS);
    if (offers(YES)(answer)) return;
    await pause(AGAIN_MS);
  }
}

/** What has one product by that name, which asks one question. */
async function answerFor(visitor: Visitor, name: string, question: RegExp, answer: string): Promise<void> {
  await visitor.say(name);
  await visitor.until(question, WAIT_MS);
  await visitor.say(answer);
}

async function chooseRoom(visitor: Visitor, checkIn: string, nights: number): Promise<void> {
  const [year, month, day] = checkIn.split('-');
  await visitor.say(`${day}/${month}/${year} ${nights} malam 2 orang`);
  await visitor.until(offers(/Standar/), WAIT_MS);
  await visitor.press(/Standar/);
  await visitor.until(/nama siapa|name/i, WAIT_MS);
  await visitor.say('Sari Wulandari');
  await visitor.until(/HP|mobile|phone/i, WAIT_MS);
  await visitor.say('0812 3456 7890');
  await visitor.until(/jam berapa|what time/i, WAIT_MS);
  await visitor.say('15:00');
}

/** A payer looks at the statement before paying again, so a lost answer of the bank is no second payment. */
export async function payOnce(
  sandbox: SandboxControl,
  reference: string,
  openBill: () => Promise<unknown> = async () => {},
): Promise<void> {
  const end = performance.now() + WAIT_MS;
  while (performance.now() < end) {
    try {
      const bill = (await sandbox.payments()).find(({ orderId }) => orderId === reference);
      if (bill && bill.receipts.length > 0) return;
      if (bill) await sandbox.pay(reference);
      else await openBill();
    } catch {
      // The bank is away; it comes back with the shop.
    }
    await pause(AGAIN_MS);
  }
  throw new Error(`${reference} could not be paid`);
}

/** Follows what the newest bill in the chat leads to. */
export async function openLinks(visitor: Visitor): Promise<void> {
  const link = visitor.seen.findLast((message) => ORDER_ID.test(message.link?.url ?? ''))?.link;
  if (link) await fetch(link.url, { signal: AbortSignal.timeout(5_000) });
}

export async function untilGoods(visitor: Visitor, count: number): Promise<void> {
  const end = performance.now() + WAIT_MS;
  while (performance.now() < end) {
    await visitor.refresh();
    if (goodsIn(visitor).length >= count) return;
    await pause(AGAIN_MS);
  }
  throw new Error(`the goods did not come:\n${visitor.transcript()}`);
}

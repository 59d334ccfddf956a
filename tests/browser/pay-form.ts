/**
 * Somebody pays in the vendor's form on a page of ours, on a phone: the script of another origin runs, its frame opens,
 * and nobody else's script does. Practice vendors and the page stand on two ports, so they are strangers to the browser.
 */
import type { Browser, Page } from 'playwright-core';
import { openTestSite, type TestSite } from '../../bot/http/testing.ts';
import { until } from '../rig/until.ts';
import { openTestCore, type TestCore } from '../support/core.ts';
import { CARD, FORM, teachWays } from '../support/practice-ways.ts';
import type { Tally } from '../support/tally.ts';

const PHONE = { width: 390, height: 844 };
const POLL_MS = 46_000;

export async function payForm({ browser, tally }: { browser: Browser; tally: Tally }): Promise<void> {
  const shop = await openTestCore();
  const site = await openTestSite({ practice: true, overrides: { commerce: shop.commerce } });
  try {
    await teachWays(shop.core, FORM);
    await teachWays(shop.core, CARD);
    for (const [lang, pay, news] of [
      ['id', /Bayar sekarang/, /Kembali ke chat/],
      ['en', /Pay now/, /Go back to the chat/],
    ] as const) {
      const form = await opened(browser, shop, site, 'payment.page', lang);
      tally.check(`${lang}: fits a phone`, await fits(form.page));
      tally.check(`${lang}: a stranger's script does not run`, await strangersStayOut(form.page));
      await form.page.getByRole('button', { name: pay }).click();
      await form.page
        .frameLocator('iframe')
        .getByRole('button', { name: /latihan/ })
        .click();
      await form.page.waitForURL(/\/paid/);
      tally.check(`${lang}: ends where the news is told`, news.test((await form.page.textContent('main')) ?? ''));
      tally.check(`${lang}: the page is not believed`, (await form.state()) === 'awaiting_payment');
      await shop.pass(POLL_MS);
      tally.check(`${lang}: the gateway is`, (await form.state()) === 'completed');
      tally.check(`${lang}: no script failed`, form.problems.length === 0, form.problems.join());
      await form.close();
    }
    await byCard(browser, shop, site, tally);
  } finally {
    await site.close();
    await shop.close();
  }
}

const NUMBER = '4811111111111114';

/** The card is typed, its number never reaches the shop, and the bank's page stands between. */
async function byCard(browser: Browser, shop: TestCore, site: TestSite, tally: Tally): Promise<void> {
  for (const [lang, pay, bank] of [
    ['id', /Bayar sekarang/, /Lanjut ke bank/],
    ['en', /Pay now/, /Go on to the bank/],
  ] as const) {
    const card = await opened(browser, shop, site, 'payment.card', lang);
    const sent: string[] = [];
    card.page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
    tally.check(`${lang}: the card fits a phone`, await fits(card.page));
    await card.page.getByRole('button', { name: pay }).click();
    tally.check(`${lang}: an empty card is not sent`, !sent.some((line) => line.includes('/charge')));
    for (const [field, value] of [
      ['number', '4811 1111 1111 1114'],
      ['month', '12'],
      ['year', '2030'],
      ['code', '123'],
    ] as const)
      await card.page.locator(`#card-${field}`).fill(value);
    await card.page.getByRole('button', { name: pay }).click();
    await until(() => sent.some((line) => line.includes('/charge')), WAIT_MS);
    await shop.settle();
    await card.page.reload();
    await card.page.getByRole('link', { name: bank }).click();
    await card.page.getByRole('button', { name: /Setujui/ }).click();
    await shop.pass(POLL_MS);
    tally.check(`${lang}: the card is charged`, (await card.state()) === 'completed', await card.state());
    const digits = sent.map((line) => line.replaceAll(/[^\w{]/g, ''));
    tally.check(`${lang}: its number went nowhere`, !digits.some((line) => line.includes(NUMBER)));
    tally.check(`${lang}: no script of the card failed`, card.problems.length === 0, card.problems.join());
    await card.close();
  }
}

const WAIT_MS = 20_000;
const fits = (page: Page): Promise<boolean> => page.evaluate<boolean>('document.body.scrollWidth <= innerWidth');

/** A fresh buyer on the page of an order that is paid this way. */
async function opened(browser: Browser, shop: TestCore, site: TestSite, payVia: string, lang: 'id' | 'en') {
  const buyer = await shop.buyer();
  const product = await shop.commerce.product(buyer, 'WIFI1');
  const items = [{ kind: 'product' as const, productId: product?.id ?? '', qty: 1 }];
  const placed = await shop.commerce.placeOrder(buyer, shop.core.ids.uuid(), { chatId: buyer.chatId, items, payVia });
  if (!placed.ok) throw new Error(placed.reason);
  await shop.settle();
  const { outgoing } = shop.core.uow.read;
  const sent = await outgoing.after(buyer.chatId ?? '', 0, 10);
  const url = sent.map((row) => outgoing.screen(row).link?.url ?? '').find((link) => link.includes('/pay/')) ?? '';
  const context = await browser.newContext({ viewport: PHONE });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(`${site.url}${new URL(url).pathname}?lang=${lang}`);
  const state = async () => (await shop.core.uow.read.orders.byCode(placed.order.code))?.state ?? '';
  return { page, problems, state, close: () => context.close() };
}

/** Of another origin, and written into the page by whoever found a hole in it. */
const strangersStayOut = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>(`new Promise((done) => {
    const blocked = [];
    addEventListener('securitypolicyviolation', (event) => {
      blocked.push(event.blockedURI);
      if (blocked.length === 2) done(globalThis.hole === undefined);
    });
    for (const make of [(s) => (s.src = 'https://stranger.example/x.js'), (s) => (s.textContent = 'hole = 1')]) {
      const script = document.createElement('script');
      make(script);
      document.body.append(script);
    }
    setTimeout(() => done(false), 5_000);
  })`);

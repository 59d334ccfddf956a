/**
 * Somebody pays in the vendor's form on a page of ours, on a phone: the script of another origin runs, its frame opens,
 * and nobody else's script does. Practice vendors and the page stand on two ports, so they are strangers to the browser.
 */
import type { Browser, Page } from 'playwright-core';
import { openTestSite } from '../../bot/http/testing.ts';
import { openTestCore } from '../support/core.ts';
import { FORM, teachWays } from '../support/practice-ways.ts';
import type { Tally } from '../support/tally.ts';

const PHONE = { width: 390, height: 844 };
const POLL_MS = 46_000;

export async function payForm({ browser, tally }: { browser: Browser; tally: Tally }): Promise<void> {
  const shop = await openTestCore();
  const site = await openTestSite({ practice: true, overrides: { commerce: shop.commerce } });
  try {
    await teachWays(shop.core, FORM);
    for (const [lang, pay, news] of [
      ['id', /Bayar sekarang/, /Kembali ke chat/],
      ['en', /Pay now/, /Go back to the chat/],
    ] as const) {
      const buyer = await shop.buyer();
      const product = await shop.commerce.product(buyer, 'WIFI1');
      const items = [{ kind: 'product' as const, productId: product?.id ?? '', qty: 1 }];
      const input = { chatId: buyer.chatId, items, payVia: 'payment.page' };
      const placed = await shop.commerce.placeOrder(buyer, shop.core.ids.uuid(), input);
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
      tally.check(`${lang}: fits a phone`, await page.evaluate<boolean>('document.body.scrollWidth <= innerWidth'));
      tally.check(`${lang}: a stranger's script does not run`, await strangersStayOut(page));
      await page.getByRole('button', { name: pay }).click();
      await page
        .frameLocator('iframe')
        .getByRole('button', { name: /latihan/ })
        .click();
      await page.waitForURL(/\/paid/);
      tally.check(`${lang}: ends where the news is told`, news.test((await page.textContent('main')) ?? ''));
      tally.check(`${lang}: no script failed`, problems.length === 0, problems.join());
      const state = async () => (await shop.core.uow.read.orders.byCode(placed.order.code))?.state;
      tally.check(`${lang}: the page is not believed`, (await state()) === 'awaiting_payment', await state());
      await shop.pass(POLL_MS);
      tally.check(`${lang}: the gateway is`, (await state()) === 'completed', await state());
      await context.close();
    }
  } finally {
    await site.close();
    await shop.close();
  }
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

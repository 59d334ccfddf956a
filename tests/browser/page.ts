/**
 * A browser on the web chat, driven by what a person sees: words, buttons, pictures. Every page is watched for script
 * errors, requests to anybody else, and content wider than a phone. What runs inside the page is given as text: the
 * project's types know no browser, on purpose.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { until } from '../rig/until.ts';

const PHONE = { width: 390, height: 844 };
const OUT = join(import.meta.dirname, '..', '.out');
const WAIT_MS = 30_000;

/** Debian's Chromium, kept from talking to anybody. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface ChatPage {
  page: Page;
  context: BrowserContext;
  /** Script errors, failed assets and requests to other hosts, seen so far on all tabs. */
  problems: string[];
  type(words: string): Promise<void>;
  /** Presses the newest open button whose label fits. */
  press(label: RegExp): Promise<void>;
  /** Waits for words in a message of the shop that came after the last `type` or `press`. */
  sees(words: RegExp): Promise<void>;
  qr(): Promise<void>;
  /** Opens the bank link below the code, pays exactly, and comes back. */
  pay(): Promise<void>;
  /** Voucher or door code in the newest bubble that has one. */
  goods(): Promise<string>;
  /** Light and dark, at the size of a phone. */
  shoot(name: string): Promise<void>;
  widthFits(): Promise<boolean>;
  close(): Promise<void>;
}

export async function openChat(browser: Browser, url: string, locale: 'id-ID' | 'en-GB'): Promise<ChatPage> {
  const context = await browser.newContext({ viewport: PHONE, locale, colorScheme: 'light' });
  context.setDefaultTimeout(WAIT_MS);
  const problems: string[] = [];
  context.on('request', (request) => {
    if (!request.url().startsWith(url) && !/^(?:data|blob):/.test(request.url()))
      problems.push(`foreign ${request.url()}`);
  });
  context.on('weberror', (error) => problems.push(`script ${error.error().message}`));
  const page = await context.newPage();
  await page.goto(url);
  const bubbles = page.locator('#log .row:not(.user) .bubble');
  let mark = 0;

  const act = async (doing: () => Promise<void>): Promise<void> => {
    mark = await bubbles.count();
    await doing();
  };

  return {
    page,
    context,
    problems,
    type: (words) =>
      act(async () => {
        await page.locator('#text').fill(words);
        await page.locator('#text').press('Enter');
      }),
    press: (label) =>
      act(() => page.locator('#log .choices:not(.old) button').filter({ hasText: label }).last().click()),
    async sees(words) {
      const since = `[...document.querySelectorAll('#log .row:not(.user) .bubble')].slice(${mark})`;
      const fits = `${since}.some((bubble) => new RegExp(${JSON.stringify(words.source)}, 'i').test(bubble.textContent))`;
      await until(() => page.evaluate<boolean>(fits), WAIT_MS).catch(async (error: unknown) => {
        throw new Error(
          `${String(error)}\nnothing like ${String(words)} in:\n${await page.locator('#log').innerText()}`,
        );
      });
    },
    async qr() {
      await page.locator('.picture.code img').last().waitFor();
      const drawn = `(([image]) => image.complete && image.naturalWidth >= 600)
        ([...document.querySelectorAll('.picture.code img')].slice(-1))`;
      await until(() => page.evaluate<boolean>(drawn), WAIT_MS);
    },
    async pay() {
      const [bank] = await Promise.all([
        context.waitForEvent('page'),
        page.locator('a[href*="/practice/bank"]').last().click(),
      ]);
      await bank.locator('button.main').first().click();
      await bank.locator('[role=status]').waitFor();
      await bank.close();
    },
    async goods() {
      await page.locator('.goods code').last().waitFor();
      return (await page.locator('.goods code').last().textContent()) ?? '';
    },
    async shoot(name) {
      mkdirSync(OUT, { recursive: true });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: join(OUT, `${name}-${colorScheme}.png`) });
      }
      await page.emulateMedia({ colorScheme: 'light' });
    },
    widthFits: () => page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth'),
    close: () => context.close(),
  };
}

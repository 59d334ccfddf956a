/** What a newcomer does in the browser, scene by scene. Each throws where a person would be stuck. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import type { AppProcess } from '../support/app-process.ts';
import { readXlsx } from '../support/sheet-reader.ts';
import type { Tally } from '../support/tally.ts';
import { payForm } from './pay-form.ts';
import { openChat } from './page.ts';

export interface Stage {
  browser: Browser;
  app: AppProcess;
  tally: Tally;
}

interface Words {
  locale: 'id-ID' | 'en-GB';
  choose: RegExp;
  howMany: RegExp;
  sure: RegExp;
  yes: RegExp;
  name: RegExp;
  contact: RegExp;
  arrival: RegExp;
  door: RegExp;
  report: string;
  sold: RegExp;
  excel: RegExp;
  until: RegExp;
}

const ID: Words = {
  locale: 'id-ID',
  choose: /Tekan pilihan|cocok/,
  howMany: /Mau berapa|Berapa/,
  sure: /sudah benar/,
  yes: /Ya, pesan/,
  name: /Atas nama siapa/,
  contact: /Nomor HP/,
  arrival: /jam berapa/,
  door: /Kode pintu/,
  report: 'laporan',
  sold: /terjual Rp/,
  excel: /Berkas Excel/,
  until: /bisa diunduh sampai/,
};
const EN: Words = {
  locale: 'en-GB',
  choose: /products match/,
  howMany: /How many/,
  sure: /Is everything right/,
  yes: /Yes, order/,
  name: /name/,
  contact: /reach you/,
  arrival: /what time/,
  door: /Door code/,
  report: 'report',
  sold: /sold Rp/,
  excel: /Excel file/,
  until: /available until/,
};
const LANGUAGES = [
  ['id', ID],
  ['en', EN],
] as const;

/** Buys a voucher; the page is reloaded while the shop waits for an answer, the server restarted while the QR is shown. */
export async function voucher({ browser, app, tally }: Stage, lang: 'id' | 'en', words: Words): Promise<void> {
  const chat = await openChat(browser, app.url, words.locale);
  await chat.sees(/Sapa/);
  await chat.shoot(`menu-${lang}`);
  await chat.type('wifi');
  await chat.sees(words.choose);
  await chat.press(/1 hari/);
  await chat.sees(words.howMany);
  await chat.page.reload();
  await chat.page.locator('.choices:not(.old) button').first().waitFor();
  await chat.type('1');
  await chat.sees(words.sure);
  await chat.press(words.yes);
  await chat.qr();
  await chat.shoot(`qr-${lang}`);
  tally.check(`${lang}: nothing is wider than the phone`, await chat.widthFits());
  const before = await chat.page.locator('#log .row').count();
  await app.stop();
  await chat.page.locator('#status[data-state=lost]').waitFor();
  await app.start();
  await chat.page.locator('#status[data-state=online]').waitFor();
  tally.check(`${lang}: the restart repeats nothing`, (await chat.page.locator('#log .row').count()) === before);
  await chat.pay();
  const code = await chat.goods();
  tally.check(`${lang}: the voucher is shown`, /^LATIHAN-WIFI1-[0-9A-F]{10}$/.test(code));
  await chat.shoot(`voucher-${lang}`);
  await chat.page.reload();
  tally.check(`${lang}: the voucher is still there after a reload`, (await chat.goods()) === code);
  tally.check(`${lang}: it came once`, (await chat.page.locator('.goods code').count()) === 1);
  tally.check(`${lang}: no script errors, no foreign requests`, chat.problems.length === 0, chat.problems.join('; '));
  await chat.close();
}

/** Books tonight and sees the door code. */
export async function room({ browser, app, tally }: Stage, lang: 'id' | 'en', words: Words): Promise<void> {
  const chat = await openChat(browser, app.url, words.locale);
  await chat.sees(/Sapa/);
  await chat.type(lang === 'id' ? 'malam ini 1 malam 2 orang' : 'tonight 1 night 2 people');
  await chat.page.locator('.picture img').last().waitFor();
  await chat.page.locator('.choices:not(.old) button', { hasText: /Deluxe/ }).waitFor();
  await chat.shoot(`rooms-${lang}`);
  await chat.press(/Deluxe/);
  await chat.sees(words.name);
  await chat.type('Sari Wulandari');
  await chat.sees(words.contact);
  await chat.type('0812 3456 7890');
  await chat.sees(words.arrival);
  await chat.type('23:30');
  await chat.sees(words.sure);
  await chat.press(words.yes);
  await chat.qr();
  await chat.pay();
  const pin = await chat.goods();
  tally.check(`${lang}: the door code is digits`, /^\d{4,9}$/.test(pin));
  await chat.sees(words.door);
  await chat.shoot(`door-code-${lang}`);
  tally.check(`${lang}: the room page fits the phone`, await chat.widthFits());
  tally.check(`${lang}: no script errors, no foreign requests`, chat.problems.length === 0, chat.problems.join('; '));
  await chat.close();
}

/** The owner takes the day's orders along as a file, on a narrow phone. */
export async function report({ browser, app, tally }: Stage, lang: 'id' | 'en', words: Words): Promise<void> {
  const chat = await openChat(browser, app.url, words.locale);
  await chat.page.setViewportSize({ width: 360, height: 740 });
  await chat.sees(/Sapa/);
  await chat.type('/persona owner');
  await chat.sees(/"antrean"|"queue"/);
  await chat.type(words.report);
  await chat.sees(words.sold);
  await chat.press(words.excel);
  const card = chat.page.locator('a.file');
  await card.waitFor();
  tally.check(`${lang}: the card says until when`, words.until.test(await card.innerText()), await card.innerText());
  tally.check(`${lang}: nothing is wider than 360 px`, await chat.widthFits());
  await chat.shoot(`file-${lang}`);
  const [download] = await Promise.all([chat.page.waitForEvent('download'), card.click()]);
  const bytes = readFileSync(await download.path());
  tally.check(
    `${lang}: the file is saved under its name`,
    /^(?:laporan|report)-.+\.xlsx$/.test(download.suggestedFilename()),
  );
  tally.check(`${lang}: it is a workbook with the orders of the day`, readXlsx(bytes).cells.length > 8);
  tally.check(`${lang}: no script errors, no foreign requests`, chat.problems.length === 0, chat.problems.join('; '));
  await chat.close();
}

/** The same purchase without a mouse: every step is reached by Tab, seen by its focus ring, and done by Enter. */
export async function keyboardOnly({ browser, app, tally }: Stage): Promise<void> {
  const chat = await openChat(browser, app.url, EN.locale);
  await chat.sees(/Sapa/);
  await chat.page.keyboard.press('Tab');
  await chat.page.keyboard.press('Enter');
  tally.check('keyboard: the first Tab skips to the message box', (await focusedId(chat.page)) === 'text');
  await typed(chat.page, 'wifi');
  await chat.sees(EN.choose);
  await tabTo(chat.page, /1 hari/);
  tally.check('keyboard: the focus can be seen', await focusIsVisible(chat.page));
  await chat.page.keyboard.press('Enter');
  await chat.sees(EN.howMany);
  await tabTo(chat.page, /^1 code$/);
  await chat.page.keyboard.press('Enter');
  await chat.sees(EN.sure);
  await tabTo(chat.page, EN.yes);
  await chat.page.keyboard.press('Enter');
  await chat.qr();
  await tabTo(chat.page, /practice bank/i);
  const [bank] = await Promise.all([chat.context.waitForEvent('page'), chat.page.keyboard.press('Enter')]);
  await bank.waitForLoadState();
  await tabTo(bank, /Pay exactly/, 'Tab');
  await bank.keyboard.press('Enter');
  await bank.locator('[role=status]').waitFor();
  await bank.close();
  tally.check('keyboard: the voucher is shown', (await chat.goods()).startsWith('LATIHAN-'));
  await chat.close();
}

export const scenes: [string, (stage: Stage) => Promise<void>][] = [
  ...LANGUAGES.map(([lang, words]): [string, (stage: Stage) => Promise<void>] => [
    `voucher ${lang}`,
    (stage) => voucher(stage, lang, words),
  ]),
  ...LANGUAGES.map(([lang, words]): [string, (stage: Stage) => Promise<void>] => [
    `room ${lang}`,
    (stage) => room(stage, lang, words),
  ]),
  ...LANGUAGES.map(([lang, words]): [string, (stage: Stage) => Promise<void>] => [
    `report ${lang}`,
    (stage) => report(stage, lang, words),
  ]),
  ['keyboard only', keyboardOnly],
  ["the vendor's form", payForm],
];

async function typed(page: Page, words: string): Promise<void> {
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
}

const focusedId = (page: Page): Promise<string> => page.evaluate<string>('document.activeElement.id');

const focusIsVisible = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>(`(({ outlineStyle, outlineWidth, boxShadow }) =>
    (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none')(getComputedStyle(document.activeElement))`);

const MAX_TABS = 60;

/** Walks backwards from where the focus is, as somebody does who is in the message box; forwards where told. */
async function tabTo(page: Page, label: RegExp, key: 'Tab' | 'Shift+Tab' = 'Shift+Tab'): Promise<void> {
  for (let tab = 0; tab < MAX_TABS; tab += 1) {
    const focused = `document.activeElement === document.body ? '' : document.activeElement.textContent.trim()`;
    if (label.test(await page.evaluate<string>(focused))) return;
    await page.keyboard.press(key);
  }
  throw new Error(`no Tab leads to ${String(label)}`);
}

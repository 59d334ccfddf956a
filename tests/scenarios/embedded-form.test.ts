/** Paying in the gateway's own form on a page of ours: the chat only leads there and tells what came of it. */
import { expect, test } from 'vitest';
import { CARD, FORM, teachWays, untilKnownEverywhere } from '../support/practice-ways.ts';
import type { App } from '../../bot/app.ts';
import { inEveryVoice } from './stage/voices.ts';
import { MINUTE } from './stage/stage.ts';

inEveryVoice(['web', 'telegram'], (stage) => {
  test('gets the address of the page, lets it run out, makes another, and pays', async () => {
    const { w, scene, enter, pays, later, app } = stage();
    await teachWays(app.core, FORM);
    await untilKnownEverywhere();
    await scene('formulir-bayar', async () => {
      const buyer = await enter('Pembeli');
      await buyer.says('/start p_WIFI1');
      await buyer.says('1');
      await buyer.presses(w('Ya, pesan', 'Yes, order'));
      await buyer.presses(w('Halaman bayar', 'Payment page'));
      await later(31 * MINUTE, w('31 menit kemudian', '31 minutes later'));
      await buyer.presses(w('Buat tautan baru', 'New link'));
      await buyer.presses(w('Halaman bayar', 'Payment page'));
      await pays();
    });
  });

  test('a card is declined, another one goes by the bank', async () => {
    const { w, scene, enter, app, pays, newestOrder, remark } = stage();
    const { core, commerce } = app;
    await teachWays(core, CARD);
    await untilKnownEverywhere();
    /** As the page does it: in the chat nothing of a card is ever typed. */
    const gives = async (cardToken: string) => {
      const chats = (await core.uow.read.orders.byCode(code))?.chatId ?? '';
      const rows = await core.uow.read.outgoing.after(chats, 0, 1_000);
      const urls = rows.flatMap((row) => core.uow.read.outgoing.screen(row).link?.url.split('/pay/')[1] ?? []);
      expect(await commerce.chargePayment(urls.at(-1) ?? '', cardToken)).toEqual({ ok: true });
    };
    let code = '';
    await scene('kartu-bayar', async () => {
      const buyer = await enter('Pembeli');
      await buyer.says('/start p_WIFI1');
      await buyer.says('1');
      await buyer.presses(w('Ya, pesan', 'Yes, order'));
      await buyer.presses('Kartu');
      const orders = await commerce.myOrders(await commerce.actorOf(await newestChat(app)), { limit: 1, offset: 0 });
      code = orders[0]?.code ?? '';
      await remark(w('di halamannya: kartu yang ditolak', 'on the page: a card that is declined'));
      await gives('card-0002-abcdefgh');
      await remark(w('kartunya ditolak', 'the card is declined'));
      await buyer.presses(w('Buat tautan baru', 'New link'));
      await buyer.presses('Kartu');
      await remark(w('di halamannya: kartu lain, lalu bank', 'on the page: another card, then the bank'));
      await gives('card-1114-abcdefgh');
      await remark(w('bank menyetujui', 'the bank approves'));
      expect(await newestOrder()).toBe(code);
      await pays();
    });
  });
});

/** Of whoever ordered last. */
async function newestChat({ core }: App): Promise<string> {
  const [newest] = await core.uow.read.jobs.list({ limit: 50 });
  const rows = await core.uow.read.jobs.list({ limit: 50 });
  const expiry = rows.find(({ name }) => name === 'order.expire') ?? newest;
  const { orderId = '' } = (expiry?.payload ?? {}) as { orderId?: string };
  return (await core.uow.read.orders.get(orderId))?.chatId ?? '';
}

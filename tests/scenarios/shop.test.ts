/** What a customer of the shop reads, from the first word to the goods. */
import { test } from 'vitest';
import { buysVoucher } from './stage/first-sale.ts';
import { inEveryVoice } from './stage/voices.ts';

inEveryVoice(['web', 'telegram', 'terminal'], (stage, channel) => {
  test('buys a voucher', () => buysVoucher(stage()));

  if (channel === 'terminal') return;

  test('tops up a game after a wrong account', async () => {
    const { w, scene, enter, pays } = stage();
    await scene('top-up-game', async () => {
      const buyer = await enter('Pembeli');
      await buyer.says('mobile legends');
      await buyer.presses('86');
      await buyer.says('12345678');
      await buyer.says('abc (1234)');
      await buyer.says('12345678 (1234)');
      await buyer.says(w('ya', 'yes'));
      await pays();
    });
  });

  test('buys a PLN token', async () => {
    const { w, scene, enter, pays } = stage();
    await scene('token-pln', async () => {
      const buyer = await enter('Pembeli');
      await buyer.says('token pln 20rb');
      await buyer.says('1234567890');
      await buyer.says('000 0000 0000');
      await buyer.says('12345678901');
      await buyer.says(w('oke', 'ok'));
      await pays();
    });
  });

  test('buys at the reseller price', async () => {
    const { w, scene, enter, pays } = stage();
    await scene('reseller', async () => {
      const buyer = await enter('Reseller');
      await buyer.says('/persona reseller');
      await buyer.says('voucher wifi');
      await buyer.presses('7 hari');
      await buyer.says('2');
      await buyer.presses(w('Ya, pesan', 'Yes, order'));
      await pays();
    });
  });

  test('sees the orders, asks for the code again and cancels an unpaid one', async () => {
    const { w, scene, enter, pays, newestOrder } = stage();
    await scene('pesanan-saya', async () => {
      const buyer = await enter('Pembeli');
      await buyer.says(w('pesanan', 'orders'));
      await buyer.says('/start p_WIFI1');
      await buyer.presses(w('2 kode', '2 codes'));
      await buyer.presses(w('Ya, pesan', 'Yes, order'));
      await pays();
      await buyer.presses(w('Lihat pesanan', 'See order'));
      await buyer.presses(w('Kirim ulang', 'again'));
      await buyer.says('/start p_EBOOK1');
      await buyer.says('1');
      await buyer.presses(w('Ya, pesan', 'Yes, order'));
      await buyer.says(w('pesanan', 'orders'));
      await buyer.presses(await newestOrder());
      await buyer.presses(w('Cek sekarang', 'Check now'));
      await buyer.says(w('batal', 'cancel'));
      await buyer.says(w('ya', 'yes'));
      await buyer.says(w('pesanan', 'orders'));
      await buyer.says(w('pesanan ZZZZZZ', 'order ZZZZZZ'));
      await buyer.says('/order ZZZZZZ');
    });
  });

  test('buys a PLN token although nobody can say whose meter it is', async () => {
    const { w, scene, enter, pays, sandbox } = stage();
    await scene('token-tanpa-nama', async () => {
      const buyer = await enter('Pembeli');
      await sandbox.faults([{ vendor: 'supplier', endpoint: 'inquiry_pln', kind: 'http_500' }]);
      await buyer.says('pln20 14012345670');
      await buyer.says(w('oke', 'ok'));
      await pays();
      await sandbox.clearFaults();
    });
  });
});

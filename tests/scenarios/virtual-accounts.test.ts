/** Paying into an account number: the owner switches banks on, buyers choose one, and everything that can happen after. */
import { expect, test } from 'vitest';
import { BILLS, teachWays, untilKnownEverywhere } from '../support/practice-ways.ts';
import { inEveryVoice } from './stage/voices.ts';
import { MINUTE, type Part, type Stage } from './stage/stage.ts';

async function orders({ w }: Stage, buyer: Part, product: string, bank: string): Promise<void> {
  await buyer.says(`/start p_${product}`);
  await buyer.says('1');
  await buyer.presses(w('Ya, pesan', 'Yes, order'));
  await buyer.says(bank);
}

async function paymentOf({ app, newestOrder }: Stage) {
  const order = await app.core.uow.read.orders.byCode(await newestOrder());
  return (await app.core.uow.read.payments.ofOrder(order?.id ?? '')).at(-1);
}

inEveryVoice(['web', 'telegram'], (stage) => {
  test('the owner switches banks on, a buyer chooses one, pays, and has the goods', async () => {
    const { w, scene, enter, pays, newestOrder, sandbox } = stage();
    await scene('va-bayar', async () => {
      const owner = await enter('Pemilik');
      const buyer = await enter('Pembeli');
      await owner.says('/persona owner');
      await owner.says(w('/penyedia', '/providers'));
      await owner.says('Pakasir (practice)');
      await owner.presses(w('Cara bayar', 'Ways to pay'));
      await owner.says('bni, bri dan bca');
      await owner.presses('☐ Virtual account ATM Bersama');
      await owner.presses('☑ Virtual account BRI');
      await owner.says('bri');
      await owner.presses(w('Simpan', 'Save'));
      await orders(stage(), buyer, 'WIFI7', 'bca');
      await buyer.says('va bni');
      await buyer.presses(w('Lihat pesanan', 'See order'));
      await owner.says(w(`kenapa ${await newestOrder()}`, `why ${await newestOrder()}`));
      const payment = await paymentOf(stage());
      expect(payment).toMatchObject({ feature: 'payment.bni_va', format: 'va_static', methodName: 'BNI' });
      expect(payment?.paymentNumber).toMatch(/^\d{16}$/);
      // No other amount even leaves the payer's bank.
      expect(await sandbox.pay(payment?.reference ?? '', { mode: 'under' })).toBe(false);
      await pays();
    });
  });

  test('runs out, is renewed with another bank, checked, and cancelled', async () => {
    const { w, scene, enter, later } = stage();
    await scene('va-kedaluwarsa', async () => {
      const buyer = await enter('Pembeli');
      await orders(stage(), buyer, 'WIFI1', 'bri');
      await later(31 * MINUTE, w('31 menit kemudian', '31 minutes later'));
      await buyer.says(w('pesanan', 'orders'));
      await buyer.says(w('menu', 'menu'));
      await buyer.presses(w('Buat nomor baru', 'New number'));
      await buyer.presses('Virtual account BNI');
      await buyer.presses(w('Cek sekarang', 'Check now'));
      await buyer.says('batal');
      await buyer.presses(w('Ya, batalkan', 'Yes, cancel it'));
    });
  });

  test('is paid after its time', async () => {
    const { w, scene, enter, pays, later } = stage();
    await scene('va-terlambat', async () => {
      const buyer = await enter('Pembeli');
      await orders(stage(), buyer, 'WIFI1', 'bni');
      await later(33 * MINUTE, w('33 menit kemudian', '33 minutes later'));
      await pays('late');
    });
  });

  test('an open number takes too little, and the rest comes by the same bank', async () => {
    const { w, scene, enter, pays } = stage();
    await scene('va-kurang', async () => {
      const buyer = await enter('Pembeli');
      await orders(stage(), buyer, 'WIFI7', 'atm bersama');
      await pays('under');
      await buyer.presses(w('Bayar sisanya', 'Pay the rest'));
      expect(await paymentOf(stage())).toMatchObject({ feature: 'payment.atm_bersama_va', format: 'va_static' });
      await pays();
    });
  });

  test('a bank that wants two numbers gets both', async () => {
    const { w, scene, enter, pays } = stage();
    // Its vendor's preset has no bank that asks for two numbers.
    await teachWays(stage().app.core, BILLS);
    await untilKnownEverywhere();
    await scene('va-tagihan', async () => {
      const buyer = await enter('Pembeli');
      await orders(stage(), buyer, 'WIFI1', 'mandiri');
      await buyer.presses(w('Lihat pesanan', 'See order'));
      expect(await paymentOf(stage())).toMatchObject({ billerCode: '70012', methodName: 'Mandiri' });
      await pays();
    });
  });
});

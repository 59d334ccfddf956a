/** What buyer and owner read when money fits no order: the rest is paid, kept, or goes back by hand with a proof. */
import { test } from 'vitest';
import { inEveryVoice } from './stage/voices.ts';
import type { Part, Stage } from './stage/stage.ts';

async function orders({ w }: Stage, buyer: Part, product: string): Promise<void> {
  await buyer.says(`/start p_${product}`);
  await buyer.says('1');
  await buyer.presses(w('Ya, pesan', 'Yes, order'));
}

inEveryVoice(['web', 'telegram'], (stage) => {
  test('pays too little and then the rest; pays twice and keeps it', async () => {
    const { w, scene, enter, pays } = stage();
    await scene('bayar-sisanya', async () => {
      const buyer = await enter('Pembeli');
      await orders(stage(), buyer, 'WIFI1');
      await pays('under');
      await buyer.presses(w('Bayar sisanya', 'Pay the rest'));
      await pays();
      await orders(stage(), buyer, 'WIFI7');
      await pays('twice');
      await buyer.presses(w('Simpan jadi saldo', 'Keep as balance'));
      await buyer.presses(w('Kembalikan uang', 'Give it back'));
    });
  });

  test('has money back by transfer, and the owner says so with a proof', async () => {
    const { w, scene, enter, pays } = stage();
    await scene('uang-kembali', async () => {
      const buyer = await enter('Pembeli');
      const owner = await enter('Pemilik');
      await owner.says('/persona owner');
      await orders(stage(), buyer, 'WIFI7');
      await pays('twice');
      await buyer.presses(w('Kembalikan uang', 'Give it back'));
      await buyer.presses(w('Isi rekening tujuan', 'Enter the account'));
      await buyer.says('BCA saja');
      await buyer.says('BCA 1234567890 Budi Santoso');
      await owner.says(w('antrean', 'queue'));
      await owner.presses(w('uang harus dikembalikan', 'money to be refunded'));
      await owner.presses(w('Lihat rekening', 'See the account'));
      await owner.presses(w('Sudah ditransfer', 'Transferred'));
      await owner.says('BCA ref 778812');
      await owner.presses(w('Sudah ditransfer', 'Transferred'));
      await owner.presses(w('uang harus dikembalikan', 'money to be refunded'));
    });
  });

  test('the owner lets an order go for less, and writes another payment off', async () => {
    const { w, scene, enter, pays } = stage();
    await scene('pemilik-memutuskan', async () => {
      const buyer = await enter('Pembeli');
      const owner = await enter('Pemilik');
      await owner.says('/persona owner');
      await orders(stage(), buyer, 'WIFI1');
      await pays('under');
      await owner.says(w('antrean', 'queue'));
      await owner.presses(w('dibayar kurang', 'paid too little'));
      await owner.presses(w('Kirim barangnya', 'Deliver it'));
      await orders(stage(), buyer, 'WIFI7');
      await pays('twice');
      await owner.says(w('antrean', 'queue'));
      await owner.presses(w('dibayar dua kali', 'paid twice'));
      await owner.presses(w('Hapus dari catatan', 'Write it off'));
      await owner.says(w('Sudah dikembalikan tunai di meja', 'Given back in cash at the desk'));
      await owner.presses(w('Nanti saja', 'Later'));
    });
  });
});

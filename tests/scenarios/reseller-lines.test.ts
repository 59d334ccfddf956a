/** A reseller who types orders as resellers do, looks them up again, and reads the price list. */
import { test } from 'vitest';
import { inEveryVoice } from './stage/voices.ts';

/** Goods of the first line must not arrive among the answers to the others, or no two transcripts are alike. */
const SLOWLY = [{ kind: 'delay', vendor: 'supplier', endpoint: 'transaction', ms: 800 }];

inEveryVoice(['web', 'telegram'], (stage) => {
  test('orders in one line each', async () => {
    const { w, scene, enter, givesBalance, later, sandbox } = stage();
    await sandbox.faults(SLOWLY);
    await scene('pesan-satu-baris', async () => {
      const buyer = await enter('Reseller');
      await buyer.says('/persona reseller');
      await buyer.says('xld10 081234567890');
      await givesBalance(100_000);
      await buyer.says('xld10 081234567890');
      await buyer.says('ML86 12345678 1234\nxld10 0812\nqq9 081234567890\nxld10.081234567890\nwifi1 081234567890');
      await buyer.presses(w('Tidak, lewati', 'No, skip'));
      await buyer.says('pln20.14012345678');
      await buyer.says(w('ya', 'yes'));
      await later(11 * 60_000, w('Sebelas menit kemudian', 'Eleven minutes later'));
      await buyer.says('xld10 081234567890');
    });
  });

  test('looks back over the orders and finds one by its number', async () => {
    const { w, scene, enter, givesBalance } = stage();
    await scene('riwayat-reseller', async () => {
      const buyer = await enter('Reseller');
      await buyer.says('/persona reseller');
      await buyer.says(w('riwayat', 'history'));
      await givesBalance(100_000);
      await buyer.says('xld10 081234567891');
      await buyer.says('xld10 087800001232');
      await buyer.says('ML86 12345678 1234');
      await buyer.says(w('riwayat', 'history'));
      await buyer.presses(w('Gagal', 'Failed'));
      await buyer.says(w('cek 0812-3456-7891', 'check 0812-3456-7891'));
      await buyer.says(w('cek 0899999999999', 'check 0899999999999'));
      await buyer.says(w('riwayat kemarin', 'history yesterday'));
      await buyer.says(w('daftar harga mobile legends', 'price list mobile legends'));
      await buyer.says(w('daftar harga zzz', 'price list zzz'));
    });
  });

  test('sees whose meter it is before the balance is used', async () => {
    const { w, scene, enter, givesBalance, sandbox } = stage();
    await scene('pesan-token-satu-baris', async () => {
      const buyer = await enter('Reseller');
      await buyer.says('/persona reseller');
      await givesBalance(100_000);
      await buyer.says('pln20 14012345678\npln20 00000000000\npln20 14012345679');
      await buyer.presses(w('Tidak, lewati', 'No, skip'));
      await sandbox.faults([{ vendor: 'supplier', endpoint: 'inquiry_pln', kind: 'http_500' }]);
      await buyer.says('pln20 14012345671');
      await sandbox.clearFaults();
      await buyer.presses(w('Ya, kirim', 'Yes, send'));
    });
  });
});

/** What the owner reads about suppliers, and a buyer about a product that is slow, fails, or is paused. */
import { test } from 'vitest';
import { inEveryVoice } from './stage/voices.ts';
import { MINUTE, type Part, type Stage } from './stage/stage.ts';

const HOUR = 60 * MINUTE;

/** The price list changes at the supplier, in its own field names. */
const supplierSells = ({ sandbox }: Stage, ...products: Record<string, unknown>[]) =>
  sandbox.call('POST', '/setup', { supplier: { products } });
const deposit = ({ sandbox }: Stage, depositIdr: number) =>
  sandbox.call('POST', '/setup', { supplier: { depositIdr } });

async function owner({ enter }: Stage): Promise<Part> {
  const part = await enter('Pemilik');
  await part.says('/persona owner');
  return part;
}

inEveryVoice(['web', 'telegram'], (stage) => {
  test('syncs the price list by hand, decides held prices, and is asked about a list that looks wrong', async () => {
    const at = stage();
    const { w, scene, later } = at;
    await scene('sinkron', async () => {
      const boss = await owner(at);
      await boss.says(w('sinkron', 'sync'));
      await boss.says(w('pemasok', 'suppliers'));
      await boss.presses(w('Tahan perubahan harga', 'Hold price changes'));
      await boss.says('5%');
      await supplierSells(
        at,
        { buyer_sku_code: 'tsel5', price: 9_900 },
        { buyer_sku_code: 'tsel10', price: 11_900 },
        { buyer_sku_code: 'xld5', price: 5_650 },
        { buyer_sku_code: 'isat25', remove: true },
      );
      await later(2 * HOUR, w('2 jam kemudian', '2 hours later'));
      await boss.says('/sync');
      await boss.presses(w('Lihat perubahan harga', 'See price changes'));
      await boss.presses(w('Terapkan TSEL5', 'Apply TSEL5'));
      await boss.presses(w('Harga lama TSEL10', 'Old price TSEL10'));
      await supplierSells(at, ...DEAR.map((sku) => ({ buyer_sku_code: sku, price: 500_000 })));
      await later(2 * HOUR, w('2 jam kemudian semua harga melonjak', '2 hours later all prices jump'));
      await boss.says(w('sinkron', 'sync'));
      await boss.presses(w('Pakai yang lama', 'Keep the old list'));
      await boss.presses(w('Pemasok', 'Suppliers'));
    });
  });

  test('hears of a low deposit once, and of a supplier that is silent', async () => {
    const at = stage();
    const { w, scene, later, sandbox } = at;
    await scene('saldo-pemasok', async () => {
      const boss = await owner(at);
      await boss.says('/pemasok');
      await boss.presses(w('Ubah batas saldo', 'Change balance limit'));
      await boss.says(w('banyak', 'lots'));
      await boss.says(w('250rb', '250k'));
      await deposit(at, 240_000);
      await later(11 * MINUTE, w('saldo turun ke 240.000', 'the balance falls to 240,000'));
      await deposit(at, 200_000);
      await later(30 * MINUTE, w('30 menit kemudian', '30 minutes later'));
      await deposit(at, 5_000_000);
      await later(11 * MINUTE, w('saldo diisi', 'the balance is filled'));
      const key = (apiKey: string) => sandbox.call('POST', '/setup', { supplier: { apiKey } });
      await key('changed-by-the-vendor');
      for (let i = 0; i < 4; i += 1)
        await later(11 * MINUTE, w('pemasok menolak kunci kita', 'the supplier refuses our key'));
      await key('practice-supplier-key');
      await later(11 * MINUTE, w('kuncinya benar lagi', 'the key is right again'));
    });
  });

  test('a product turns slow, fails, pauses, and is sold again by the owner', async () => {
    const at = stage();
    const { w, scene, enter, pays, later, sandbox } = at;
    await scene('produk-dijeda', async () => {
      const buyer = await enter('Pembeli');
      const boss = await owner(at);
      const others = await enter('Orang lain', { offstage: true });
      const buys = async (number: string) => {
        await others.says('/start p_DANA20');
        await others.says(number);
        await others.presses(w('Ya, pesan', 'Yes, order'));
        await pays();
      };
      await sandbox.faults([
        { vendor: 'supplier', endpoint: 'transaction', kind: 'http_500', calls: 1, handled: true },
        { vendor: 'supplier', endpoint: 'webhook', kind: 'drop_webhook', calls: 1 },
      ]);
      await buys('0812 3456 7890');
      await later(3 * MINUTE, w('3 menit kemudian', '3 minutes later'));
      await buyer.says('/start p_DANA20');
      await later(3 * HOUR, w('3 jam kemudian', '3 hours later'));
      for (let i = 0; i < 4; i += 1) await buys('0878 0000 1232');
      await buyer.says('/start p_DANA20');
      await later(31 * MINUTE, w('31 menit kemudian', '31 minutes later'));
      await buyer.says('/start p_DANA20');
      await buyer.says('menu');
      await boss.says(w('jeda dana20', 'pause dana20'));
      await buyer.says('/start p_DANA20');
      await boss.presses(w('Jual lagi', 'Sell again'));
      await boss.says(w('jeda WIFI1', 'pause WIFI1'));
      await boss.says(w('jeda XX9', 'pause XX9'));
    });
  });
});

/** More than a third of what the practice supplier sells. */
const DEAR = 'tsel25 tsel50 xld5 xld10 isat10 tri10 tdata3 tdata12 xdata6 ml5 ml86 ml172 mlweek ff70 ff140 ff355'.split(
  ' ',
);

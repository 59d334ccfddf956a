/** What buyer and owner read when a supplier refuses, asks more, or is silent, and when a price that rose is answered. */
import { test } from 'vitest';
import { inEveryVoice } from './stage/voices.ts';
import { MINUTE, type Part, type Stage } from './stage/stage.ts';

async function ordersPulsa({ w }: Stage, buyer: Part, number = '0812 3456 7890'): Promise<void> {
  await buyer.says('pulsa telkomsel 10rb');
  await buyer.says(number);
  await buyer.presses(w('Ya, pesan', 'Yes, order'));
}

/** At the supplier, and in what we know of its list. */
async function priceIs({ app, sandbox }: Stage, price: number): Promise<void> {
  await sandbox.call('POST', '/setup', { supplier: { products: [{ buyer_sku_code: 'tsel10', price }] } });
  const { uow, clock } = app.core;
  const product = await uow.read.catalogue.productByCode('practice', 'TSEL10');
  const [offer] = await uow.read.catalogue.offersOf(product?.id ?? '');
  if (!offer) throw new Error('nobody sells it');
  await uow.run('test.price', (stores) =>
    stores.catalogue.upsertOffer({ ...offer, costIdr: price, seenAt: clock.now() }),
  );
}

const USUAL_IDR = 10_225;

inEveryVoice(['web', 'telegram'], (stage) => {
  test('is asked for a dearer price: pays it once, wants the money back once, and once does not answer', async () => {
    const { w, scene, enter, pays, later } = stage();
    await scene('harga-naik', async () => {
      const buyer = await enter('Pembeli');
      await ordersPulsa(stage(), buyer);
      await priceIs(stage(), 12_000);
      await pays();
      await buyer.presses(w('Bayar Rp', 'Pay Rp'));
      await pays();
      await priceIs(stage(), USUAL_IDR);
      await ordersPulsa(stage(), buyer, '0813 1111 2222');
      await priceIs(stage(), 12_000);
      await pays();
      await buyer.presses(w('Kembalikan uang', 'Return my money'));
      await buyer.presses(w('Bayar Rp', 'Pay Rp'));
      await priceIs(stage(), USUAL_IDR);
      await ordersPulsa(stage(), buyer, '0813 3333 4444');
      await priceIs(stage(), 12_000);
      await pays();
      await later(31 * MINUTE, w('31 menit kemudian', '31 minutes later'));
      await priceIs(stage(), USUAL_IDR);
    });
  });

  test('waits while the supplier refuses our account, and the owner sends it when that is mended', async () => {
    const { w, scene, enter, pays, sandbox, newestOrder } = stage();
    await scene('pemasok-menolak', async () => {
      const buyer = await enter('Pembeli');
      const owner = await enter('Pemilik');
      await owner.says('/persona owner');
      await sandbox.call('POST', '/setup', { supplier: { apiKey: 'another-key' } });
      await ordersPulsa(stage(), buyer);
      await pays();
      await owner.says(w(`kenapa ${await newestOrder()}`, `why ${await newestOrder()}`));
      await owner.presses(w('Uji sekarang', 'Test now'));
      await sandbox.call('POST', '/setup', { supplier: { apiKey: 'practice-supplier-key' } });
      await owner.presses(w('Uji sekarang', 'Test now'));
    });
  });

  test('hears once of a purchase that stays unclear for hours, and gets it in the end', async () => {
    const { w, scene, enter, pays, later, sandbox } = stage();
    await scene('pemasok-diam', async () => {
      const buyer = await enter('Pembeli');
      const owner = await enter('Pemilik');
      await owner.says('/persona owner');
      await sandbox.faults([
        { vendor: 'supplier', endpoint: 'transaction', kind: 'duplicate' },
        { vendor: 'supplier', kind: 'drop_webhook' },
      ]);
      await ordersPulsa(stage(), buyer, '0813 5555 6666');
      await pays();
      for (let checks = 0; checks < 6; checks += 1) await later(2 * MINUTE, w('2 menit kemudian', '2 minutes later'));
      await owner.says(w('antrean', 'queue'));
      await sandbox.clearFaults();
      await later(30 * MINUTE, w('30 menit kemudian', '30 minutes later'));
      await owner.says(w('antrean', 'queue'));
    });
  });
});

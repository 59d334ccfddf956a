/** The owner ends, in the chat, what a supplier left unclear or delivered too late, and what the buyer reads of it. */
import { test } from 'vitest';
import { applyReading } from '../../commerce/fulfilment/apply-reading.ts';
import type { PurchaseReading } from '../../commerce/ports/supplier.ts';
import { inEveryVoice } from './stage/voices.ts';
import { MINUTE, type Part, type Stage } from './stage/stage.ts';

async function orders({ w }: Stage, buyer: Part, number: string): Promise<void> {
  await buyer.says('pulsa telkomsel 10rb');
  await buyer.says(number);
  await buyer.presses(w('Ya, pesan', 'Yes, order'));
}

/** What the supplier says of the newest order, after all. */
async function supplierSays({ app, newestOrder, remark, w }: Stage, news: Partial<PurchaseReading>): Promise<void> {
  const { read } = app.core.uow;
  const order = await read.orders.byCode(await newestOrder());
  const [unit] = await read.fulfilments.ofOrder(order?.id ?? '');
  const attempt = (await read.fulfilments.attemptsOf(unit?.id ?? '')).at(-1);
  if (!attempt) throw new Error('nothing was bought');
  const silent = { created: null, serial: null, priceIdr: null, message: '', rc: null, overMaxPrice: false } as const;
  await applyReading(app.core, attempt, { ...silent, outcome: 'unknown', reason: 'ok', ...news }, 'webhook');
  await remark(w('kabar dari pemasok', 'news from the supplier'));
}

inEveryVoice(['web', 'telegram'], (stage) => {
  test('marks an unclear purchase as delivered with the serial the owner types', async () => {
    const { w, scene, enter, pays, later, sandbox, newestOrder } = stage();
    await scene('pemilik-tandai-terkirim', async () => {
      const buyer = await enter('Pembeli');
      const owner = await enter('Pemilik');
      await owner.says('/persona owner');
      await sandbox.faults([
        { vendor: 'supplier', endpoint: 'transaction', kind: 'duplicate' },
        { vendor: 'supplier', kind: 'drop_webhook' },
      ]);
      await orders(stage(), buyer, '0813 7777 8888');
      await pays();
      for (let checks = 0; checks < 5; checks += 1) await later(2 * MINUTE, w('2 menit kemudian', '2 minutes later'));
      await owner.says(w('antrean', 'queue'));
      await owner.presses(`${await newestOrder()}:`);
      await owner.presses(w('Tanyakan lagi', 'Ask again'));
      await owner.says(w('antrean', 'queue'));
      await owner.presses(`${await newestOrder()}:`);
      await owner.presses(w('Sudah terkirim', 'It was delivered'));
      await owner.presses(w('Sudah terkirim', 'It was delivered'));
      await owner.says('SN 0812-3333-4444');
      await sandbox.clearFaults();
    });
  });

  test('charges for goods that came after the money had gone back, with the buyer’s consent', async () => {
    const { w, scene, enter, pays, newestOrder } = stage();
    await scene('berhasil-terlambat', async () => {
      const buyer = await enter('Pembeli');
      const owner = await enter('Pemilik');
      await owner.says('/persona owner');
      await orders(stage(), buyer, '0878 0000 1232');
      await pays();
      await supplierSays(stage(), { outcome: 'success', serial: '9988776655', priceIdr: 10_225 });
      await owner.says(w('antrean', 'queue'));
      const late = w('berhasil setelah', 'succeeded after it');
      await owner.presses(`${await newestOrder()}: ${late}`);
      await owner.presses(w('Tagih dengan izin', 'Charge with consent'));
      await buyer.presses(w('Bayar Rp', 'Pay Rp'));
      await pays();
    });
  });
});

/** Bills in the chat: from the list to the receipt, a number without one, an answer that was lost, and midnight. */
import { expect, test } from 'vitest';
import { inEveryVoice } from './stage/voices.ts';
import { MINUTE, type Stage } from './stage/stage.ts';

const HOUR = 60 * MINUTE;

const paidOnce = async ({ sandbox }: Stage, customerNo: string): Promise<void> => {
  const { purchases } = (await sandbox.state()).supplier;
  const paid = purchases.filter((row) => row.customerNo === customerNo && row.status === 'Sukses');
  expect(paid.map(({ sku }) => sku)).toEqual(['pln']);
};

inEveryVoice(['web', 'telegram'], (stage) => {
  test('pays a bill from the list to the receipt, after a number without one', async () => {
    const at = stage();
    const { w, scene, enter, pays } = at;
    await scene('tagihan', async () => {
      const buyer = await enter('Pembeli');
      await buyer.says(w('tagihan', 'shop'));
      await buyer.says('pln pascabayar');
      await buyer.says('123');
      await buyer.says('530000000003');
      await buyer.says('530000000002');
      await buyer.presses(w('Ya, pesan', 'Yes, order'));
      await pays();
      await paidOnce(at, '530000000002');
    });
  });

  test('an answer that is lost while paying is asked about, and the bill is paid once', async () => {
    const at = stage();
    const { w, scene, enter, pays, later, sandbox } = at;
    await scene('tagihan-jawaban-hilang', async () => {
      const buyer = await enter('Pembeli');
      await buyer.says('pln pascabayar');
      await buyer.says('530000000001');
      await buyer.presses(w('Ya, pesan', 'Yes, order'));
      await sandbox.faults([
        { vendor: 'supplier', endpoint: 'bill_pay', kind: 'reset', calls: 1 },
        { vendor: 'supplier', endpoint: 'webhook', kind: 'drop_webhook', calls: 10 },
      ]);
      await pays();
      await later(10 * MINUTE, w('10 menit kemudian', '10 minutes later'));
      await sandbox.clearFaults();
      await paidOnce(at, '530000000001');
    });
  });

  test('money that comes after midnight pays the bill as it is then', async () => {
    const at = stage();
    const { app, w, scene, enter, pays, later } = at;
    await scene('tagihan-lewat-tengah-malam', async () => {
      const buyer = await enter('Pembeli');
      const beforeMidnight = 24 * HOUR - ((app.core.clock.now() + 7 * HOUR + 10 * MINUTE) % (24 * HOUR));
      await later(beforeMidnight, w('pukul 23.50', '23:50'));
      await buyer.says('pln pascabayar');
      await buyer.says('530000000004');
      await buyer.presses(w('Ya, pesan', 'Yes, order'));
      await later(15 * MINUTE, w('lewat tengah malam', 'past midnight'));
      await pays();
      await paidOnce(at, '530000000004');
    });
  });

  test('a payment that the biller refuses gives the money back', async () => {
    const at = stage();
    const { w, scene, enter, pays } = at;
    await scene('tagihan-gagal', async () => {
      const buyer = await enter('Pembeli');
      await buyer.says('pln pascabayar');
      await buyer.says('530000000006');
      await buyer.presses(w('Ya, pesan', 'Yes, order'));
      await pays();
    });
  });
});

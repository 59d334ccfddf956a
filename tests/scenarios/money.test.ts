/** What buyer and owner read when the money is not what was asked, comes late, twice, or not in time. */
import { test } from 'vitest';
import { inEveryVoice } from './stage/voices.ts';
import { MINUTE, type Part, type Stage } from './stage/stage.ts';

async function orders({ w }: Stage, buyer: Part, product: string): Promise<void> {
  await buyer.says(`/start p_${product}`);
  await buyer.says('1');
  await buyer.presses(w('Ya, pesan', 'Yes, order'));
}

inEveryVoice(['web', 'telegram'], (stage) => {
  test('lets a QR expire and pays a new one', async () => {
    const { w, scene, enter, pays, later } = stage();
    await scene('qr-kedaluwarsa', async () => {
      const buyer = await enter('Pembeli');
      await orders(stage(), buyer, 'WIFI1');
      await later(31 * MINUTE, w('31 menit kemudian', '31 minutes later'));
      await buyer.presses(w('Buat QR baru', 'New QR'));
      await buyer.presses(w('Cek sekarang', 'Check now'));
      await pays();
    });
  });

  for (const mode of ['under', 'over', 'twice'] as const) {
    test(`pays ${mode}`, async () => {
      const { w, scene, enter, pays, newestOrder } = stage();
      const name = { under: 'bayar-kurang', over: 'bayar-lebih', twice: 'bayar-dua-kali' }[mode];
      await scene(name, async () => {
        const buyer = await enter('Pembeli');
        const owner = await enter('Pemilik');
        await owner.says('/persona owner');
        await orders(stage(), buyer, 'WIFI7');
        await pays(mode);
        await buyer.presses(w('Lihat pesanan', 'See order'));
        await owner.says(w('antrean', 'queue'));
        await owner.says(w(`kenapa ${await newestOrder()}`, `why ${await newestOrder()}`));
      });
    });
  }

  test('pays late while the goods are still there, and when they are gone', async () => {
    const { w, scene, enter, pays, later, newestOrder } = stage();
    await scene('bayar-terlambat', async () => {
      const buyer = await enter('Pembeli');
      const owner = await enter('Pemilik');
      await owner.says('/persona owner');
      await orders(stage(), buyer, 'WIFI1');
      await later(33 * MINUTE, w('33 menit kemudian', '33 minutes later'));
      await pays('late');
      await orders(stage(), buyer, 'EBOOK1');
      const code = await newestOrder();
      await later(
        33 * MINUTE,
        w('33 menit kemudian, orang lain membeli semua sisanya', '33 minutes later, somebody else buys all the rest'),
      );
      const rival = await enter('Orang lain', { offstage: true });
      for (let i = 0; i < 2; i += 1) {
        await rival.says('/start p_EBOOK1');
        await rival.says('10');
        await rival.presses(w('Ya, pesan', 'Yes, order'));
        await pays();
      }
      await pays('late', code);
      await buyer.presses(w('Lihat pesanan', 'See order'));
      await owner.says(w('antrean', 'queue'));
    });
  });

  test('waits for a supplier that takes its time, and for one that fails', async () => {
    const { w, scene, enter, pays, later, sandbox, newestOrder } = stage();
    await scene('pemasok-lambat', async () => {
      const buyer = await enter('Pembeli');
      const owner = await enter('Pemilik');
      await owner.says('/persona owner');
      await sandbox.faults([
        { vendor: 'supplier', endpoint: 'transaction', kind: 'http_500', calls: 1, handled: true },
      ]);
      await buyer.says('pulsa telkomsel 10rb');
      await buyer.says('0812 3456 7890');
      await buyer.presses(w('Ya, pesan', 'Yes, order'));
      await pays();
      await later(3 * MINUTE, w('3 menit kemudian', '3 minutes later'));
      await buyer.says('pulsa xl 10rb');
      await buyer.says('0878 0000 1234');
      await buyer.presses(w('Ya, pesan', 'Yes, order'));
      await pays();
      await buyer.presses(w('Lihat pesanan', 'See order'));
      await owner.says(w(`kenapa ${await newestOrder()}`, `why ${await newestOrder()}`));
    });
  });
});

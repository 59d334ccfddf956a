/** The newcomer's scene, which is played on every stack in every run of the tests. */
import type { Stage } from './stage.ts';

export async function buysVoucher({ w, scene, enter, pays }: Stage): Promise<void> {
  await scene('beli-voucher', async () => {
    const buyer = await enter('Pembeli');
    await buyer.says(w('halo', 'hello'));
    await buyer.presses(w('Belanja', 'Shop'));
    await buyer.presses('Voucher WiFi');
    await buyer.presses('Voucher WiFi 1 hari');
    await buyer.presses(w('1 kode', '1 code'));
    await buyer.presses(w('Ya, pesan', 'Yes, order'));
    await pays();
  });
}

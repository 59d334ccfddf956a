/** What a guest reads who changes the dates before paying, and one who pays when the last room is gone. */
import { test } from 'vitest';
import { inEveryVoice } from './stage/voices.ts';
import { MINUTE, type Part, type Stage } from './stage/stage.ts';

async function books({ w }: Stage, guest: Part, room: string, answers = true): Promise<void> {
  await guest.presses(room);
  await guest.says('Sari Wulandari');
  await guest.says('0812 3456 7890');
  await guest.presses(w('Belum tahu', 'do not know'));
  if (answers) await guest.presses(w('Ya, pesan', 'Yes, order'));
}

inEveryVoice(['web', 'telegram'], (stage) => {
  test('changes the dates of an unpaid booking, and pays the new QR', async () => {
    const { w, scene, enter, pays } = stage();
    await scene('ganti-tanggal', async () => {
      const guest = await enter('Tamu');
      await guest.says(w('ganti tanggal', 'change dates'));
      await guest.says(w('5-7 des 2 org', '5-7 dec 2 people'));
      await books(stage(), guest, 'Deluxe');
      await guest.says(w('ganti tanggal', 'change dates'));
      await guest.says(w('5-7 des', '5-7 dec'));
      await guest.says(w('8 des', '8 dec'));
      await guest.presses(w('3 malam', '3 nights'));
      await guest.presses(w('Ya, ganti', 'Yes, change'));
      await pays();
      await guest.says(w('ganti tanggal', 'change dates'));
    });
  });

  test('pays late for the last room, which another guest has, and takes another one', async () => {
    const { w, scene, enter, pays, later, newestOrder } = stage();
    await scene('kamar-terakhir', async () => {
      const guest = await enter('Tamu');
      const owner = await enter('Pemilik');
      await owner.says('/persona owner');
      await guest.says(w('20-21 des 2 org 2 kamar', '20-21 dec 2 people 2 rooms'));
      await books(stage(), guest, 'Keluarga');
      const code = await newestOrder();
      await later(33 * MINUTE, w('33 menit kemudian, tamu lain memesan', '33 minutes later, another guest books'));
      const rival = await enter('Tamu lain', { offstage: true });
      await rival.says(w('20-21 des 2 org 2 kamar', '20-21 dec 2 people 2 rooms'));
      await books(stage(), rival, 'Keluarga');
      await pays();
      await pays('late', code);
      await later(6 * MINUTE, w('6 menit kemudian', '6 minutes later'));
      await guest.presses(w('Lihat kamar lain', 'See other rooms'));
      await guest.presses('Standar');
      await guest.presses(w('Lihat kamar lain', 'See other rooms'));
    });
  });
});

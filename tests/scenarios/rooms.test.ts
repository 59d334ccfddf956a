/** What a guest of the hotel reads: a night today with its door code, a later stay, a cancellation that the owner decides. */
import { test } from 'vitest';
import { inEveryVoice } from './stage/voices.ts';
import type { Part, Stage } from './stage/stage.ts';

async function books({ w }: Stage, guest: Part, room: string): Promise<void> {
  await guest.presses(room);
  await guest.says('Sari Wulandari');
  await guest.says('0812 3456 7890');
  await guest.presses(w('Belum tahu', 'do not know'));
  await guest.presses(w('Ya, pesan', 'Yes, order'));
}

inEveryVoice(['web', 'telegram', 'terminal'], (stage, channel) => {
  test('books a night for today and gets the door code', async () => {
    const { w, scene, enter, pays } = stage();
    await scene('kamar-malam-ini', async () => {
      const guest = await enter('Tamu');
      await guest.says(w('pesan kamar', 'book a room'));
      await guest.presses(w('Malam ini', 'Tonight'));
      await guest.presses(w('1 malam', '1 night'));
      await guest.says(w('2 dewasa', '2 adults'));
      await guest.presses('Standar');
      await guest.says(w('nama saya Sari Wulandari', 'my name is Sari Wulandari'));
      await guest.says('0812345');
      await guest.says('0812 3456 7890');
      await guest.says(w('jam 3 sore', '3 pm'));
      await guest.presses(w('Ya, pesan', 'Yes, order'));
      await pays();
    });
  });

  if (channel === 'terminal') return;

  test('books for later and hears when the door code comes', async () => {
    const { w, scene, enter, pays } = stage();
    await scene('kamar-nanti', async () => {
      const guest = await enter('Tamu');
      await guest.says(w('31 feb', '31 feb'));
      await guest.says(w('5-3 des', '5-3 dec'));
      await guest.says(w('400 malam', '400 nights'));
      await guest.says(w('5-7 des 2 org', '5-7 dec 2 people'));
      await books(stage(), guest, 'Deluxe');
      await pays();
      await guest.presses(w('Lihat pesanan', 'See order'));
    });
  });

  test('asks to cancel a paid stay, and the owner hears of it', async () => {
    const { w, scene, enter, pays, newestOrder } = stage();
    await scene('kamar-batal', async () => {
      const guest = await enter('Tamu');
      const owner = await enter('Pemilik');
      await owner.says('/persona owner');
      await guest.says('/start r_FAM');
      await guest.says(w('10 des 1 malam', '10 dec 1 night'));
      await guest.says('6');
      await guest.presses(w('2 kamar', '2 rooms'));
      await books(stage(), guest, 'Keluarga');
      await pays();
      await guest.says(w('batal', 'cancel'));
      await guest.says(w('ya', 'yes'));
      await guest.says(w('batal', 'cancel'));
      await owner.says(w('antrean', 'queue'));
      await owner.says(w(`kenapa ${await newestOrder()}`, `why ${await newestOrder()}`));
    });
  });
});

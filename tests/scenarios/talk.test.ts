/** What people read when they change their mind, come back late, press old buttons, or send what cannot be read. */
import { test } from 'vitest';
import { inEveryVoice } from './stage/voices.ts';
import { MINUTE } from './stage/stage.ts';

inEveryVoice(
  ['web', 'telegram'],
  (stage) => {
    test('changes the language half-way', async () => {
      const { w, scene, enter } = stage();
      await scene('ganti-bahasa', async () => {
        const guest = await enter('Tamu');
        await guest.says(w('besok 2 malam', 'tomorrow 2 nights'));
        await guest.says(w('english', 'bahasa indonesia'));
        await guest.says(w('2 people', '2 orang'));
        await guest.says('/language');
        await guest.presses(w('Bahasa Indonesia', 'English'));
      });
    });

    test('cancels a conversation and reads the help', async () => {
      const { w, scene, enter } = stage();
      await scene('batal-percakapan', async () => {
        const guest = await enter('Tamu');
        await guest.says(w('besok', 'tomorrow'));
        await guest.says(w('ga jadi', 'cancel'));
        await guest.says(w('batal', 'cancel'));
        await guest.says(w('bantuan', 'help'));
        await guest.says(w('makasih', 'thanks'));
      });
    });

    test('follows links', async () => {
      const { w, scene, enter } = stage();
      await scene('tautan', async () => {
        const guest = await enter('Tamu');
        await guest.says('/start p_WIFI7');
        await guest.presses(w('Kembali', 'Back'));
        await guest.says('/start DLX');
        await guest.says(w('besok 1 malam 2 org', 'tomorrow 1 night 2 people'));
        await guest.presses(w('Kamar lain', 'Other rooms'));
        await guest.says('/start p_TIDAKADA');
        await guest.says('/start apa-ini');
      });
    });

    test('presses a stale button, repeats itself, and says two things at once', async () => {
      const { w, scene, enter, remark } = stage();
      await scene('tombol-lama', async () => {
        const guest = await enter('Tamu');
        await guest.says(w('pesan kamar', 'book a room'));
        await guest.presses(w('Besok', 'Tomorrow'));
        await guest.presses(w('Malam ini', 'Tonight'));
        await guest.presses(w('2 malam', '2 nights'));
        await remark(w('pesan yang sama dikirim ulang oleh jaringan', 'the network delivers the same message again'));
        await guest.repeatsLast();
        await remark(w('dua pesan sekaligus', 'two messages at once'));
        await guest.saysAtOnce('2', w('28 nov 1 malam', '28 nov 1 night'));
        await guest.says(w('batal', 'cancel'));
        await guest.presses(w('2 malam', '2 nights'));
      });
    });

    test('hears of the payment while a question waits', async () => {
      const { w, scene, enter, pays } = stage();
      await scene('kabar-di-tengah', async () => {
        const guest = await enter('Tamu');
        await guest.says('/start p_WIFI1');
        await guest.says('1');
        await guest.presses(w('Ya, pesan', 'Yes, order'));
        await guest.says(w('besok 1 malam', 'tomorrow 1 night'));
        await pays();
        await guest.says('2');
      });
    });

    test('sends what cannot be read', async () => {
      const { w, scene, enter } = stage();
      await scene('pesan-aneh', async () => {
        const guest = await enter('Tamu');
        await guest.says('🤔🤔');
        await guest.says('x'.repeat(10_000));
        await guest.sendsSticker();
        await guest.says('/start p_WIFI1');
        await guest.says('😀');
        await guest.says('-2');
        await guest.says('1000000');
        await guest.sendsSticker();
        await guest.says(w('lima', 'two'));
        await guest.says('🤷');
        await guest.says(`${w('ya', 'yes')} ${'a'.repeat(3000)}`);
      });
    });

    test('does not answer in time', async () => {
      const { w, scene, enter, later } = stage();
      await scene('terlalu-lama', async () => {
        const guest = await enter('Tamu');
        await guest.says(w('besok', 'tomorrow'));
        await later(2 * MINUTE, w('2 menit kemudian', '2 minutes later'));
        await guest.presses(w('2 malam', '2 nights'));
      });
    });
  },
  { SAPA_SET_dialogTimeoutMs: String(MINUTE) },
);

/** The owner's report: refused to others, empty, with sales, taken along as files, and a day later. */
import { test } from 'vitest';
import { MINUTE } from './stage/stage.ts';
import { inEveryVoice } from './stage/voices.ts';

inEveryVoice(['web', 'telegram'], (stage) => {
  test('asks for the report of the day and takes it along as a file', async () => {
    const { w, scene, enter, pays, later } = stage();
    await scene('pemilik-laporan', async () => {
      const guest = await enter('Tamu', { offstage: true });
      const owner = await enter('Pemilik');
      await owner.says(w('laporan', 'report'));
      await owner.says('/persona owner');
      await later(24 * 60 * MINUTE, w('hari berikutnya', 'the next day'));
      await owner.says(w('/laporan', '/report'));
      await guest.says('/start p_WIFI1');
      await guest.says('2');
      await guest.presses(w('Ya, pesan', 'Yes, order'));
      await pays();
      await guest.says('/start p_WIFI1');
      await guest.says('1');
      await guest.presses(w('Ya, pesan', 'Yes, order'));
      await owner.says(w('laporan', 'report'));
      await owner.presses(w('Berkas Excel', 'Excel file'));
      await owner.presses(w('Berkas CSV', 'CSV file'));
      await later(24 * 60 * MINUTE, w('hari berikutnya', 'the next day'));
      await owner.says(w('laporan', 'report'));
    });
  });
});

/** The morning brief: refused to others, a quiet day, a day with sales of two kinds, days that are none, and a case. */
import { test } from 'vitest';
import { MINUTE } from './stage/stage.ts';
import { inEveryVoice } from './stage/voices.ts';

const DAY = 24 * 60 * MINUTE;

inEveryVoice(
  ['web', 'telegram'],
  (stage) => {
    test('asks for a brief, gets one each morning, and decides what differs', async () => {
      const { w, scene, enter, pays, later, sandbox } = stage();
      await scene('pemilik-ringkasan', async () => {
        const guest = await enter('Tamu', { offstage: true });
        const owner = await enter('Pemilik');
        await owner.says(w('ringkasan', 'brief'));
        await owner.says('/persona owner');
        await owner.says(w('/ringkasan', '/brief'));
        await owner.says('/brief 2031-01-01');
        await owner.says(w('/pagi kemaren', '/brief someday'));
        await guest.says('/start p_WIFI1');
        await guest.says('2');
        await guest.presses(w('Ya, pesan', 'Yes, order'));
        await pays();
        await owner.says(w('/ringkasan hari ini', '/brief today'));
        await later(15 * MINUTE, w('15 menit kemudian', '15 minutes later'));
        await sandbox.call('POST', '/setup', { supplier: { depositIdr: 700_000 } });
        await later(15 * MINUTE, w('deposit di pemasok berkurang', 'the deposit at the supplier went down'));
        await later(DAY, w('hari berikutnya', 'the next day'));
        await owner.presses(w('1. Putuskan', '1. Decide'));
        await owner.presses(w('Hapus bukukan', 'Write it off'));
        await owner.says(w('hilang di pemasok', 'lost at the supplier'));
        await owner.presses(w('Hapus bukukan', 'Write it off'));
        await owner.presses(w('1. Putuskan', '1. Decide'));
        await later(DAY, w('hari berikutnya', 'the next day'));
      });
    });
  },
  { SAPA_SET_briefHour: '7' },
);

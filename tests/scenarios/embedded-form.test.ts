/** Paying in the gateway's own form on a page of ours: the chat only leads there and tells what came of it. */
import { test } from 'vitest';
import { FORM, teachWays } from '../support/practice-ways.ts';
import { inEveryVoice } from './stage/voices.ts';
import { MINUTE } from './stage/stage.ts';

inEveryVoice(['web', 'telegram'], (stage) => {
  test('gets the address of the page, lets it run out, makes another, and pays', async () => {
    const { w, scene, enter, pays, later, app } = stage();
    await teachWays(app.core, FORM);
    await scene('formulir-bayar', async () => {
      const buyer = await enter('Pembeli');
      await buyer.says('/start p_WIFI1');
      await buyer.says('1');
      await buyer.presses(w('Ya, pesan', 'Yes, order'));
      await buyer.presses(w('Halaman bayar', 'Payment page'));
      await later(31 * MINUTE, w('31 menit kemudian', '31 minutes later'));
      await buyer.presses(w('Buat tautan baru', 'New link'));
      await buyer.presses(w('Halaman bayar', 'Payment page'));
      await pays();
    });
  });
});

/** What the owner and a guest read of each other: the claim, alerts that waited, a conversation with a person. */
import { test } from 'vitest';
import { inEveryVoice } from './stage/voices.ts';
import { MINUTE } from './stage/stage.ts';

inEveryVoice(['web', 'telegram'], (stage) => {
  test('nobody is on duty, then somebody claims the shop and answers', async () => {
    const { w, scene, enter, pays, later, app } = stage();
    await scene('pemilik-dan-tamu', async () => {
      const guest = await enter('Tamu');
      await guest.says('/start p_WIFI1');
      await guest.says('1');
      await guest.presses(w('Ya, pesan', 'Yes, order'));
      await pays('under');
      await guest.says('cs');
      await guest.says(w('Saya bayar kurang, bisa ditambah?', 'I paid too little, may I add the rest?'));
      await guest.says('cs');
      const owner = await enter('Pemilik');
      await owner.says(w('antrean', 'queue'));
      await owner.says('/claim');
      await owner.says('/claim SALAH123');
      const code = await app.commerce.renewClaimCode();
      await owner.says(`/claim ${code?.code ?? ''}`);
      await owner.presses(w('Balas', 'Reply'));
      await owner.says(w('Bisa, Bu. Sebentar ya.', 'Yes, one moment please.'));
      await guest.says(w('Terima kasih. Kamar masih ada?', 'Thank you. Any rooms left?'));
      await guest.says('menu');
      await owner.says(w('selesai', 'done'));
      await guest.says(w('/cs Satu lagi: sarapan jam berapa?', '/cs One more: when is breakfast?'));
      await owner.presses(w('Balas', 'Reply'));
      await later(31 * MINUTE, w('31 menit tanpa pesan', '31 minutes without a message'));
    });
  });

  test('hears of a sale and looks an order up', async () => {
    const { w, scene, enter, pays, newestOrder } = stage();
    await scene('pemilik-terjual', async () => {
      const guest = await enter('Tamu');
      const owner = await enter('Pemilik');
      await owner.says('/persona owner');
      await guest.says('/start p_WIFI1');
      await guest.says('1');
      await guest.presses(w('Ya, pesan', 'Yes, order'));
      await owner.says(w(`kenapa ${await newestOrder()}`, `why ${await newestOrder()}`));
      await pays();
      await owner.says(w(`kenapa ${await newestOrder()}`, `why ${await newestOrder()}`));
      await owner.says(w('kenapa ZZZZZZ', 'why ZZZZZZ'));
      await owner.says('menu');
    });
  });
});

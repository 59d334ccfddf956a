/** What the owner reads of work that gave up and of webhooks that were not believed, and what a second try says. */
import { test } from 'vitest';
import { inEveryVoice } from './stage/voices.ts';
import type { Stage } from './stage/stage.ts';

/** A job that failed as often as it may. */
async function giveUp({ app }: Stage): Promise<void> {
  const { uow, clock } = app.core;
  await uow.run('test.dead', async ({ jobs }) => {
    const now = clock.now();
    const id = await jobs.add({ name: 'alerts.deliver', payload: {}, dedupeKey: 'test.dead' }, now);
    await jobs.claimThese('test', now, now + 1_000, [id ?? '']);
    await jobs.fail(id ?? '', 'test', now, 'fetch failed: ECONNREFUSED', 'dead');
  });
}

const post = async ({ app }: Stage, path: string, body: object): Promise<void> => {
  const headers = { 'content-type': 'application/json' };
  await fetch(`http://127.0.0.1:${app.config.port}/webhook/${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
};

inEveryVoice(['web', 'telegram'], (stage) => {
  test('sees what got stuck in the queue and sets it going again', async () => {
    const { w, scene, enter, pays, app } = stage();
    await scene('antrean-tersangkut', async () => {
      const owner = await enter('Pemilik');
      const code = await app.commerce.renewClaimCode();
      await owner.says(`/claim ${code?.code ?? ''}`);
      await owner.says('/queue');
      await giveUp(stage());
      await post(stage(), 'payment/salah-alamat', { order_id: 'ABCDEF-1', amount: 10_000 });
      await owner.says('/queue');
      await owner.presses(w('Coba: pesan untuk Anda', 'Try: messages to you'));
      await owner.presses(w('Coba lagi', 'Try again'));
      await owner.presses(w('Antrean pemilik', "Owner's queue"));
      await owner.presses('Webhook');
      await owner.presses('salah-alamat');
      await owner.presses(w('Proses ulang', 'Process again'));
      const guest = await enter('Tamu');
      await guest.says('/start p_WIFI1');
      await guest.says('1');
      await guest.presses(w('Ya, pesan', 'Yes, order'));
      await pays();
      await owner.says('/webhook pakasir');
      await owner.presses('Pakasir');
      await owner.presses(w('Proses ulang', 'Process again'));
      await guest.says('/webhook');
    });
  });
});

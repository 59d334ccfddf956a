/** What an owner and those they invite read of each other; what a link says to the wrong person; PIN; the log. */
import { expect, test } from 'vitest';
import { membersOf } from '../../commerce/people/team-view.ts';
import { inEveryVoice } from './stage/voices.ts';
import { MINUTE, type Part, type Stage } from './stage/stage.ts';

const HOUR = 60 * MINUTE;

/** Each scene has an owner of its own: whoever worked here before is gone, unseen. */
async function becomesOwner({ app }: Stage, part: Part): Promise<void> {
  const { uow, clock } = app.core;
  const before = await membersOf(uow.read);
  await uow.run('scene.empty', async (stores) => {
    for (const { personId, role, since } of before)
      await stores.people.grant({ personId, role, scope: 'all', grantedAt: since, revokedAt: clock.now() });
  });
  const code = await app.commerce.renewClaimCode();
  await part.says(`/claim ${code?.code ?? ''}`);
}

/** Makes a link in the chat, and takes it out of there. */
async function invites({ w, channel }: Stage, owner: Part, role: string): Promise<string> {
  await owner.says(w('/staf', '/staff'));
  await owner.presses(w('Undang orang', 'Invite somebody'));
  await owner.presses(role);
  await owner.presses(w('Buat tautan', 'Make the link'));
  const links = [...(await owner.reopens()).matchAll(/start=(s_[\w-]+)/g)].map(([, payload]) => payload);
  const payload = links.at(-1) ?? '';
  expect(payload.length, channel).toBeGreaterThan(30);
  return `/start ${payload}`;
}

/** Visitors of the web chat are asked what they are called. */
async function accepts({ w, channel }: Stage, guest: Part, name: string): Promise<void> {
  await guest.presses(w('Ya, saya terima', 'Yes, I accept'));
  if (channel === 'web') await guest.says(name);
}

inEveryVoice(['web', 'telegram'], (stage) => {
  test('invites somebody, changes the role, takes it away', async () => {
    const { w, scene, enter } = stage();
    await scene('staf-undang', async () => {
      const owner = await enter('Ani');
      await owner.says(w('/staf', '/staff'));
      await becomesOwner(stage(), owner);
      const link = await invites(stage(), owner, w('keuangan', 'finance'));
      const budi = await enter('Budi');
      await budi.says(link);
      await accepts(stage(), budi, 'Budi');
      await budi.says('menu');
      await budi.says(w('/staf', '/staff'));
      await owner.says(w('/staf', '/staff'));
      await owner.presses('Budi');
      await owner.presses(w('Ganti peran', 'Change role'));
      await owner.presses(w('resepsionis', 'front desk'));
      await owner.presses(w('Ya, ganti', 'Yes, change it'));
      await budi.says('menu');
      await budi.says(w('/laporan', '/report'));
      await owner.says(w('/staf', '/staff'));
      await owner.presses('Budi');
      await owner.presses(w('Cabut', 'Revoke'));
      await owner.presses(w('Ya, cabut', 'Yes, revoke'));
      // A button from when it was theirs.
      await budi.presses(w('Antrean pemilik', 's queue'));
      await budi.says(w('/keluar', '/leave'));
      await owner.says(w('/keluar', '/leave'));
      await owner.presses(w('Ya, keluar', 'Yes, leave'));
    });
  });

  test('a role that is taken away ends the decision under way', async () => {
    const { w, scene, enter, pays, newestOrder, app } = stage();
    await scene('staf-dicabut', async () => {
      const owner = await enter('Ani', { offstage: true });
      await becomesOwner(stage(), owner);
      const guest = await enter('Tamu', { offstage: true });
      await guest.says('/start p_WIFI1');
      await guest.says('1');
      await guest.presses(w('Ya, pesan', 'Yes, order'));
      await pays('under');
      const code = await newestOrder();
      const link = await invites(stage(), owner, w('keuangan', 'finance'));
      const budi = await enter('Budi');
      await budi.says(link);
      await accepts(stage(), budi, 'Budi');
      await budi.says(w('antrean', 'queue'));
      await budi.presses(code);
      await budi.presses(w('Kembalikan', 'Give it back'));
      await owner.says(w('/staf', '/staff'));
      await owner.presses('Budi');
      await owner.presses(w('Cabut', 'Revoke'));
      await owner.presses(w('Ya, cabut', 'Yes, revoke'));
      // "Are you sure?" still stands there.
      await budi.presses(w('Kembalikan', 'Give it back'));
      await budi.presses(code);
      await budi.says(w(`kenapa ${code}`, `why ${code}`));
      const order = await app.core.uow.read.orders.byCode(code);
      const cases = await app.core.uow.read.reviews.ofOrder(order?.id ?? '');
      expect(cases.map(({ kind, state }) => [kind, state])).toEqual([['underpaid', 'open']]);
    });
  });

  test('a link in the wrong hands, too late, withdrawn or used', async () => {
    const { w, scene, enter, later } = stage();
    await scene('staf-tautan', async () => {
      const owner = await enter('Ani');
      await becomesOwner(stage(), owner);
      const link = await invites(stage(), owner, w('bantuan pelanggan', 'support'));
      await owner.says(link);
      const guest = await enter('Tamu');
      await guest.says('/start s_dikarang-sendiri-dan-tidak-ada');
      await guest.says(link);
      await guest.presses(w('Tidak jadi', 'Never mind'));
      await guest.says(link);
      await accepts(stage(), guest, 'Citra');
      await guest.says(link);
      const second = await invites(stage(), owner, w('manajer', 'manager'));
      await guest.says(second);
      await owner.says(w('/staf', '/staff'));
      await owner.presses(w('Undangan manajer', 'Invitation: manager'));
      await owner.presses(w('Batalkan undangan', 'Withdraw the invitation'));
      const other = await enter('Dewi');
      await other.says(second);
      await other.says(link);
      const third = await invites(stage(), owner, w('pemilik', 'owner'));
      await later(25 * HOUR, w('25 jam kemudian', '25 hours later'));
      await other.says(third);
    });
  });

  test('a PIN before what is dangerous', async () => {
    const { w, scene, enter } = stage();
    await scene('staf-pin', async () => {
      const owner = await enter('Ani');
      await becomesOwner(stage(), owner);
      await owner.says('pin');
      await owner.says('1234');
      await owner.says('4821');
      await owner.says('4821');
      await owner.says(w('/staf', '/staff'));
      await owner.presses(w('Batas pengembalian', 'Refund limits'));
      await owner.presses(w('bantuan pelanggan', 'support'));
      await owner.says(w('50rb', '50k'));
      await owner.says('9999');
      await owner.says('4821');
      await owner.says('pin');
      await owner.presses(w('Hapus PIN', 'Remove PIN'));
      await owner.says('4821');
    });
  });

  test('reads who did what, and looks for it', async () => {
    const { w, scene, enter, pays, newestOrder } = stage();
    await scene('catatan', async () => {
      const owner = await enter('Ani');
      await becomesOwner(stage(), owner);
      const guest = await enter('Tamu', { offstage: true });
      await guest.says('/start p_WIFI1');
      await guest.says('1');
      await guest.presses(w('Ya, pesan', 'Yes, order'));
      await pays('under');
      const code = await newestOrder();
      await owner.says(w('antrean', 'queue'));
      await owner.presses(code);
      await owner.presses(w('Kembalikan', 'Give it back'));
      await owner.presses(w('Kembalikan', 'Give it back'));
      await owner.says(w('catatan', 'audit'));
      await owner.says(code);
      await owner.says(w('staf kemarin', 'staff yesterday'));
      await owner.says('Tidak Bernama');
      await owner.presses(w('Selesai', 'Done'));
      await owner.says(w('/audit refund', '/audit refund'));
      await guest.says('/audit');
    });
  });
});

/** What a reseller and the owner read of each other, from the first word to a statement as a file. */
import { test } from 'vitest';
import { inEveryVoice } from './stage/voices.ts';
import { MINUTE, type Part, type Stage } from './stage/stage.ts';

async function registers({ w }: Stage, buyer: Part, shop: string): Promise<void> {
  await buyer.says(w('daftar reseller', 'become a reseller'));
  await buyer.says(shop);
  await buyer.says('0812-3456-7890');
  await buyer.presses(w('Ya, daftar', 'Yes, register'));
}

/** An approved reseller with money on the balance, none of it written down but what the buyer reads. */
async function approved(stage: Stage, buyer: Part, shop: string, amount: string): Promise<void> {
  const { w, enter, pays } = stage;
  const owner = await enter('Pemilik', { offstage: true });
  await owner.says('/persona owner');
  await registers(stage, buyer, shop);
  await owner.presses(w('Setujui', 'Approve'));
  await owner.presses('reseller');
  await buyer.says(w(`isi saldo ${amount}`, `top up balance ${amount}`));
  await pays();
}

/** So long that the minute it ends at is one the transcripts leave out. */
const LOCK = { SAPA_SET_pinLockMs: String(30 * MINUTE) };

inEveryVoice(
  ['web', 'telegram'],
  (stage) => {
    test('registers, is approved, tops up, buys from the balance and takes the statement along', async () => {
      const { w, scene, enter, pays } = stage();
      await scene('reseller-mulai', async () => {
        const buyer = await enter('Konter');
        const owner = await enter('Pemilik');
        await owner.says('/persona owner');
        await buyer.says(w('saldo', 'balance'));
        await registers(stage(), buyer, 'Konter Maju');
        await buyer.says(w('daftar reseller', 'become a reseller'));
        await owner.presses(w('Setujui', 'Approve'));
        await owner.says('agen');
        await buyer.says(w('isi saldo', 'top up balance'));
        await buyer.says('5rb');
        await buyer.says(w('isi saldo 100rb', 'top up balance 100k'));
        await pays();
        await buyer.says('/start p_WIFI1');
        await buyer.says('1');
        await buyer.presses(w('Bayar pakai saldo', 'Pay from balance'));
        await buyer.says(w('saldo', 'balance'));
        await buyer.presses(w('Mutasi', 'Statement'));
        await buyer.presses(w('Hari ini', 'Today'));
        await buyer.presses(w('Berkas Excel', 'Excel'));
      });
    });

    test('is refused, asks again, and an old button decides nothing', async () => {
      const { w, scene, enter, later } = stage();
      await scene('reseller-ditolak', async () => {
        const buyer = await enter('Konter');
        const owner = await enter('Pemilik');
        await owner.says('/persona owner');
        await registers(stage(), buyer, 'Pulsa Jaya');
        await owner.says('reseller');
        await owner.presses('Pulsa Jaya');
        await owner.presses(w('Tolak', 'Refuse'));
        await owner.presses(w('Setujui', 'Approve'));
        await buyer.says(w('isi saldo 100rb', 'top up balance 100k'));
        await buyer.presses(w('Jadi reseller', 'Become a reseller'));
        await later(8 * 24 * 60 * MINUTE, w('8 hari kemudian', '8 days later'));
        await registers(stage(), buyer, 'Pulsa Jaya');
      });
    });

    test('sets a PIN, types it wrong, and is locked until the owner removes it', async () => {
      const { w, scene, enter } = stage();
      await scene('reseller-pin', async () => {
        const buyer = await enter('Konter');
        await approved(stage(), buyer, 'Sinar Cell', '50rb');
        await buyer.says('pin');
        await buyer.says('1234');
        await buyer.says('4829');
        await buyer.says('4829');
        await buyer.says('/start p_WIFI1');
        await buyer.says('1');
        await buyer.presses(w('Bayar pakai saldo', 'Pay from balance'));
        await buyer.says('4820');
        await buyer.says('4829');
        await buyer.says('/start p_WIFI1');
        await buyer.says('1');
        await buyer.presses(w('Bayar pakai saldo', 'Pay from balance'));
        for (let count = 0; count < 5; count += 1) await buyer.says('0007');
        const owner = await enter('Pemilik');
        await owner.says('/persona owner');
        await owner.says('reseller');
        await owner.presses('Sinar Cell');
        await owner.presses(w('Hapus PIN', 'Remove PIN'));
        await owner.presses(w('Selesai', 'Done'));
      });
    });

    test('is given credit and a limit by the owner, who sets the prices of a tier', async () => {
      const { w, scene, enter } = stage();
      await scene('reseller-pemilik', async () => {
        const buyer = await enter('Konter', { offstage: true });
        await approved(stage(), buyer, 'Toko Abadi', '10rb');
        const owner = await enter('Pemilik');
        await owner.says('/persona owner');
        await owner.says('reseller');
        await owner.presses('Toko Abadi');
        await owner.presses(w('Kredit', 'Credit'));
        await owner.says('500rb');
        await owner.presses(w('Batas per hari', 'Daily limit'));
        await owner.says('0');
        await owner.presses(w('Hentikan', 'Suspend'));
        await owner.presses(w('Selesai', 'Done'));
        await owner.says(w('harga', 'prices'));
        await owner.says('agen');
        await owner.presses(w('Satu kategori', 'One category'));
        await owner.presses('Pulsa');
        await owner.presses(w('Modal + persen', 'Cost + percent'));
        await owner.says('1,5');
        await owner.presses('Rp 500');
        await owner.presses(w('Simpan', 'Save'));
      });
    });
  },
  LOCK,
);

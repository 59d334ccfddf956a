/** Paying with a wallet: one that opens by an address, and one that asks the payer on their phone. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { teachWays, WALLETS, untilKnownEverywhere } from '../support/practice-ways.ts';
import { inEveryVoice } from './stage/voices.ts';
import { MINUTE, type Part, type Stage } from './stage/stage.ts';

const PHONE = '081298765432';

async function orders({ w }: Stage, buyer: Part, way: string): Promise<void> {
  await buyer.says('/start p_WIFI1');
  await buyer.says('1');
  await buyer.presses(w('Ya, pesan', 'Yes, order'));
  await buyer.says(way);
}

const paymentOf = async ({ app, newestOrder }: Stage) => {
  const order = await app.core.uow.read.orders.byCode(await newestOrder());
  return (await app.core.uow.read.payments.ofOrder(order?.id ?? '')).at(-1);
};

/** Neither in the data as it lies there, nor in what was logged, nor in what the chat shows now. */
async function expectPhoneUnseen({ app, logged }: Stage, buyer: Part): Promise<void> {
  const { dataFolder, databaseUrl } = app.config;
  const files = readdirSync(dataFolder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const ours = files.filter(({ parentPath }) => !parentPath.includes('practice'));
  const data = ours.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1')).join('\n');
  if (databaseUrl === null) expect(data).toContain('Dompet Ketuk');
  for (const text of [data, logged(), await buyer.reopens()])
    for (const phone of [PHONE, PHONE.slice(1), `+62${PHONE.slice(1)}`]) expect(text.includes(phone)).toBe(false);
}

inEveryVoice(['web', 'telegram'], (stage) => {
  test('opens the wallet by a page of ours, and is paid', async () => {
    const { w, scene, enter, pays } = stage();
    await teachWays(stage().app.core, WALLETS);
    await untilKnownEverywhere();
    await scene('dompet-buka', async () => {
      const buyer = await enter('Pembeli');
      await orders(stage(), buyer, 'dompet latihan');
      await buyer.presses(w('Lihat pesanan', 'See order'));
      const payment = await paymentOf(stage());
      expect(payment).toMatchObject({ format: 'e_wallet_redirect', paymentNumber: null, payerSealed: null });
      expect(payment?.deepLink).toMatch(/^dompet-latihan:/);
      await pays();
    });
  });

  test('is asked on the phone: the number is checked, passed on, and not kept', async () => {
    const { w, scene, enter, pays, later, newestOrder, sandbox } = stage();
    await scene('dompet-ketuk', async () => {
      const buyer = await enter('Pembeli');
      await orders(stage(), buyer, 'dompet ketuk');
      await buyer.says('12345');
      await buyer.says('0812-9876-5432');
      expect(await paymentOf(stage())).toMatchObject({ payerSealed: null, deepLink: null });
      await later(31 * MINUTE, w('31 menit kemudian', '31 minutes later'));
      await buyer.presses(w('Buat permintaan baru', 'New request'));
      await buyer.says('dompet ketuk');
      await buyer.says(PHONE);
      const asked = (await sandbox.payments()) as unknown as { orderId: string; phone: string | null }[];
      const code = await newestOrder();
      expect(asked.filter(({ orderId }) => orderId.startsWith(code)).map(({ phone }) => phone)).toEqual([PHONE, PHONE]);
      await pays();
      await expectPhoneUnseen(stage(), buyer);
    });
  });
});

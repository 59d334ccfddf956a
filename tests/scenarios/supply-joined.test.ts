/** The owner joins two suppliers to one product, a sale falls to the second, the sync keeps them, and they part again. */
import { test } from 'vitest';
import { createCommerce } from '../../commerce/bind.ts';
import { systemActor } from '../../commerce/audit.ts';
import { startSandbox } from '../../sandbox/index.ts';
import { presetNamed } from '../contract/supplier-bench.ts';
import { sandboxControl, type SandboxControl } from '../support/sandbox-control.ts';
import { inEveryVoice } from './stage/voices.ts';
import { MINUTE, type Stage } from './stage/stage.ts';

const HOUR = 60 * MINUTE;

const ml86 = (at: SandboxControl, change: Record<string, unknown>) =>
  at.call('POST', '/setup', { supplier: { products: [{ buyer_sku_code: 'ml86', ...change }] } });

/** A vendor in a sandbox of its own that wants user and zone apart, with its list taken over. */
async function secondSupplier({ app, w }: Stage) {
  const sandbox = await startSandbox({ seed: 'second', webhookRetryMs: [] });
  const vendors = sandboxControl(() => sandbox.url, sandbox.token);
  await ml86(vendors, { price: 20_100, product_name: '86 Diamonds (78 + 8 Bonus)' });
  const commerce = createCommerce(app.core);
  const asker = { ...systemActor('practice'), via: 'cli' as const };
  const { practice } = presetNamed('vipreseller');
  const added = await commerce.addProvider(asker, app.core.ids.uuid(), {
    presetId: 'vipreseller',
    environment: 'practice',
    name: w('Pemasok Kedua', 'Second Supplier'),
    values: practice?.values ?? {},
    baseUrl: `${sandbox.url}${practice?.basePath ?? ''}`,
  });
  if (!added.ok) throw new Error(added.reason);
  const synced = await commerce.syncProducts(asker, added.provider.slug);
  if (!synced.ok) throw new Error(synced.reason);
  const offers = await app.core.uow.read.catalogue.offersOfProvider(added.provider.id);
  const own = await app.core.uow.read.catalogue.product(offers.find(({ sku }) => sku === 'ml86')?.productId ?? '');
  return { vendors, code: own?.code ?? '', close: () => sandbox.close() };
}

inEveryVoice(['web', 'telegram'], (stage) => {
  test('joins two suppliers, sells through the second when the first fails, syncs, and separates them', async () => {
    const at = stage();
    const { w, scene, enter, pays, later, sandbox } = at;
    await scene('pemasok-kedua', async () => {
      const second = await secondSupplier(at);
      try {
        const buyer = await enter('Pembeli');
        const boss = await enter('Pemilik');
        await boss.says('/persona owner');
        await boss.says(w('pemasok ml86', 'suppliers ml86'));
        await boss.presses(w('Tambah pemasok lain', 'Add another supplier'));
        await boss.presses(w('Pemasok Kedua', 'Second Supplier'));
        await boss.presses(w('Ya, gabungkan', 'Yes, join them'));
        await boss.presses(w('Pemasok produk ini', 'Suppliers of this product'));

        await buyer.says(`/start p_${second.code}`);
        await buyer.says('12345678 1234');
        await buyer.presses(w('Ya, pesan', 'Yes, order'));
        await ml86(sandbox, { seller_product_status: false });
        await pays();
        await ml86(sandbox, { seller_product_status: true });
        const sent = (await second.vendors.state()).supplier.purchases.map((row) => row.customerNo);
        await at.remark(
          w(`yang diterima pemasok kedua: ${sent.join()}`, `what the second supplier got: ${sent.join()}`),
        );

        const format = async (supplier: string) => {
          await boss.presses(w('Ubah format tujuan', 'Change the format'));
          await boss.presses(supplier);
        };
        const suppliers = () => boss.presses(w('Pemasok produk ini', 'Suppliers of this product'));
        await format(w('Pemasok Kedua', 'Second Supplier'));
        await boss.presses('{user},{zone}');
        await suppliers();
        await format('Digiflazz');
        await boss.says('{zone}{user}');
        await suppliers();
        await format('Digiflazz');
        await boss.presses('{user}|{zone}');
        await boss.presses(w('Ya, pakai format ini', 'Yes, use this format'));

        await suppliers();
        await boss.presses(w('Ubah urutan', 'Change the order'));
        await boss.presses(w('Naikkan Pemasok Kedua', 'Move Second Supplier up'));

        await ml86(second.vendors, { price: 20_400 });
        await later(2 * HOUR, w('2 jam kemudian', '2 hours later'));
        await boss.says(w('sinkron', 'sync'));
        await boss.presses(w('Pemasok Kedua', 'Second Supplier'));
        await boss.says(w('pemasok ml86', 'suppliers ml86'));
        await boss.presses(w('Pisahkan lagi', 'Separate again'));
        await boss.presses(w('Ya, pisahkan', 'Yes, separate'));
        await boss.says(`${w('pemasok', 'suppliers')} ${second.code}`);
        await boss.says('/pemasok XX9');
        await boss.says('/pemasok WIFI1');
        await buyer.says('/pemasok ML86');
      } finally {
        await second.close();
      }
    });
  });
});

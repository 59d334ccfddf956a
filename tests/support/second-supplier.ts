/** Another practice supplier beside the shop's own, in a sandbox of its own, that sells the same product at its price. */
import { systemActor } from '../../commerce/audit.ts';
import { startSandbox } from '../../sandbox/index.ts';
import type { TestCore } from './core.ts';
import { sandboxControl, type SandboxControl } from './sandbox-control.ts';

export interface SecondSupplier {
  providerId: string;
  slug: string;
  vendors: SandboxControl;
  /** Sells the product under a SKU the vendor knows, at this cost; 0 = not any more. */
  sells(productId: string, sku: string, costIdr: number): Promise<void>;
  bought(orderCode: string): Promise<{ refId: string; status: string }[]>;
  close(): Promise<void>;
}

let made = 0;

export async function openSecondSupplier(shop: TestCore, presetId = 'digiflazz'): Promise<SecondSupplier> {
  made += 1;
  const sandbox = await startSandbox({ seed: `second-${made}`, webhookRetryMs: [] });
  const vendors = sandboxControl(() => sandbox.url, sandbox.token);
  const { core, commerce } = shop;
  const preset = core.presets.get(presetId);
  if (!preset?.practice) throw new Error('the preset has no practice vendor');
  const added = await commerce.addProvider({ ...systemActor('practice'), via: 'cli' }, `second-supplier:${made}`, {
    presetId,
    environment: 'practice',
    name: `Pemasok kedua ${made}`,
    values: preset.practice.values,
    baseUrl: sandbox.url + preset.practice.basePath,
  });
  if (!added.ok) throw new Error(`no second supplier: ${added.reason}`);
  const providerId = added.provider.id;
  return {
    providerId,
    slug: added.provider.slug,
    vendors,
    async sells(productId, sku, costIdr) {
      const now = core.clock.now();
      await core.uow.run('test.offer', (stores) =>
        stores.catalogue.upsertOffer({
          id: core.ids.uuid(),
          productId,
          providerId,
          sku,
          costIdr,
          active: costIdr > 0,
          multi: true,
          cutOffStart: null,
          cutOffEnd: null,
          seenAt: now,
        }),
      );
      if (costIdr > 0)
        await vendors.call('POST', '/setup', { supplier: { products: [{ buyer_sku_code: sku, price: costIdr }] } });
    },
    bought: async (orderCode) =>
      (await vendors.state()).supplier.purchases.filter((row) => row.refId.startsWith(orderCode)),
    close: () => sandbox.close(),
  };
}

/**
 * The owner pauses a product or sells it again, by hand. `off` lasts until told otherwise; `on` ends any pause and keeps
 * the product from being paused by itself for some hours, and what failed before does not count after that.
 */
import type { Answer } from '../../app.ts';
import { audit } from '../../audit.ts';
import type { Core } from '../../core.ts';
import type { Actor } from '../../people/model.ts';
import { requireRight } from '../../people/rights.ts';
import { answering, Refused } from '../../refusal.ts';
import { productNamed } from '../current-product.ts';
import type { Product } from '../model.ts';

export async function setProductPause(
  core: Core,
  actor: Actor,
  code: string,
  mode: 'off' | 'on',
): Promise<Answer<{ product: Product }>> {
  return answering(() =>
    core.uow.run('product.pause', async (stores) => {
      requireRight(actor, 'setProductPause');
      const product = await productNamed(stores, actor.environment, code);
      if (!product) throw new Refused('not_found', { what: 'product', code });
      if (product.kind !== 'h2h') throw new Refused('wrong_state', { code });
      const since = core.clock.now();
      const until = mode === 'on' ? since + core.settings.healthByHandMs : null;
      await stores.upkeep.health.setPause({ productId: product.id, mode, since, until, times: 0 });
      await audit(core, stores, actor, `product.${mode}`, `products:${product.id}`, product.code);
      return { ok: true as const, product };
    }),
  );
}

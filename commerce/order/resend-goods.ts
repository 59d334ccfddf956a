/** "Kirim ulang kode saya": the goods once more, to the asking chat, only to the person who bought them. */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import { idempotent } from '../idempotent.ts';
import type { Actor } from '../people/model.ts';
import { Refused } from '../refusal.ts';
import { goodsOf } from './goods.ts';
import { findOwnOrder } from './own-order.ts';

export async function resendGoods(
  core: Core,
  actor: Actor,
  key: string,
  code: string,
): Promise<Answer<{ sent: number }>> {
  const result = await idempotent(core, actor, 'order.resend', key, { code }, async (stores) => {
    const order = await findOwnOrder(stores, actor, code);
    const chatId = actor.chatId;
    if (!chatId) throw new Refused('not_allowed');
    const goods = await goodsOf(core, stores, order);
    if (goods.length === 0) throw new Refused('wrong_state');
    await stores.outgoing.append(
      goods.map((item) => ({ chatId, screen: item.screen })),
      core.clock.now(),
    );
    await audit(core, stores, actor, 'order.goods_resent', `orders:${order.id}`, order.code);
    return { sent: goods.length };
  });
  return 'ok' in result ? result : { ok: true, ...result };
}

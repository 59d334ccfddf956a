/**
 * "Kirim ulang kode saya": the goods once more, to the asking chat of the person who bought them. Some of the staff may
 * ask for it in a buyer's place; then they go to the chat the order came from, and staff never see them.
 */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import { idempotent } from '../idempotent.ts';
import type { Actor } from '../people/model.ts';
import { requireRole } from '../people/rights.ts';
import { RESENDERS } from '../people/rights-table.ts';
import { Refused } from '../refusal.ts';
import { goodsOf } from './goods.ts';
import { findOrder } from './own-order.ts';

export async function resendGoods(
  core: Core,
  actor: Actor,
  key: string,
  code: string,
): Promise<Answer<{ sent: number; elsewhere?: true }>> {
  const result = await idempotent(core, actor, 'order.resend', key, { code }, async (stores) => {
    const order = await findOrder(stores, actor, code);
    const isOwn = actor.personId !== null && order.personId === actor.personId;
    if (!isOwn) requireRole(actor, ...RESENDERS);
    const chatId = isOwn ? actor.chatId : order.chatId;
    if (!chatId) throw isOwn ? new Refused('not_allowed') : new Refused('wrong_state');
    const goods = await goodsOf(core, stores, order);
    if (goods.length === 0) throw new Refused('wrong_state');
    await stores.outgoing.append(
      goods.map((item) => ({ chatId, screen: item.screen })),
      core.clock.now(),
    );
    await audit(core, stores, actor, 'order.goods_resent', `orders:${order.id}`, order.code);
    return { sent: goods.length, ...(isOwn ? {} : { elsewhere: true as const }) };
  });
  return 'ok' in result ? result : { ok: true, ...result };
}

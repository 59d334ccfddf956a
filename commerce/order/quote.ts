/** What an order would cost, with everything checked as for the order itself. Promises nothing. */
import type { Answer, OrderItem, Quote } from '../app.ts';
import type { Core } from '../core.ts';
import { sumIdr } from '../money.ts';
import type { Actor } from '../people/model.ts';
import { answering } from '../refusal.ts';
import { priceItems } from './price-items.ts';

export async function quote(core: Core, actor: Actor, items: OrderItem[]): Promise<Answer<{ quote: Quote }>> {
  return answering(async () => {
    const priced = await priceItems(core, core.uow.read, actor, items);
    const lines = priced.map((line) => ({
      name: line.snapshot.name,
      qty: line.qty,
      unitPriceIdr: line.unitPriceIdr,
      totalIdr: line.totalIdr,
      destination: line.snapshot.destination?.display ?? null,
    }));
    return { ok: true as const, quote: { totalIdr: sumIdr(lines.map((line) => line.totalIdr)), lines } };
  });
}

/** The owner's list of codes: sealed on the way in, each kept once per product, sold oldest first. */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import type { Actor } from '../people/model.ts';
import { requireRight } from '../people/rights.ts';
import { answering, Refused } from '../refusal.ts';
import type { StockCode } from './model.ts';

export interface ImportStockInput {
  productCode: string;
  /** One code per element, as it will be handed to the buyer. */
  codes: string[];
}

const MAX_CODES = 100_000;
const MAX_CODE_LENGTH = 500;
const BATCH = 500;

export async function importStock(
  core: Core,
  actor: Actor,
  input: ImportStockInput,
): Promise<Answer<{ added: number; duplicates: number; available: number }>> {
  return answering(async () => {
    requireRight(actor, 'importStock');
    const product = await core.uow.read.catalogue.productByCode(actor.environment, input.productCode);
    if (!product) throw new Refused('not_found');
    if (product.kind !== 'stock_code') throw new Refused('wrong_state');
    const codes = input.codes.map((code) => code.trim()).filter(Boolean);
    if (codes.length === 0 || codes.length > MAX_CODES) throw new Refused('bad_input', { max: MAX_CODES });
    const tooLong = codes.findIndex((code) => code.length > MAX_CODE_LENGTH);
    if (tooLong >= 0) throw new Refused('bad_input', { line: tooLong + 1, max: MAX_CODE_LENGTH });
    let added = 0;
    for (let from = 0; from < codes.length; from += BATCH) {
      const rows = codes.slice(from, from + BATCH).map((code) => stockCode(core, product.id, code));
      added += await core.uow.run('stock.import', (stores) => stores.stock.add(rows));
    }
    await core.uow.run('stock.imported', (stores) =>
      audit(core, stores, actor, 'stock.imported', `products:${product.id}`, `${added} of ${codes.length}`),
    );
    const available = await core.uow.read.stock.available(product.id);
    return { ok: true as const, added, duplicates: codes.length - added, available };
  });
}

function stockCode(core: Core, productId: string, code: string): StockCode {
  const id = core.ids.uuid();
  return {
    id,
    productId,
    sealed: core.vault.seal('stock_code', `stock_codes:${id}`, code),
    fingerprint: core.vault.fingerprint('stock_code', code),
    state: 'available',
    orderId: null,
    fulfilmentId: null,
    addedAt: core.clock.now(),
  };
}

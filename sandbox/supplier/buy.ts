/**
 * What every dialect of the practice supplier does with an order and with a question about one: the same world, the same
 * money. How it is asked and answered is the dialect's.
 */
import type { Context } from '../world/handling.ts';
import { put } from '../world/model.ts';
import type { Account, Dialect, Effect, Product, Purchase, World } from '../world/model.ts';
import { announce, settle } from './events.ts';
import { newPurchase, purchaseKey, refusal, refused, repeatKey } from './purchase.ts';
import type { PurchaseOrder, Refusal } from './purchase.ts';

/** After this the vendor no longer knows a reference: the same request buys again. */
const REMEMBERED_MS = 90 * 24 * 3_600_000;

const UNKNOWN_PRODUCT: Refusal = { rc: '43', message: 'SKU tidak di temukan atau Non-Aktif', created: false };

/** Null when the reference is new, or so old that the vendor forgot it. */
export function knownPurchase(world: World, account: Account, refId: string, now: number): Purchase | null {
  const earlier = world.purchases.get(purchaseKey(account.username, refId));
  return earlier && now - earlier.createdAt < REMEMBERED_MS ? earlier : null;
}

export interface Bought {
  purchase: Purchase;
  refused: Refusal | null;
  effects: Effect[];
}

export function buy(world: World, account: Account, order: PurchaseOrder, dialect: Dialect, context: Context): Bought {
  const product = world.products.get(order.sku);
  const reason = refusal(world, account, order, context.now);
  if (reason || !product) return turnAway(world, account, order, dialect, context, reason ?? UNKNOWN_PRODUCT);
  const purchase = { ...newPurchase(account, product, order, context), dialect };
  return { purchase, refused: null, effects: taken(world, account, order, product, purchase, context) };
}

function taken(
  world: World,
  account: Account,
  order: PurchaseOrder,
  product: Product,
  purchase: Purchase,
  context: Context,
): Effect[] {
  const key = purchaseKey(account.username, order.refId);
  const effects: Effect[] = [
    put('purchases', key, purchase),
    put('repeats', repeatKey(account.username, order), { purchase: key, at: context.now }),
    put('accounts', account.username, { ...account, depositIdr: purchase.depositAfterIdr }),
    ...announce(world, context, purchase, 'create'),
  ];
  if (!product.unlimited_stock) effects.push(put('products', order.sku, { ...product, stock: product.stock - 1 }));
  if (purchase.status === 'Pending')
    effects.push(put('tasks', `settle ${key}`, { kind: 'settle', at: purchase.dueAt, purchase: key }));
  return effects;
}

/** What created nothing is not remembered either. */
function turnAway(
  world: World,
  account: Account,
  order: PurchaseOrder,
  dialect: Dialect,
  context: Context,
  reason: Refusal,
): Bought {
  const purchase = { ...refused(account, order, reason, context), dialect };
  if (!reason.created) return { purchase, refused: reason, effects: [] };
  const saved = put('purchases', purchaseKey(account.username, order.refId), purchase);
  return { purchase, refused: reason, effects: [saved, ...announce(world, context, purchase, 'create')] };
}

/** A question about a purchase: one whose time has come is settled by it. */
export function asked(earlier: Purchase, world: World, context: Context): { purchase: Purchase; effects: Effect[] } {
  const due = earlier.status === 'Pending' && context.now >= earlier.dueAt;
  const final = due ? settle(world, context, earlier) : { purchase: earlier, effects: [] };
  const purchase = { ...final.purchase, asks: earlier.asks + 1 };
  const key = purchaseKey(purchase.username, purchase.refId);
  return { purchase, effects: [...final.effects, put('purchases', key, purchase)] };
}

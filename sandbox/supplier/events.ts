/** What the practice supplier tells by itself: webhooks, and pending purchases becoming final. Pure. */
import { hmacHex, schedule } from '../deliveries.ts';
import type { Context } from '../world/handling.ts';
import { del, put } from '../world/model.ts';
import type { Effect, Purchase, World } from '../world/model.ts';
import { purchaseKey, settled } from './purchase.ts';
import { purchaseData } from './wire.ts';

/** `cb_url` of the purchase wins over the account's webhook. Without a secret no signature is sent, as documented. */
export function announce(world: World, context: Context, purchase: Purchase, event: 'create' | 'update'): Effect[] {
  const account = world.accounts.get(purchase.username);
  const url = purchase.callbackUrl ?? account?.webhookUrl;
  if (!account || !url) return [];
  const body = JSON.stringify({ data: purchaseData(purchase) });
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'user-agent': 'Digiflazz-Hookshot',
    'x-digiflazz-event': event,
  };
  if (account.webhookSecret) headers['x-hub-signature'] = `sha1=${hmacHex('sha1', account.webhookSecret, body)}`;
  const name = `${purchaseKey(purchase.username, purchase.refId)} ${event}`;
  return schedule(world, context, { vendor: 'supplier', name, url, headers, body, times: 1 });
}

/** A pending purchase whose time has come: final state, deposit back if it failed, webhook. */
export function settle(world: World, context: Context, purchase: Purchase): { purchase: Purchase; effects: Effect[] } {
  const account = world.accounts.get(purchase.username);
  const key = purchaseKey(purchase.username, purchase.refId);
  if (purchase.status !== 'Pending' || !account) return { purchase, effects: [del('tasks', `settle ${key}`)] };

  const depositIdr = account.depositIdr + (purchase.becomes === 'Gagal' ? purchase.priceIdr : 0);
  const final = { ...settled(purchase, world.products.get(purchase.sku), context), depositAfterIdr: depositIdr };
  return {
    purchase: final,
    effects: [
      del('tasks', `settle ${key}`),
      put('purchases', key, final),
      put('accounts', account.username, { ...account, depositIdr }),
      ...announce(world, context, final, 'update'),
    ],
  };
}

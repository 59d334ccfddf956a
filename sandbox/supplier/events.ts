/** What the practice supplier tells by itself: webhooks, and pending purchases becoming final. Pure. */
import { hmacHex, schedule } from '../deliveries.ts';
import type { Message } from '../deliveries.ts';
import { md5 } from '../world/handling.ts';
import type { Context } from '../world/handling.ts';
import { del, put } from '../world/model.ts';
import type { Account, Dialect, Effect, Purchase, World } from '../world/model.ts';
import { purchaseKey, settled } from './purchase.ts';
import { orderData } from './form-wire.ts';
import { purchaseSentence } from './sentences.ts';
import { purchaseData } from './wire.ts';

/** `cb_url` of the purchase wins over the account's webhook. It is told in the words it was asked in. */
export function announce(world: World, context: Context, purchase: Purchase, event: 'create' | 'update'): Effect[] {
  const account = world.accounts.get(purchase.username);
  const url = purchase.callbackUrl ?? account?.webhookUrl;
  if (!account || !url) return [];
  const name = `${purchaseKey(purchase.username, purchase.refId)} ${event}`;
  const report = REPORTS[purchase.dialect ?? 'json'](account, purchase, url, event);
  return schedule(world, context, { vendor: 'supplier', name, times: 1, ...report });
}

type Report = Pick<Message, 'url' | 'method' | 'headers' | 'body'>;
type Reporter = (account: Account, purchase: Purchase, url: string, event: 'create' | 'update') => Report;

const REPORTS: Record<Dialect, Reporter> = {
  /** Without a secret no signature is sent, as documented. */
  json(account, purchase, url, event) {
    const body = JSON.stringify({ data: purchaseData(purchase) });
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      'user-agent': 'Digiflazz-Hookshot',
      'x-digiflazz-event': event,
    };
    if (account.webhookSecret) headers['x-hub-signature'] = `sha1=${hmacHex('sha1', account.webhookSecret, body)}`;
    return { url, headers, body };
  },
  form(account, purchase, url) {
    const headers = {
      'content-type': 'application/json',
      'x-client-signature': md5(account.username + account.apiKey),
    };
    return { url, headers, body: JSON.stringify({ data: orderData(purchase) }) };
  },
  get(_account, purchase, url) {
    const address = new URL(url);
    address.searchParams.set('refid', purchase.refId);
    address.searchParams.set('message', purchaseSentence(purchase));
    return { url: address.href, method: 'GET', headers: {}, body: '' };
  },
};

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

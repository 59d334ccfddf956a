/**
 * `POST /control/setup`: changes accounts, credentials, webhook addresses and manners of the practice vendors. Only the
 * fields given change. Naming another project, username or client id replaces the vendor's account by that one.
 */
import { isLoopbackUrl } from '../deliveries.ts';
import { md5 } from '../world/handling.ts';
import { del, put } from '../world/model.ts';
import type { Account, Effect, LockAccount, Product, Project, TableName, World } from '../world/model.ts';
import { flag, list, part, text, wholeNumber, webhookAddress } from './fields.ts';
import type { Fields } from './fields.ts';

/** Throws `Refusal` (fields.ts) on a wrong field; nothing is changed then. */
export function setupEffects(fields: Fields, world: World): Effect[] {
  const gateway = part(fields, 'gateway');
  const supplier = part(fields, 'supplier');
  const lock = part(fields, 'lock');
  const deployment = part(fields, 'deployment');
  return [
    // `webhookUrl` at the top is the gateway's: the one address nearly every caller sets.
    ...gatewaySetup(
      fields['webhookUrl'] === undefined ? gateway : { webhookUrl: fields['webhookUrl'], ...gateway },
      world,
    ),
    ...supplierSetup(supplier, world),
    ...lockSetup(lock, world),
    ...deploymentSetup(deployment, world),
  ];
}

function only<T>(rows: Map<string, T>): T {
  return rows.values().next().value as T;
}

/** The replaced row goes away, so old credentials stop working. */
function renamed(table: TableName, before: string, saved: Effect): Effect[] {
  return before === saved.key ? [saved] : [del(table, before), saved];
}

function gatewaySetup(fields: Fields, world: World): Effect[] {
  if (Object.keys(fields).length === 0) return [];
  const before = only(world.projects);
  const after: Project = {
    slug: text(fields, 'project', before.slug),
    apiKey: text(fields, 'apiKey', before.apiKey),
    webhookUrl: webhookAddress(fields, before.webhookUrl, isLoopbackUrl),
    webhookSecret: text(fields, 'webhookSecret', before.webhookSecret ?? '') || null,
    validityMs: wholeNumber(fields, 'validityMs', before.validityMs),
    refundMs: wholeNumber(fields, 'refundMs', before.refundMs ?? 0),
    refusesRefunds: flag(fields, 'refusesRefunds', before.refusesRefunds ?? false),
    merchantName: text(fields, 'merchantName', before.merchantName),
    merchantCity: text(fields, 'merchantCity', before.merchantCity),
  };
  return renamed('projects', before.slug, put('projects', after.slug, after));
}

function deploymentSetup(fields: Fields, world: World): Effect[] {
  if (Object.keys(fields).length === 0) return [];
  const before = only(world.deployers);
  const webhookUrl = webhookAddress(fields, before.webhookUrl, isLoopbackUrl);
  return [put('deployers', 'deployer', { ...before, webhookUrl })];
}

function supplierSetup(fields: Fields, world: World): Effect[] {
  if (Object.keys(fields).length === 0) return [];
  const before = only(world.accounts);
  const after: Account = {
    ...before,
    username: text(fields, 'username', before.username),
    apiKey: text(fields, 'apiKey', before.apiKey),
    depositIdr: wholeNumber(fields, 'depositIdr', before.depositIdr),
    webhookUrl: webhookAddress(fields, before.webhookUrl, isLoopbackUrl),
    webhookSecret: text(fields, 'webhookSecret', before.webhookSecret ?? '') || null,
    pendingMs: wholeNumber(fields, 'pendingMs', before.pendingMs),
    successMs: wholeNumber(fields, 'successMs', before.successMs),
    limitPriceList: flag(fields, 'limitPriceList', before.limitPriceList),
    billsExtraIdr: wholeNumber(fields, 'billsExtraIdr', before.billsExtraIdr ?? 0),
  };
  const products = list(fields, 'products').map((product) => productSetup(product, world));
  return [...renamed('accounts', before.username, put('accounts', after.username, after)), ...products];
}

const PRODUCT_FIELDS = new Set<string>([
  'product_name',
  'category',
  'brand',
  'type',
  'seller_name',
  'price',
  'buyer_product_status',
  'seller_product_status',
  'unlimited_stock',
  'stock',
  'multi',
  'start_cut_off',
  'end_cut_off',
  'desc',
]);

/** A product is changed, added, or (`remove: true`) vanishes from the list, in the vendor's own field names. */
function productSetup(fields: Fields, world: World): Effect {
  const sku = text(fields, 'buyer_sku_code', '');
  if (fields['remove'] === true) return del('products', sku);
  const before = world.products.get(sku) ?? { ...only(world.products), product_name: sku, buyer_sku_code: sku };
  const changes = Object.fromEntries(Object.entries(fields).filter(([name]) => PRODUCT_FIELDS.has(name)));
  return put('products', sku, { ...before, ...(changes as Partial<Product>) });
}

function lockSetup(fields: Fields, world: World): Effect[] {
  if (Object.keys(fields).length === 0) return [];
  const before = only(world.lockAccounts);
  const password = text(fields, 'password', '');
  const after: LockAccount = {
    clientId: text(fields, 'clientId', before.clientId),
    clientSecret: text(fields, 'clientSecret', before.clientSecret),
    username: text(fields, 'username', before.username),
    passwordMd5: password ? md5(password) : before.passwordMd5,
    tokenLifetimeMs: wholeNumber(fields, 'tokenLifetimeMs', before.tokenLifetimeMs),
  };
  const locks = list(fields, 'locks').map((lock) => {
    const lockId = wholeNumber(lock, 'lockId', 0);
    const known = world.locks.get(String(lockId));
    return put('locks', String(lockId), {
      lockId,
      name: text(lock, 'name', known?.name ?? `Kamar ${lockId}`),
      online: flag(lock, 'online', known?.online ?? true),
      hasGateway: flag(lock, 'hasGateway', known?.hasGateway ?? true),
    });
  });
  return [...renamed('lockAccounts', before.clientId, put('lockAccounts', after.clientId, after)), ...locks];
}

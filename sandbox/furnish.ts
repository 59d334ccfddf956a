/**
 * What a new sandbox holds before anybody sets it up: one account at each vendor with well-known practice credentials,
 * the supplier's catalogue, twelve locks. A restart changes nothing that is there.
 */
import { CATALOGUE } from './supplier/catalogue.ts';
import { md5 } from './world/handling.ts';
import { put } from './world/model.ts';
import type { Effect, World } from './world/model.ts';

/** Not secrets: they open nothing but a sandbox on this machine. */
export const PRACTICE_CREDENTIALS = {
  gateway: { project: 'toko-latihan', apiKey: 'practice-gateway-key' },
  supplier: { username: 'latihan', apiKey: 'practice-supplier-key', webhookSecret: 'practice-supplier-hook' },
  deployment: { signingSecret: 'practice-deployment-signing-secret' },
  lock: {
    clientId: 'practice-lock-client',
    clientSecret: 'practice-lock-secret',
    username: 'latihan',
    password: 'practice-lock-password',
  },
} as const;

const ROOMS = ['101', '102', '103', '104', '201', '202', '203', '204', '301', '302', '303', '304'];

export function furnish(world: World, seed: string): Effect[] {
  const effects: Effect[] = [];
  if (!world.meta.has('meta')) effects.push(put('meta', 'meta', { seed, clockOffsetMs: 0 }));
  if (world.projects.size === 0) effects.push(gatewayProject());
  if (world.accounts.size === 0) effects.push(supplierAccount());
  if (world.lockAccounts.size === 0) effects.push(lockAccount());
  if (world.deployers.size === 0) effects.push(deployer());
  if (world.products.size === 0)
    effects.push(...CATALOGUE.map((product) => put('products', product.buyer_sku_code, product)));
  if (world.locks.size === 0) effects.push(...ROOMS.map(lockOfRoom));
  return effects;
}

function gatewayProject(): Effect {
  const { project, apiKey } = PRACTICE_CREDENTIALS.gateway;
  return put('projects', project, {
    slug: project,
    apiKey,
    webhookUrl: null,
    webhookSecret: null,
    validityMs: 30 * 60_000,
    merchantName: 'TOKO LATIHAN',
    merchantCity: 'JAKARTA',
  });
}

function deployer(): Effect {
  return put('deployers', 'deployer', { secret: PRACTICE_CREDENTIALS.deployment.signingSecret, webhookUrl: null });
}

function supplierAccount(): Effect {
  const { username, apiKey, webhookSecret } = PRACTICE_CREDENTIALS.supplier;
  return put('accounts', username, {
    username,
    apiKey,
    depositIdr: 50_000_000,
    webhookUrl: null,
    webhookSecret,
    pendingMs: 4_000,
    successMs: 0,
    limitPriceList: false,
    priceListAt: 0,
  });
}

function lockAccount(): Effect {
  const { clientId, clientSecret, username, password } = PRACTICE_CREDENTIALS.lock;
  return put('lockAccounts', clientId, {
    clientId,
    clientSecret,
    username,
    passwordMd5: md5(password),
    tokenLifetimeMs: 90 * 24 * 3_600_000,
  });
}

function lockOfRoom(room: string): Effect {
  const lockId = 7_000_000 + Number(room);
  return put('locks', String(lockId), { lockId, name: `Kamar ${room}`, online: true, hasGateway: true });
}

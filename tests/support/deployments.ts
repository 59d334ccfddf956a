/** The till for a product that an endpoint of the owner's sets up: the practice one, and its callbacks. */
import { createHmac } from 'node:crypto';
import { beforeAll, beforeEach } from 'vitest';
import type { OrderView } from '../../commerce/app.ts';
import { createIntake } from '../../webhooks/intake.ts';
import { openTill } from './till.ts';

export const DEPLOY_IDR = 75_000;
const SECRET = 'practice-deployment-signing-secret';

interface Made {
  id: string;
  order: Record<string, unknown>;
  asks: number;
}

export function openDeployments() {
  const till = openTill();
  const read = () => till.shop.core.uow.read;

  beforeAll(async () => {
    const { commerce, owner } = till.shop;
    const input = { code: 'BOT1', name: 'Userbot', priceIdr: DEPLOY_IDR, endpoint: 'deployment', ask: 'domain' };
    const added = await commerce.addProduct(owner, input);
    if (!added.ok) throw new Error(added.reason);
  });
  beforeEach(() => till.shop.vendors.clearFaults());

  async function placed(domain: string): Promise<OrderView> {
    const product = await till.shop.commerce.product(till.buyer, 'BOT1');
    return till.placed({ kind: 'product', productId: product?.id ?? '', qty: 1, destination: domain });
  }

  /** Paid; nothing is sent to the endpoint yet. */
  async function paid(domain = 'toko.example'): Promise<OrderView> {
    const order = await placed(domain);
    await till.pay(`${order.code}-1`);
    await till.shop.commerce.checkPayment(till.buyer, order.code);
    return order;
  }

  const unit = async (order: OrderView) => (await read().fulfilments.ofOrder(order.id))[0]!;
  const row = async (order: OrderView) => read().deployments.ofFulfilment((await unit(order)).id);
  const made = async (order: OrderView): Promise<Made[]> => {
    const { json } = await till.shop.vendors.call('GET', '/state');
    return (json as { deployments: Made[] }).deployments.filter((one) => one.order['order_code'] === order.code);
  };

  /** A callback of the endpoint's; `secret` another one is a forgery. */
  async function calls(body: object, { secret = SECRET, ageMs = 0 } = {}): Promise<string> {
    const text = JSON.stringify(body);
    const t = Math.floor((till.shop.now() - ageMs) / 1000);
    const v1 = createHmac('sha256', secret).update(`${t}.${text}`).digest('hex');
    const headers = { 'x-deployment-signature': `t=${t},v1=${v1}` };
    const request = { method: 'POST', path: '/', headers, body: Buffer.from(text) };
    return (await createIntake(till.shop.core).take('deployment', 'deployment', request)).verdict;
  }

  const spoil = (kind: string, more: Record<string, unknown> = {}) =>
    till.shop.vendors.faults([{ kind, vendor: 'deployment', endpoint: 'order', ...more }]);

  return { till, read, placed, paid, unit, row, made, calls, spoil };
}

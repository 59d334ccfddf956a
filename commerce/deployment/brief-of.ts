/** What an endpoint is told about a unit, from rows that do not change: a repeat says the same, byte for byte. */
import type { Core } from '../core.ts';
import type { PurchaseRequest } from '../ports/supplier.ts';
import type { Stores } from '../ports/stores/index.ts';
import type { FulfilmentAttempt } from '../fulfilment/model.ts';
import type { Provider } from '../provider/model.ts';
import type { DeploymentBrief } from './model.ts';

/** The request an attempt is sent as, or asked about with. */
export async function requestOf(core: Core, attempt: FulfilmentAttempt, provider: Provider): Promise<PurchaseRequest> {
  if (provider.integrationType !== 'deployment') {
    const unit = await core.uow.read.fulfilments.get(attempt.fulfilmentId);
    return unit?.kind === 'bill' ? { ...attempt, isBill: true } : attempt;
  }
  return { ...attempt, deployment: await briefOf(core, core.uow.read, attempt.fulfilmentId, provider) };
}

async function briefOf(core: Core, stores: Stores, fulfilmentId: string, { slug }: Provider): Promise<DeploymentBrief> {
  const unit = await stores.fulfilments.get(fulfilmentId);
  const row = await stores.deployments.ofFulfilment(fulfilmentId);
  const line = unit ? await stores.orders.line(unit.lineId) : null;
  const order = unit ? await stores.orders.get(unit.orderId) : null;
  if (!row || !line || !order) throw new Error(`deployment of ${fulfilmentId} is incomplete`);
  const chat = order.chatId ? await stores.chats.get(order.chatId) : null;
  const person = order.personId ? await stores.people.get(order.personId) : null;
  return {
    orderCode: order.code,
    productCode: row.productCode,
    quantity: 1,
    answer: line.snapshot.destination?.display ?? null,
    payer: {
      channel: chat?.channel ?? null,
      telegramId: chat?.channel === 'telegram' ? chat.address : null,
      name: person?.name ?? null,
    },
    amountIdr: line.unitPriceIdr,
    createdAt: row.createdAt,
    callbackUrl: `${core.publicUrl}/webhook/deployment/${slug}`,
  };
}

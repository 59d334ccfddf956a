/**
 * Makes the practice gateway of a test shop one that can give money back: the wire profile of its row learns the call
 * the sandbox has for it. What a gateway's preset would say is said here as data, as any shop's would be.
 */
import type { Core } from '../../commerce/core.ts';
import type { Provider } from '../../commerce/provider/model.ts';

const REFUND = {
  http: 'POST',
  path: '/api/transactionrefund',
  encoding: 'json',
  body: {
    project: '{cfg.project}',
    order_id: '{order.id}',
    amount: '{order.amount|int}',
    api_key: '{secret.api_key}',
    refund_key: '{refund.key}',
    refund_amount: '{refund.amount|int}',
  },
  out: { reference: 'refund.order_id', status: 'refund.status', amount: 'refund.amount' },
  words: { success: 'done', pending: 'pending', failed: 'failed' },
  repeatableDays: 7,
} as const;

export interface RefundManners {
  partial?: boolean;
  methods?: string[];
}

export async function letGatewayRefund(core: Core, { partial = true, methods }: RefundManners = {}): Promise<Provider> {
  const provider = (await core.uow.read.providers.list()).find((row) => row.integrationType === 'payment');
  if (!provider) throw new Error('the shop has no gateway');
  const profile = structuredClone(provider.profile) as {
    operations: { refund?: object; status: { out: Record<string, unknown> } };
    statuses: Record<string, string>;
  };
  profile.operations.refund = { ...REFUND, partial, ...(methods ? { methods } : {}) };
  profile.operations.status.out['refunded'] = 'transaction.refunded_amount';
  profile.statuses['refunded'] = 'refunded';
  await core.uow.run('test.refunding', async (stores) => {
    const row = await stores.providers.get(provider.id);
    if (row) await stores.providers.update({ ...row, profile });
  });
  return provider;
}

/**
 * Which queue carries which job. A queue per kind, so that a slow supplier never holds up payments. The table must name
 * every job, or it does not compile; a row of a newer version whose name is unknown here travels with the upkeep.
 */
import type { JobName } from '../../commerce/ports/jobs.ts';
import type { Settings } from '../../commerce/settings.ts';

export const QUEUES = ['payments', 'webhooks', 'fulfilment', 'keys', 'suppliers', 'chats', 'upkeep'] as const;

export type QueueName = (typeof QUEUES)[number];

const QUEUE_OF: Record<JobName, QueueName> = {
  'payment.create': 'payments',
  'payment.check': 'payments',
  'payment.confirm': 'payments',
  'payment.charge': 'payments',
  'payment.cancel': 'payments',
  'refund.pay': 'payments',
  'refund.remind': 'chats',
  'case.remind': 'payments',
  'order.expire': 'payments',
  'webhook.process': 'webhooks',
  'fulfilment.run': 'fulfilment',
  'fulfilment.check': 'fulfilment',
  'key.issue': 'keys',
  'key.revoke': 'keys',
  'supplier.sync': 'suppliers',
  'supplier.probe': 'suppliers',
  'charge.expire': 'payments',
  'supplier.balance': 'suppliers',
  'supplier.rounds': 'suppliers',
  'alerts.deliver': 'chats',
  'chat.sweep': 'chats',
  'daily.upkeep': 'upkeep',
  'retention.clear': 'upkeep',
  'backup.make': 'upkeep',
  'brief.send': 'upkeep',
};

export const queueOf = (name: string): QueueName =>
  Object.hasOwn(QUEUE_OF, name) ? QUEUE_OF[name as JobName] : 'upkeep';

/** Names of the jobs of a queue; rows with unknown names are found only by a look at all jobs. */
export const namesOf = (queue: QueueName): JobName[] =>
  (Object.keys(QUEUE_OF) as JobName[]).filter((name) => QUEUE_OF[name] === queue);

export type QueueSettings = Pick<
  Settings,
  'queuePayments' | 'queueWebhooks' | 'queueFulfilment' | 'queueKeys' | 'queueSuppliers' | 'queueChats' | 'queueUpkeep'
>;

/** Jobs of a queue at a time in one process; at least one, or its jobs would never run. */
export function concurrencyOf(queue: QueueName, settings: QueueSettings): number {
  const wanted: Record<QueueName, number> = {
    payments: settings.queuePayments,
    webhooks: settings.queueWebhooks,
    fulfilment: settings.queueFulfilment,
    keys: settings.queueKeys,
    suppliers: settings.queueSuppliers,
    chats: settings.queueChats,
    upkeep: settings.queueUpkeep,
  };
  return Math.max(1, Math.floor(wanted[queue]));
}

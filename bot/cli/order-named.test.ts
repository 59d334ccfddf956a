import { expect, test } from 'vitest';
import type { Stores } from '../../commerce/ports/stores/index.ts';
import { codeOf } from './order-named.ts';

const ORDER = '019aa3b0-0000-7000-8000-000000000001';
const PAYMENT = '019aa3b0-0000-7000-8000-000000000002';
const FULFILMENT = '019aa3b0-0000-7000-8000-000000000003';

/** Three lookups by id; what the stores do beyond that is tested with them. */
const stores = {
  orders: { get: async (id: string) => (id === ORDER ? { code: 'A7K2M9' } : null) },
  payments: { get: async (id: string) => (id === PAYMENT ? { orderId: ORDER } : null) },
  fulfilments: { get: async (id: string) => (id === FULFILMENT ? { orderId: ORDER } : null) },
} as unknown as Pick<Stores, 'orders' | 'payments' | 'fulfilments'>;

test.each([ORDER, PAYMENT, FULFILMENT, ORDER.toUpperCase(), 'A7K2M9', 'A7K2M9-1', 'A7K2M9-12'])(
  '%s leads to the order',
  async (given) => expect(await codeOf(stores, given)).toBe('A7K2M9'),
);

test.each(['019aa3b0-0000-7000-8000-00000000000f', 'nonsense; drop', ''])(
  '%j leads nowhere and stays as it is',
  async (given) => expect(await codeOf(stores, given)).toBe(given),
);

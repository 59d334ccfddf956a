/** Nothing is left to do: somebody looked. Never offered where money waits, it would have nowhere to go. */
import { mustWin } from '../ports/unit-of-work.ts';
import type { Decision } from './decision.ts';

export const dismiss: Decision = {
  name: 'dismiss',
  needsReason: false,
  isFinalForMoney: false,
  isOffered: ({ row }) => row.parkedIdr === 0,
  carryOut: async () => undefined,
};

/** The stay goes on; the guest may ask again. */
export const declineCancel: Decision = {
  ...dismiss,
  async carryOut({ stores, order }) {
    mustWin(await stores.orders.update(order.id, order.version, { cancelRequestedAt: null }), order.code);
  },
};

/** What the owner is told about a supplier as a whole: once when it refuses us, once when it takes orders again. */
import type { SupplierPause } from '../fulfilment/supply-model.ts';
import { action } from '../ports/actions.ts';
import { text, type Screen } from '../ports/screen.ts';
import type { Provider } from '../provider/model.ts';

const REASONS: readonly SupplierPause['reason'][] = ['credentials', 'account', 'supplier_balance', 'transport'];

export const supplierPausedAlert = (provider: Provider, pause: SupplierPause): Screen => ({
  lines: [
    text(`alert-supplier-paused-${REASONS.includes(pause.reason) ? pause.reason : 'account'}`, {
      provider: provider.name,
    }),
    text('alert-supplier-paused-said', { message: pause.message }),
    text('alert-supplier-paused-next', { provider: provider.name }),
  ],
  choices: [
    { id: action.testProvider(provider.slug), label: text('button-test-provider') },
    { id: action.queue, label: text('button-queue') },
  ],
});

export const supplierResumedAlert = (provider: Provider): Screen => ({
  lines: [text('alert-supplier-resumed', { provider: provider.name })],
});

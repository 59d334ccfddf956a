/**
 * Ways to break the promise, each in a few words of source, and the suite that must notice by the check it names. They
 * are no switches of the program: they exist only in a copy of it.
 */
import type { Change } from '../support/tree-copy.ts';

export interface Breakage {
  name: string;
  changes: readonly Change[];
  /** Run in the copy by the pinned Node. */
  suite: readonly string[];
  /** A line of the suite's report that says it noticed. */
  noticed: RegExp;
}

const steps = (...more: string[]): string[] => ['tests/crash/every-step.ts', '--lanes', '1', ...more];
const tests = (file: string): string[] => ['node_modules/vitest/vitest.mjs', 'run', file];

export const BREAKAGES: readonly Breakage[] = [
  {
    name: 'a chat message is acknowledged before it is stored',
    changes: [
      {
        file: 'bot/http/chat/message-routes.ts',
        find: `    const { row, duplicate } = await deps.gates.messages.run(() =>
      deps.commerce.receive({ chatId: chat.id, messageId: message.id, body, at }),
    );`,
        put: `    const [row, duplicate] = [null, false];
    setTimeout(() => void deps.commerce.receive({ chatId: chat.id, messageId: message.id, body, at }), 50);`,
      },
    ],
    suite: steps(),
    noticed: /FAILED sqlite, voucher, step \d+/,
  },
  {
    name: 'a webhook is acknowledged before it is stored',
    changes: [
      {
        file: 'webhooks/intake.ts',
        find: `        await store.add(buildRow(core, { type, slug, provider, request, judgement }));`,
        put: `        const row = buildRow(core, { type, slug, provider, request, judgement });
        setTimeout(() => void store.add(row), 50);`,
      },
    ],
    suite: ['tests/faults/main.ts', '--row', '15'],
    noticed: /FAILED no answer without a sync before it/,
  },
  {
    name: 'a webhook that comes again is taken for a new one, and its money for new money',
    // Each of the two alone is caught by the other, which is why there are two.
    changes: [
      {
        file: 'commerce/payment/book-receipt.ts',
        find: `  observed.gatewayTransactionId ?? payment.reference;`,
        put: `  \`\${observed.gatewayTransactionId ?? payment.reference}-\${Math.random()}\`;`,
      },
      {
        file: 'commerce/payment/book-receipt.ts',
        find: `  const namesake = sameUnderOtherName(payment, observed, booked);`,
        put: `  const namesake = sameUnderOtherName(payment, observed, booked.slice(0, 0));`,
      },
      {
        file: 'db/stores/webhooks.ts',
        find: `  const repeats = new Set(keys.map((key) => key.webhook_id));`,
        put: `  const repeats = new Set<string>();`,
      },
    ],
    suite: tests('tests/faults/webhook-repeats.test.ts'),
    noticed: /FAIL .*webhook-repeats/,
  },
  {
    name: 'goods are sent beside the transaction that delivers them',
    changes: [
      {
        file: 'commerce/fulfilment/hand-over.ts',
        find: '  await tellBuyer(core, stores, order, `goods:${fulfilment.id}`, screen);',
        put: `  setTimeout(() => {
    void core.uow.run('goods.direct', (later) => tellBuyer(core, later, order, \`goods:\${fulfilment.id}\`, screen));
  }, 50);`,
      },
    ],
    suite: steps('--from', '70'),
    noticed: /FAILED sqlite, voucher, step \d+/,
  },
  {
    name: 'goods are sent without a key that says them once',
    changes: [
      {
        file: 'commerce/fulfilment/deliver-stock-code.ts',
        find: `    if (fulfilment.state !== 'queued' || !line.productId) return;`,
        put: `    if (!line.productId) return;`,
      },
      {
        file: 'commerce/fulfilment/run-fulfilment.ts',
        find: `  if (!fulfilment || isFinal(fulfilment.state)) return;
  if (fulfilment.kind`,
        put: `  if (!fulfilment) return;
  if (isFinal(fulfilment.state) && fulfilment.kind !== 'stock_code') return;
  if (fulfilment.kind`,
      },
      {
        file: 'commerce/fulfilment/hand-over.ts',
        find: `  if (!step?.effects.includes('deliver')) return false;
  const won = await stores.fulfilments.update(fulfilment.id, fulfilment.version, {
    state: step.to,`,
        put: `  const won = await stores.fulfilments.update(fulfilment.id, fulfilment.version, {
    state: step?.to ?? 'succeeded',`,
      },
      {
        file: 'commerce/fulfilment/hand-over.ts',
        find: '`goods:${fulfilment.id}`',
        put: '`goods:${fulfilment.id}:${core.ids.uuid()}`',
      },
    ],
    suite: steps('--from', '70'),
    noticed: /FAILED (one success and one message of goods|\w+ \(voucher\) seen once)/,
  },
  {
    name: 'a lease that ran out is never looked at',
    changes: [
      {
        file: 'db/stores/job-leases.ts',
        find: `    .where(OPEN_JOB)
    .where('due_at', '<=', now);`,
        put: `    .where('state', '=', 'ready')
    .where('due_at', '<=', now);`,
      },
    ],
    suite: ['tests/faults/main.ts', '--row', '18'],
    noticed: /FAILED payment\.create, worker killed/,
  },
  {
    name: 'a purchase is made anew each time its job runs',
    changes: [
      {
        file: 'commerce/fulfilment/submit-purchase.ts',
        find: `  if (fulfilment.state === 'submitting') return resume(core, stores, delivery);
  if (!fulfilmentNext(fulfilment.state, 'submit')) return { kind: 'stop' };`,
        put: ``,
      },
      {
        file: 'commerce/fulfilment/machine.ts',
        find: `  submitting: { ...takenAfterAll,`,
        put: `  submitting: { submit: go('submitting'), ...takenAfterAll,`,
      },
      {
        file: 'commerce/fulfilment/ladder.ts',
        find: `  if (attempts.some((attempt) => UNCLEAR.includes(attempt.outcome))) return { kind: 'unclear' };`,
        put: ``,
      },
      {
        file: 'commerce/fulfilment/ladder.ts',
        find: `attempt.providerId === offer.providerId && attempt.reason !== 'price' && !mayChange(attempt)`,
        put: `attempt.providerId === offer.providerId && attempt.reason === 'destination'`,
      },
    ],
    suite: steps('--kind', 'topup', '--from', '70'),
    noticed: /FAILED one purchase per top-up/,
  },
];

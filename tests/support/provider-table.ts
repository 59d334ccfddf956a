/**
 * The page docs/providers.md: which preset can do what in which format. Made of the presets alone, so it promises
 * nothing they do not have; what an operation is worth is proven by the recordings, not here.
 */
import { PAYMENT_BEHAVIOURS, readPaymentProfile } from '../../adapters/payment/profile.ts';
import type { PaymentProfile } from '../../adapters/payment/profile.ts';
import type { Preset } from '../../commerce/ports/registry.ts';

const OPERATIONS = ['create', 'status', 'cancel', 'simulate', 'refund'] as const;
const NONE = '–';

/** @returns the whole page, ending in a newline. */
export function providersPage(presets: readonly Preset[]): string {
  const payments = presets.filter(({ integrationType }) => integrationType === 'payment');
  const others = presets.filter(({ integrationType }) => integrationType !== 'payment');
  return [
    '# What each preset can do',
    '',
    'Made from `presets/` by `npm run docs:providers`; do not edit it by hand. How to add one:',
    '[payment gateways](payments.md), [suppliers](suppliers.md).',
    '',
    '## Payment gateways',
    '',
    ...table(
      ['format', 'preset', 'our methods', ...OPERATIONS, 'webhook', 'keys tell live from test'],
      paymentRows(payments),
    ),
    '',
    'A method that is only a link is made without a call. "Asked back" means that a webhook is never believed by itself: the',
    'gateway is asked first. A refund without a word of parts is of the whole only.',
    '',
    '## Suppliers, locks and endpoints',
    '',
    ...table(['kind', 'format', 'preset', 'operations', 'checked on'], others.map(otherRow)),
    '',
  ].join('\n');
}

const table = (head: string[], rows: string[][]): string[] =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);

function paymentRows(presets: readonly Preset[]): string[][] {
  return PAYMENT_BEHAVIOURS.flatMap((format) =>
    presets.flatMap((preset) => {
      const profile = readPaymentProfile(preset.profile);
      const methods = Object.keys(profile.methods).filter((name) => profile.methods[name]?.format === format);
      if (methods.length === 0) return [];
      const done = OPERATIONS.map((operation) => worth(profile, operation, methods));
      const isTold = preset.fields.some(({ patterns }) => patterns !== undefined) ? 'yes' : 'no';
      return [[`\`${format}\``, `\`${preset.id}\``, methods.join(', '), ...done, webhookWorth(profile), isTold]];
    }),
  );
}

function worth(profile: PaymentProfile, operation: (typeof OPERATIONS)[number], methods: string[]): string {
  if (profile.operations[operation] === undefined) return NONE;
  if (operation === 'create')
    return methods.every((name) => profile.methods[name]?.code === undefined) ? 'link' : 'yes';
  if (operation !== 'refund') return 'yes';
  const { refund } = profile.operations;
  const some = methods.filter((name) => refund?.methods?.includes(name) ?? true);
  if (some.length === 0) return NONE;
  return `${refund?.partial ? 'also in part' : 'yes'}${some.length < methods.length ? ` (${some.join(', ')})` : ''}`;
}

function webhookWorth({ webhook }: PaymentProfile): string {
  if (!webhook) return NONE;
  const proof = webhook.verify ? proofOf(webhook.verify) : 'unsigned';
  return `${proof}, ${webhook.confirm === 'never' ? 'believed' : 'asked back'}`;
}

function otherRow({ id, integrationType, apiFormat, capabilities, checkedOn }: Preset): string[] {
  return [integrationType, `\`${apiFormat}\``, `\`${id}\``, capabilities.join(', '), checkedOn];
}

function proofOf({ alg, optional }: NonNullable<NonNullable<PaymentProfile['webhook']>['verify']>): string {
  if (alg === 'static') return 'a fixed token';
  return `${optional ? 'may be signed' : 'signed'} (${alg})`;
}

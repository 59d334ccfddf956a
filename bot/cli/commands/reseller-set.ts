/** `./sapa reseller:set`: answers a request, or changes the terms of a reseller. */
import type { ResellerChange } from '../../../commerce/people/set-reseller.ts';
import { environmentOf, given, readArguments, rupiah } from '../arguments.ts';
import { UsageError, type Command } from '../command.ts';

const OPTIONS = {
  approve: { type: 'boolean' },
  refuse: { type: 'boolean' },
  tier: { type: 'string' },
  credit: { type: 'string' },
  'daily-limit': { type: 'string' },
  suspend: { type: 'boolean' },
  resume: { type: 'boolean' },
  'reset-pin': { type: 'boolean' },
  env: { type: 'string' },
} as const;

type Values = Partial<Record<'tier' | 'credit' | 'daily-limit', string>> &
  Partial<Record<'suspend' | 'resume' | 'reset-pin', boolean>>;

export const resellerSet: Command = {
  name: 'reseller:set',
  group: 'orders',
  usage:
    'RESELLER (--approve [--tier NAME] | --refuse | [--tier NAME] [--credit IDR] [--daily-limit IDR|none] [--suspend | --resume] [--reset-pin]) [--env ENV]',
  summary: 'approve or refuse a reseller, or change tier, credit and limits',
  details: [
    '',
    'RESELLER is the end of the id or the name of the shop; see ./sapa reseller:list.',
    '--credit       how far below zero the balance may go; not below what is owed now',
    '--daily-limit  most that may be ordered from the balance in a day in Jakarta; none lifts it',
    '--reset-pin    for who forgot it',
    'Example: ./sapa reseller:set "Konter Maju" --tier agen --credit 500000',
  ],
  async run(io) {
    const { values, positionals } = readArguments(io.args, OPTIONS, { required: ['RESELLER'] });
    const name = given(positionals, 0);
    const isDecision = Boolean(values.approve) || Boolean(values.refuse);
    const changes = changesOf(values);
    if (values.approve && values.refuse) throw new UsageError('give either --approve or --refuse');
    if (isDecision && changes.some(({ what }) => what !== 'tier' || values.refuse))
      throw new UsageError('--approve goes with --tier only, --refuse with nothing');
    if (!isDecision && changes.length === 0) throw new UsageError('say what to change');
    const environment = environmentOf(values.env);
    const [{ withShop }, { refused }, { resellerNamed }] = await Promise.all([
      import('../shop.ts'),
      import('../refusals.ts'),
      import('../reseller-named.ts'),
    ]);
    return withShop(io, async ({ commerce, actor }) => {
      const owner = await actor(environment);
      const { personId, shopName } = await resellerNamed(commerce, owner, name);
      if (isDecision) {
        const decision = values.approve ? ('approve' as const) : ('refuse' as const);
        const input = { personId, decision, ...(values.tier === undefined ? {} : { tier: values.tier }) };
        const answer = await commerce.decideReseller(owner, crypto.randomUUID(), input);
        if (!answer.ok) throw refused(answer, { already_done: `${shopName} was answered before` });
        io.say(`${shopName} is ${values.approve ? 'approved' : 'refused'} and has been told.`);
        return 0;
      }
      for (const change of changes) {
        const answer = await commerce.setReseller(owner, crypto.randomUUID(), { personId, change });
        if (!answer.ok) {
          throw refused(answer, {
            credit_in_use: `${shopName} owes ${answer.detail?.['owedIdr']} now, more than that credit`,
            wrong_state: `${shopName} is no reseller yet; answer with --approve or --refuse`,
            already_done: `${shopName} is ${change.what === 'suspend' ? 'suspended' : 'active'} already`,
          });
        }
        io.say(`${shopName}: ${change.what.replaceAll('_', ' ')} is done.`);
      }
      return 0;
    });
  },
};

function changesOf(values: Values): ResellerChange[] {
  const changes: ResellerChange[] = [];
  const limit = values['daily-limit'];
  if (values.suspend && values.resume) throw new UsageError('give either --suspend or --resume');
  if (values.tier !== undefined) changes.push({ what: 'tier', tier: values.tier });
  if (values.credit !== undefined) changes.push({ what: 'credit', amountIdr: rupiah(values.credit, '--credit') });
  if (limit !== undefined)
    changes.push({ what: 'daily_limit', amountIdr: limit === 'none' ? null : rupiah(limit, '--daily-limit') });
  if (values.suspend) changes.push({ what: 'suspend' });
  if (values.resume) changes.push({ what: 'resume' });
  if (values['reset-pin']) changes.push({ what: 'reset_pin' });
  return changes;
}

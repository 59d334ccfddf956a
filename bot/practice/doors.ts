/**
 * Where the practice vendors send their webhooks. At a real vendor a person enters the address in a dashboard; these
 * have none, so they are told when an account is taken into use. Without it sales work as well, by asking.
 */
import type { Answer, Commerce } from '../../commerce/app.ts';
import type { Core } from '../../commerce/core.ts';
import type { Stores } from '../../commerce/ports/stores/index.ts';
import type { IntegrationType, Provider } from '../../commerce/provider/model.ts';
import type { PracticeControl } from './control.ts';

const VENDORS: Partial<Record<IntegrationType, string>> = {
  payment: 'gateway',
  supplier: 'supplier',
  deployment: 'deployment',
};

export interface PracticeDoors extends Pick<Commerce, 'useProvider' | 'restProvider'> {
  /** From now on there are vendors to tell; `ourUrl` is where they reach this process. */
  connect(control: PracticeControl, ourUrl: string): Promise<void>;
}

export function createPracticeDoors(commerce: Commerce, { uow, log }: Core): PracticeDoors {
  let vendors: { control: PracticeControl; ourUrl: string } | null = null;

  async function tell(): Promise<void> {
    if (!vendors) return;
    const { control, ourUrl } = vendors;
    const doors: Record<string, object> = {};
    for (const [type, vendor] of Object.entries(VENDORS) as [IntegrationType, string][]) {
      const account = await servingAccount(uow.read, type);
      if (account) doors[vendor] = { webhookUrl: `${ourUrl}/webhook/${type}/${account.slug}` };
    }
    await control.setup(doors);
  }

  async function tellIf<T extends Answer<object>>(answer: T): Promise<T> {
    if (answer.ok)
      await tell().catch((error: unknown) => log.warn({ error: String(error) }, 'practice vendors not told'));
    return answer;
  }

  return {
    async connect(control, ourUrl) {
      vendors = { control, ourUrl };
      await tell();
    },
    useProvider: async (actor, key, input) => tellIf(await commerce.useProvider(actor, key, input)),
    restProvider: async (actor, key, input) => tellIf(await commerce.restProvider(actor, key, input)),
  };
}

/** Of the practice accounts of a kind the one that serves now; the oldest where that is not settled. */
async function servingAccount(stores: Stores, integrationType: IntegrationType): Promise<Provider | null> {
  const rows = await stores.providers.list({ integrationType, environment: 'practice' });
  const active = rows.filter(({ isActive }) => isActive);
  for (const { primaryProviderId, fallbackProviderId } of await stores.providers.features()) {
    const serving =
      active.find(({ id }) => id === primaryProviderId) ?? active.find(({ id }) => id === fallbackProviderId);
    if (serving) return serving;
  }
  return active[0] ?? rows[0] ?? null;
}

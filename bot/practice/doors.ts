/**
 * Where the practice vendors send their webhooks. At a real vendor a person enters the address in a dashboard; these
 * have none, so they are told when an account is taken into use. Without it sales work as well, by asking.
 */
import type { Commerce } from '../../commerce/app.ts';
import type { Core } from '../../commerce/core.ts';
import type { IntegrationType, Provider } from '../../commerce/provider/model.ts';
import type { PracticeControl } from './control.ts';

const VENDORS: Partial<Record<IntegrationType, string>> = {
  payment: 'gateway',
  supplier: 'supplier',
  deployment: 'deployment',
};

export interface PracticeDoors {
  useProvider: Commerce['useProvider'];
  /** From now on there are vendors to tell; `ourUrl` is where they reach this process. */
  connect(control: PracticeControl, ourUrl: string): void;
  tell(providers: readonly (Provider | null)[]): Promise<void>;
}

export function createPracticeDoors(useProvider: Commerce['useProvider'], { uow, log }: Core): PracticeDoors {
  let vendors: { control: PracticeControl; ourUrl: string } | null = null;

  async function tell(providers: readonly (Provider | null)[]): Promise<void> {
    if (!vendors) return;
    const { control, ourUrl } = vendors;
    const doors = providers.flatMap((provider): [string, object][] => {
      const vendor = provider?.environment === 'practice' ? VENDORS[provider.integrationType] : undefined;
      if (!provider || !vendor) return [];
      return [[vendor, { webhookUrl: `${ourUrl}/webhook/${provider.integrationType}/${provider.slug}` }]];
    });
    if (doors.length > 0) await control.setup(Object.fromEntries(doors));
  }

  return {
    tell,
    connect: (control, ourUrl) => void (vendors = { control, ourUrl }),
    async useProvider(actor, key, input) {
      const used = await useProvider(actor, key, input);
      if (used.ok && input.place === 'first') {
        const provider = await uow.read.providers.bySlug(input.slug);
        await tell([provider]).catch((error: unknown) =>
          log.warn({ error: String(error) }, 'practice vendor not told'),
        );
      }
      return used;
    },
  };
}

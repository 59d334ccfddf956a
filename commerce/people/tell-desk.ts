/** Tells the front desk what it has to do for a guest now, beside the owner's alert. Nobody at the desk hears it = nothing lost. */
import type { Core } from '../core.ts';
import type { Environment } from '../environment.ts';
import type { Screen } from '../ports/screen.ts';
import type { Stores } from '../ports/stores/index.ts';
import { staffChats } from './deliver-alerts.ts';

export async function tellDesk(
  core: Core,
  stores: Stores,
  environment: Environment,
  key: string,
  screen: Screen,
): Promise<void> {
  const chatIds = await staffChats(stores, ['front_desk'], environment === 'practice');
  await stores.outgoing.append(
    chatIds.map((chatId) => ({ chatId, screen, dedupeKey: `desk:${key}:${chatId}` })),
    core.clock.now(),
  );
}

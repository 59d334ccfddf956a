/**
 * Tells the owners what happened among the staff, but for those who did it or whom it was done to. Not an alert: those
 * reach managers and practice owners too.
 */
import type { Core } from '../core.ts';
import { tellPerson } from '../notices/send.ts';
import type { Screen } from '../ports/screen.ts';
import type { Stores } from '../ports/stores/index.ts';

export async function tellOwners(
  core: Core,
  stores: Stores,
  key: string,
  screen: Screen,
  but: readonly (string | null)[],
): Promise<void> {
  for (const { personId, scope } of await stores.people.withRole('owner')) {
    if (scope === 'all' && !but.includes(personId))
      await tellPerson(core, stores, personId, `${key}:${personId}`, screen);
  }
}

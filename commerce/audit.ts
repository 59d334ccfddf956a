/** Who did what, written in the same transaction as the deed. */
import type { Core } from './core.ts';
import type { Actor } from './people/model.ts';
import type { Stores } from './ports/stores/index.ts';

export async function audit(
  core: Core,
  stores: Stores,
  actor: Actor,
  action: string,
  subject: string,
  detail = '',
): Promise<void> {
  await stores.admin.audit.append({
    id: core.ids.uuid(),
    at: core.clock.now(),
    personId: actor.personId,
    via: actor.via,
    action,
    subject,
    detail,
  });
}

/** The actor of work that no person asked for. */
export const systemActor = (environment: Actor['environment']): Actor => ({
  personId: null,
  chatId: null,
  roles: [],
  via: 'job',
  environment,
  lang: 'id',
});

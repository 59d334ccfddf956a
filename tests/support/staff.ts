/** People with rights, as tests need them: real persons with real roles, in chats of their own. */
import type { Actor, Role } from '../../commerce/people/model.ts';
import type { TestCore } from './core.ts';

let named = 0;

/** Somebody new who holds this role for good; null = a customer. Their name is unlike anybody's. */
export async function somebody(shop: TestCore, role: Role | null, name?: string): Promise<Actor> {
  named += 1;
  const externalId = `staff-${named}-${shop.core.ids.uuid()}`;
  const displayName = name ?? `Orang${named}`;
  const { chatId, personId } = await shop.commerce.openChat({
    channel: 'web',
    address: externalId,
    externalId,
    displayName,
  });
  if (role !== null) {
    const grantedAt = shop.now();
    await shop.core.uow.run('test.grant', (stores) =>
      stores.people.grant({ personId, role, scope: 'all', grantedAt, revokedAt: null }),
    );
  }
  return shop.commerce.actorOf(chatId);
}

/** Everything said in a chat, secret screens opened. */
export async function screensOf({ core }: TestCore, { chatId }: Actor) {
  const rows = await core.uow.read.outgoing.after(chatId ?? '', 0, 1000);
  return rows.map((row) => core.uow.read.outgoing.screen(row));
}

/** The token of the newest invitation said in this chat. */
export async function invitedToken(shop: TestCore, owner: Actor): Promise<string> {
  const links = (await screensOf(shop, owner)).flatMap(({ copy }) => (copy?.includes('start=s_') ? [copy] : []));
  return /s_([\w-]+)$/.exec(links.at(-1) ?? '')?.[1] ?? '';
}

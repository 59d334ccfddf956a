/** The command menu of a Telegram chat follows the role of whoever writes there, whoever changed it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TelegramChannel } from '../bot/channels/telegram/channel.ts';
import { withStaffMenu } from '../bot/telegram.ts';
import type { Commerce } from '../commerce/app.ts';
import type { Role } from '../commerce/people/model.ts';
import { until } from './rig/until.ts';
import { openTestCore, type TestCore } from './support/core.ts';
import { invitedToken, somebody } from './support/staff.ts';

let shop: TestCore;
let commerce: Commerce;
const shown: [address: string, roles: readonly Role[]][] = [];
beforeAll(async () => {
  shop = await openTestCore();
  const channel: Pick<TelegramChannel, 'setStaffMenu'> = {
    async setStaffMenu(address, roles) {
      shown.push([address, roles]);
    },
  };
  commerce = withStaffMenu(shop.commerce, shop.core.uow, () => channel as TelegramChannel);
});
afterAll(() => shop.close());

test('joining, another role, going: the menu is the one of the role each time', async () => {
  const key = () => shop.core.ids.uuid();
  const owner = await somebody(shop, 'owner');
  const { chatId } = await commerce.openChat({ channel: 'telegram', address: '7001', externalId: '7001' });
  const budi = await commerce.actorOf(chatId);
  await commerce.inviteStaff(owner, key(), { role: 'finance' });
  const found = await commerce.invitation(budi, await invitedToken(shop, owner));
  expect(found.ok && (await commerce.joinStaff(budi, key(), { ref: found.invitation.ref }))).toMatchObject({
    ok: true,
  });
  const personId = budi.personId ?? '';
  await commerce.changeRole(owner, key(), { personId, from: 'finance', to: 'support' });
  await commerce.revokeStaff(owner, key(), { personId, from: 'support' });
  // Refused, so nothing is shown.
  await commerce.revokeStaff(owner, key(), { personId, from: 'support' });
  await until(() => shown.length === 3);
  expect(shown).toEqual([
    ['7001', ['finance']],
    ['7001', ['support']],
    ['7001', []],
  ]);
});

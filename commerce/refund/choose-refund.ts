/** The payer chooses between having their money back and keeping it as balance, while nothing was sent yet. */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import { idempotent } from '../idempotent.ts';
import { takenScreen } from '../notices/refund.ts';
import { tellBuyer } from '../notices/send.ts';
import type { Actor } from '../people/model.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { Refused } from '../refusal.ts';
import { endRefund } from './end-refund.ts';
import { ownRefund } from './own-refund.ts';
import { payLater } from './refund-due.ts';

export async function chooseRefund(
  core: Core,
  actor: Actor,
  key: string,
  input: { reference: string; choice: 'refund' | 'keep' },
): Promise<Answer<object>> {
  const result = await idempotent(core, actor, 'refund.choose', key, input, async (stores) => {
    const { order, refund } = await ownRefund(stores, actor, input.reference);
    if (refund.state !== 'due') throw new Refused('already_done');
    await audit(core, stores, actor, 'refund.chosen', `orders:${order.id}`, `${refund.reference} ${input.choice}`);
    if (input.choice === 'keep') {
      await endRefund(core, stores, actor, order, refund, 'kept', '');
      return {};
    }
    if (refund.way !== null) throw new Refused('already_done');
    mustWin(await stores.payments.updateRefund(refund.id, refund.version, { chooseUntil: null }), refund.reference);
    await tellBuyer(core, stores, order, `refund-taken:${refund.id}`, takenScreen(order, refund));
    await payLater(core, stores, refund.id);
    return {};
  });
  return 'ok' in result ? result : { ok: true };
}

/** Answers to what is asked on top for a unit, and the owner's test of a supplier that is paused. */
import type { Commerce } from '../../commerce/app.ts';
import { text } from '../../commerce/ports/screen.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import { refusalText } from './refusals.ts';
import { screen, toHuman, toMenu, toOrders } from './say.ts';

export const payCharge = (chat: TalkChat, app: Commerce, { chargeId }: { chargeId: string }): Promise<FlowEnd> =>
  answer(chat, app, chargeId, true);

export const declineCharge = (chat: TalkChat, app: Commerce, { chargeId }: { chargeId: string }): Promise<FlowEnd> =>
  answer(chat, app, chargeId, false);

async function answer(chat: TalkChat, app: Commerce, chargeId: string, accept: boolean): Promise<FlowEnd> {
  const done = await chat.once('answer', (key) => app.answerCharge(chat.actor, key, { chargeId, accept }));
  if (done.ok) {
    // What follows from a yes (the QR) and from the end of the unit is said where it happens.
    if (!done.told) await chat.say(screen([text('charge-declined')], [toOrders, toMenu]));
    return;
  }
  const gone = done.reason === 'already_done' || done.reason === 'not_found';
  const why = gone ? text('charge-gone') : refusalText(done, 'orders');
  await chat.say(screen([why], [toOrders, toHuman, toMenu]));
}

export async function testProvider(chat: TalkChat, app: Commerce, { slug }: { slug: string }): Promise<FlowEnd> {
  const tested = await chat.once('test', () => app.testProvider(chat.actor, slug));
  if (!tested.ok) return chat.say(screen([refusalText(tested, 'owner')], [toMenu]));
  const { test } = tested;
  const said = test.ok
    ? text('supplier-test-ok', { provider: slug })
    : text('supplier-test-failed', { provider: slug, message: test.message.slice(0, 200) });
  await chat.say(screen([said], [toMenu]));
}

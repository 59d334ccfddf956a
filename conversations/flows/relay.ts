/** The staff's side of talking to a guest: take it, end it. What is said in between is relayed, not understood. */
import type { Commerce, Refusal } from '../../commerce/app.ts';
import { action } from '../../commerce/ports/actions.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import { refusalText } from './refusals.ts';
import { screen, toMenu } from './say.ts';

const end: Choice = { id: action.endRelay, label: text('owner-button-end-relay') };

export async function relayTake(chat: TalkChat, app: Commerce, args: { relayId: string }): Promise<FlowEnd> {
  const taken = await chat.once('take', () => app.takeRelay(chat.actor, args.relayId));
  if (!taken.ok) {
    const busy = taken.reason === 'wrong_state' ? [end] : [toMenu];
    return chat.say(screen([whyNot(taken)], busy));
  }
  const { guestName } = taken;
  const said = guestName === '' ? text('owner-relay-taken-unnamed') : text('owner-relay-taken', { name: guestName });
  await chat.say(screen([said], [end]));
}

function whyNot(refusal: Refusal): Text {
  if (refusal.reason === 'not_found' || refusal.reason === 'already_done') return text('owner-relay-gone');
  return refusal.reason === 'wrong_state' ? text('owner-relay-busy') : refusalText(refusal, 'owner');
}

/** "selesai" without a relay is somebody saying goodbye to the bot. */
export async function relayEnd(chat: TalkChat, app: Commerce): Promise<FlowEnd> {
  const ended = await chat.once('end', () => app.endRelay(chat.actor));
  // Both sides are told by a notice, since either may have ended it.
  if (!ended.ok) return { next: 'menu', args: { hint: 'thanks' } };
}

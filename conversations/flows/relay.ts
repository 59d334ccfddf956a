/** The staff's side of talking to a guest: take it, end it. What is said in between is relayed, not understood. */
import type { Commerce } from '../../commerce/app.ts';
import { action } from '../../commerce/ports/actions.ts';
import { text } from '../../commerce/ports/screen.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import { refusalText } from './refusals.ts';
import { screen, toMenu } from './say.ts';

export async function relayTake(chat: TalkChat, app: Commerce, args: { relayId: string }): Promise<FlowEnd> {
  const taken = await chat.once('take', () => app.takeRelay(chat.actor, args.relayId));
  if (!taken.ok) {
    const gone = taken.reason === 'not_found' || taken.reason === 'wrong_state' || taken.reason === 'already_done';
    return chat.say(screen([gone ? text('owner-relay-gone') : refusalText(taken, 'owner')], [toMenu]));
  }
  const end = { id: action.endRelay, label: text('owner-button-end-relay') };
  await chat.say(screen([text('owner-relay-taken', { name: taken.guestName })], [end]));
}

/** "selesai" without a relay is somebody saying goodbye to the bot. */
export async function relayEnd(chat: TalkChat, app: Commerce): Promise<FlowEnd> {
  const ended = await chat.once('end', () => app.endRelay(chat.actor));
  if (!ended.ok) return { next: 'menu', args: { hint: 'thanks' } };
  await chat.say(screen([text('help-relay-ended')], [toMenu]));
}

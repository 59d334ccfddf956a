/**
 * Dangerous acts of the staff. The use case says whether the PIN is needed, so a flow asks nothing before it has to, and
 * one that began before a PIN was set goes on as it was.
 */
import type { Answer, Commerce } from '../../commerce/app.ts';
import { text } from '../../commerce/ports/screen.ts';
import { DEFAULT_ZONE } from '../../commerce/stay/local-time.ts';
import type { TalkChat } from '../port.ts';
import { readPin } from './pin.ts';
import { screen, toMenu } from './say.ts';
import { refusedText } from './staff-say.ts';

/** More questions than wrong tries are allowed: the lock ends it. */
const MAX_TRIES = 20;

/** Does it, after the PIN where that is asked; null when the PIN was not given and that was said. */
export async function withPin<T>(
  chat: TalkChat,
  app: Commerce,
  name: string,
  act: (key: string) => Promise<Answer<T>>,
): Promise<Answer<T> | null> {
  const first = await chat.once(name, act);
  if (first.ok || first.reason !== 'pin_needed') return first;
  if (!(await askStaffPin(chat, app, name))) return null;
  return chat.once(`${name}:with-pin`, act);
}

async function askStaffPin(chat: TalkChat, app: Commerce, name: string): Promise<boolean> {
  let question = text('staff-pin-ask');
  for (let round = 1; round <= MAX_TRIES; round += 1) {
    const typed = await chat.askSecret(`${name}:pin:${round}`, screen([question]), readPin);
    const answer = await chat.once(`${name}:verify:${round}`, async () =>
      app.verifyStaffPin(chat.actor, await typed.open()),
    );
    if (!answer.ok) {
      await chat.say(screen([refusedText(answer)], [toMenu]));
      return false;
    }
    const { verdict } = answer;
    if (verdict.kind === 'ok') return true;
    if (verdict.kind === 'locked') {
      const until = { dateTime: verdict.until, zone: DEFAULT_ZONE };
      await chat.say(screen([text('staff-pin-locked', { until })], [toMenu]));
      return false;
    }
    question = text('staff-pin-ask-wrong', { triesLeft: verdict.triesLeft });
  }
  return false;
}

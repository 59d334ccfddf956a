/** The PIN dangerous acts ask for: set, changed or removed by whoever works here. */
import type { Commerce, Refusal } from '../../commerce/app.ts';
import { text } from '../../commerce/ports/screen.ts';
import type { FlowEnd, SecretAnswer, TalkChat } from '../port.ts';
import { PIN_ACTS, readNewPin, readPin } from './pin.ts';
import { screen, toMenu } from './say.ts';
import { refusedText } from './staff-say.ts';

export async function staffPin(chat: TalkChat, app: Commerce): Promise<FlowEnd> {
  const state = await chat.read('state', () => app.staffPin(chat.actor));
  if (!state.ok) return chat.say(screen([refusedText(state)], [toMenu]));
  const what = state.hasPin ? await chat.choose('what', screen([text('staff-pin-has')]), PIN_ACTS) : 'set';
  if (what === 'back') return chat.say(screen([text('pin-kept')], [toMenu]));
  const current = state.hasPin ? await chat.askSecret('current', screen([text('pin-ask-current')]), readPin) : null;
  if (what === 'remove') return end(chat, await save(chat, app, current, null), 'staff-pin-removed');
  const fresh = await chat.askSecret('new', screen([text('staff-pin-about'), text('pin-ask-new')]), readNewPin);
  const again = await chat.askSecret('again', screen([text('pin-ask-again')]), readPin);
  const isSame = await chat.once('same', async () => (await fresh.open()) === (await again.open()));
  if (!isSame) return chat.say(screen([text('pin-mismatch')], [toMenu]));
  return end(chat, await save(chat, app, current, fresh), 'staff-pin-saved');
}

type Saved = { ok: true } | Refusal;

const save = (
  chat: TalkChat,
  app: Commerce,
  current: SecretAnswer | null,
  fresh: SecretAnswer | null,
): Promise<Saved> =>
  chat.once<Saved>('save', async (key) => {
    const input = { current: (await current?.open()) ?? null, pin: (await fresh?.open()) ?? null };
    const answer = await app.setStaffPin(chat.actor, key, input);
    return answer.ok ? { ok: true } : answer;
  });

const end = (chat: TalkChat, saved: Saved, done: 'staff-pin-saved' | 'staff-pin-removed'): Promise<void> =>
  chat.say(screen([saved.ok ? text(done) : refusedText(saved)], [toMenu]));

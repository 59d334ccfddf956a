/** The transaction PIN: set, changed or removed by the reseller, and asked before the balance is spent. Staff have another. */
import type { Commerce, Refusal } from '../../commerce/app.ts';
import { pinTrouble } from '../../commerce/people/pin-rule.ts';
import { staffRoleOf } from '../../commerce/people/team.ts';
import { text, type Choice } from '../../commerce/ports/screen.ts';
import type { FlowEnd, Parsed, SecretAnswer, TalkChat } from '../port.ts';
import { toBalance } from './balance.ts';
import { refusalText } from './refusals.ts';
import { screen, toHuman, toMenu } from './say.ts';

export const PIN_ACTS: Choice[] = [
  { id: 'change', label: text('pin-button-change') },
  { id: 'remove', label: text('pin-button-remove') },
  { id: 'back', label: text('pin-button-back') },
];

export async function pin(chat: TalkChat, app: Commerce): Promise<FlowEnd> {
  const terms = await chat.read('terms', async () => {
    const answer = await app.balance(chat.actor);
    return answer.ok && answer.balance.reseller?.state === 'active' ? answer.balance.reseller : null;
  });
  if (!terms && staffRoleOf(chat.actor) !== null) return { next: 'staff-pin' };
  if (!terms) return chat.say(screen([text('pin-only-reseller')], [toMenu]));
  const what = terms.hasPin ? await chat.choose('what', screen([text('pin-has')]), PIN_ACTS) : 'set';
  if (what === 'back') return chat.say(screen([text('pin-kept')], [toBalance, toMenu]));
  const current = terms.hasPin ? await chat.askSecret('current', screen([text('pin-ask-current')]), readPin) : null;
  if (what === 'remove') return end(chat, await save(chat, app, current, null), 'pin-removed');
  const fresh = await chat.askSecret('new', screen([text('pin-about'), text('pin-ask-new')]), readNewPin);
  const again = await chat.askSecret('again', screen([text('pin-ask-again')]), readPin);
  const isSame = await chat.once('same', async () => (await fresh.open()) === (await again.open()));
  if (!isSame) return chat.say(screen([text('pin-mismatch')], [toBalance, toMenu]));
  return end(chat, await save(chat, app, current, fresh), 'pin-set');
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
    const answer = await app.setPin(chat.actor, key, input);
    return answer.ok ? { ok: true } : answer;
  });

function end(chat: TalkChat, saved: Saved, done: 'pin-set' | 'pin-removed'): Promise<void> {
  if (saved.ok) return chat.say(screen([text(done)], [toBalance, toMenu]));
  return chat.say(screen([refusalText(saved, 'help')], [toHuman, toMenu]));
}

/** More questions than wrong tries are allowed: the lock ends it. */
const MAX_TRIES = 20;

/**
 * Asks the PIN until it is right or locked; the lock is said here. `name` tells this time from another of the same
 * dialog. Ask only who has one.
 */
export async function askPin(chat: TalkChat, app: Commerce, name: string): Promise<'ok' | 'locked'> {
  let question = text('pin-ask');
  for (let round = 1; round <= MAX_TRIES; round += 1) {
    const typed = await chat.askSecret(`${name}:${round}`, screen([question]), readPin);
    const verdict = await chat.once(`verify:${name}:${round}`, async () =>
      app.verifyPin(chat.actor, await typed.open()),
    );
    if (verdict.kind === 'ok') return 'ok';
    if (verdict.kind === 'locked') {
      const locked = refusalText({ ok: false, reason: 'pin_locked', detail: { until: verdict.until } }, 'help');
      await chat.say(screen([locked], [toHuman, toMenu]));
      return 'locked';
    }
    question = text('pin-ask-wrong', { triesLeft: verdict.triesLeft });
  }
  return 'locked';
}

export function readPin(words: string): Parsed<string> {
  const digits = words.trim();
  return /^\d{4,6}$/.test(digits) ? { ok: true, value: digits } : { ok: false, say: text('pin-format') };
}

export function readNewPin(words: string): Parsed<string> {
  const digits = words.trim();
  const trouble = pinTrouble(digits);
  if (trouble === null) return { ok: true, value: digits };
  return { ok: false, say: text(trouble === 'weak' ? 'refused-weak_pin' : 'pin-format') };
}

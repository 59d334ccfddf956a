/**
 * What came to the shop's webhook addresses: why one was not believed and where to mend that, and one more run through
 * the same judgement. Bodies are never shown: they carry names and numbers of payers.
 */
import type { Commerce } from '../../commerce/app.ts';
import { action } from '../../commerce/ports/actions.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import { DEFAULT_ZONE } from '../../commerce/stay/local-time.ts';
import type { StoredWebhook } from '../../commerce/upkeep/stuck-work.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import { toProvider } from './provider-say.ts';
import { refusalText } from './refusals.ts';
import { screen, stack, toMenu } from './say.ts';

const toQueue: Choice = { id: action.queue, label: text('menu-button-queue') };
export const toWebhooks: Choice = { id: action.webhooks, label: text('stuck-button-webhooks') };

/** Reasons with an advice of their own. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['bad_signature', 'bad_signature'],
  ['missing_signature', 'missing_signature'],
  ['no_secret', 'no_secret'],
  ['stale', 'stale'],
  ['malformed', 'malformed'],
  ['wrong_account', 'wrong_account'],
  ['unknown reference', 'unknown_reference'],
  ['unknown slug', 'unknown_slug'],
]);

const reasonText = (reason: string, provider: string | null): Text =>
  text(`stuck-reason-${REASONS.get(reason) ?? 'other'}`, { reason, provider: provider ?? '–' });

function stateText({ verdict, reason, provider, processedAt }: StoredWebhook): Text {
  if (verdict === 'accepted') return text(processedAt === null ? 'stuck-state-waiting' : 'stuck-state-done');
  return verdict === 'duplicate' ? text('stuck-state-repeat') : reasonText(reason, provider);
}

const nameOf = ({ provider, slug }: StoredWebhook): string => provider ?? slug;

export async function webhooks(chat: TalkChat, app: Commerce, args?: { slug?: string }): Promise<FlowEnd> {
  const slug = args?.slug;
  const answer = await chat.read('list', () => app.storedWebhooks(chat.actor, slug));
  if (!answer.ok) return chat.say(screen([refusalText(answer, 'owner')], [toMenu]));
  if (answer.webhooks.length === 0) return chat.say(screen([text('stuck-webhooks-none')], [toQueue, toMenu]));
  const lines = answer.webhooks.map((row) =>
    text('stuck-webhook-line', { when: when(row), name: nameOf(row), state: { text: stateText(row) } }),
  );
  const choices = answer.webhooks.map((row) => ({
    id: action.webhook(row.id),
    label: text('stuck-button-webhook', { when: when(row), name: nameOf(row) }),
  }));
  await chat.say(screen([text('stuck-webhooks-list'), stack(lines)], [...choices, toQueue]));
}

const when = ({ at }: StoredWebhook) => ({ dateTime: at, zone: DEFAULT_ZONE });

export async function webhook(chat: TalkChat, app: Commerce, { id }: { id: string }): Promise<FlowEnd> {
  const answer = await chat.read('one', () => app.storedWebhook(chat.actor, id));
  if (!answer.ok) return chat.say(screen([refusalText(answer, 'owner')], [toMenu]));
  const row = answer.webhook;
  if (!row) return chat.say(screen([text('stuck-webhook-gone')], [toWebhooks, toQueue]));
  const story = text('stuck-webhook', { when: when(row), name: nameOf(row), state: { text: stateText(row) } });
  const options: Choice[] = [
    { id: 'again', label: text('stuck-button-again') },
    { id: 'later', label: text('case-button-later') },
  ];
  if ((await chat.choose('act', screen([story, text('stuck-again')]), options)) === 'later') return { next: 'queue' };
  const done = await chat.once('again', () => app.replayWebhook(chat.actor, id));
  const fix = row.provider === null ? [] : [toProvider(row.slug)];
  if (done.ok) return chat.say(screen([text('stuck-again-done', { name: done.provider })], [toWebhooks, toQueue]));
  await chat.say(screen([refusedAgain(done, row)], [...fix, toWebhooks, toQueue]));
}

function refusedAgain(refusal: { reason: string; detail?: Record<string, string | number> }, row: StoredWebhook): Text {
  if (refusal.reason === 'wrong_state') return text('stuck-again-nobody', { slug: row.slug });
  if (refusal.reason !== 'bad_input') return text('stuck-webhook-gone');
  const why = reasonText(String(refusal.detail?.['reason'] ?? ''), row.provider);
  return text('stuck-again-refused', { why: { text: why } });
}

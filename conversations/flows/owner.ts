/** The owner's words: claim the shop, what waits for a decision, why an order stands where it stands. */
import type { Commerce, OrderDossier, Refusal } from '../../commerce/app.ts';
import type { QueuedCase } from '../../commerce/cases/open-cases.ts';
import { action } from '../../commerce/ports/actions.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import { stateWord, steps } from './order-screen.ts';
import { refusalText } from './refusals.ts';
import { screen, stack, toMenu } from './say.ts';
import { deadJobChoice } from './stuck-jobs.ts';
import { toWebhooks } from './stuck-webhooks.ts';

const toQueue: Choice = { id: action.queue, label: text('menu-button-queue') };

export async function claim(chat: TalkChat, app: Commerce, args: { code: string }): Promise<FlowEnd> {
  if (args.code === '') return chat.say(screen([text('owner-claim-how')], [toMenu]));
  const claimed = await chat.once('claim', () => app.claimOwner(chat.actor, args.code));
  // The welcome is said by the claim itself: from here it could come after the alerts that waited for an owner.
  if (!claimed.ok) await chat.say(screen([claimRefusal(claimed)], [toMenu]));
}

function claimRefusal(refusal: Refusal): Text {
  const own = ['bad_code', 'already_done', 'not_allowed'].includes(refusal.reason);
  return own ? text(`owner-claim-${refusal.reason}`) : refusalText(refusal, 'owner');
}

const PERSONAS = ['guest', 'reseller', 'owner'] as const;

export async function persona(chat: TalkChat, app: Commerce, args: { persona: string }): Promise<FlowEnd> {
  const wanted = PERSONAS.find((name) => name === args.persona);
  if (!wanted) return chat.say(screen([text('owner-persona-how')], [toMenu]));
  const played = await chat.once('play', () => app.playPersona(chat.actor, wanted));
  if (!played.ok) return chat.say(screen([text('owner-persona-practice-only')], [toMenu]));
  await chat.say(screen([text(`owner-persona-${wanted}`)], [toMenu]));
}

/** More than this is read on the command line. */
const MAX_CASES = 8;

export async function queue(chat: TalkChat, app: Commerce): Promise<FlowEnd> {
  const answer = await app.queue(chat.actor);
  if (!answer.ok) return chat.say(screen([refusalText(answer, 'owner')], [toMenu]));
  const { cases } = answer;
  const stuck = await stuckLines(chat, app);
  if (cases.length === 0) {
    const head = stuck.lines.length === 0 ? [text('owner-queue-empty')] : [];
    return chat.say(screen([...head, ...stuck.lines], [...stuck.choices, toMenu]));
  }
  const shown = cases.slice(0, MAX_CASES);
  const lines = shown.map((row) =>
    text(row.amountIdr === null ? 'owner-queue-line' : 'owner-queue-line-money', {
      code: row.orderCode ?? '–',
      kind: { text: text(`owner-case-${row.kind}`) },
      amount: { money: row.amountIdr ?? 0 },
    }),
  );
  const choices = shown.map((row) => ({
    id: action.case(row.id),
    label: labelOf(row),
  }));
  await chat.say(
    screen(
      [text('owner-queue', { count: cases.length }), stack(lines), ...stuck.lines],
      [...choices, ...stuck.choices, toMenu],
    ),
  );
}

/** What got stuck beside the orders. Not everybody who decides cases sees it. */
async function stuckLines(chat: TalkChat, app: Commerce): Promise<{ lines: Text[]; choices: Choice[] }> {
  const answer = await app.stuckWork(chat.actor);
  if (!answer.ok) return { lines: [], choices: [] };
  const { deadJobs, refused } = answer;
  return {
    lines: [
      ...(deadJobs.length > 0 ? [text('stuck-jobs', { count: deadJobs.length })] : []),
      ...(refused.length > 0 ? [text('stuck-webhooks', { count: refused.length })] : []),
    ],
    choices: [...deadJobs.map(deadJobChoice), ...(refused.length > 0 ? [toWebhooks] : [])],
  };
}

/** Differences in the figures belong to no order. */
function labelOf({ orderCode, kind }: QueuedCase): Text {
  const what = text(`owner-case-${kind}`);
  return orderCode === null ? what : text('owner-button-case', { code: orderCode, kind: { text: what } });
}

/** A link to the page with what waits in Redis. Sealed like goods: whoever opens it first is taken for the owner. */
export async function queues(chat: TalkChat, app: Commerce): Promise<FlowEnd> {
  const answer = await app.ownerLink(chat.actor);
  if (!answer.ok) return chat.say(screen([refusalText(answer, 'owner')], [toMenu]));
  await chat.say({
    ...screen([text('owner-queues-link', { minutes: answer.minutes })], [toMenu]),
    link: { url: answer.url, label: text('owner-button-queues') },
    secret: true,
  });
}

export async function why(chat: TalkChat, app: Commerce, args: { code: string }): Promise<FlowEnd> {
  if (args.code === '') return chat.say(screen([text('owner-why-how')], [toQueue, toMenu]));
  const answer = await app.dossier(chat.actor, args.code);
  if (!answer.ok) {
    return chat.say(
      screen([refusalText({ ...answer, detail: { code: args.code, ...answer.detail } }, 'owner')], [toQueue, toMenu]),
    );
  }
  const open = answer.dossier.cases.filter((row) => row.state === 'open').slice(0, MAX_CASES);
  const decide = open.map((row) => ({
    id: action.case(row.id),
    label: text('owner-button-case', {
      code: answer.dossier.order.code,
      kind: { text: text(`owner-case-${row.kind}`) },
    }),
  }));
  const toOrder = { id: action.order(args.code), label: text('menu-button-order') };
  await chat.say(screen(dossierLines(answer.dossier), [...decide, toOrder, toQueue]));
}

const MAX_RAW_CHARS = 160;

const NEXT_STEPS = [
  'owner_decides',
  'payer_chooses',
  'refund_sent',
  'buyer_pays',
  'nothing',
  'job_delivers',
  'supplier_answers',
  'goes_out_later',
  'buyer_answers',
];

/**
 * Where the order stands, in words: its steps, what is open, what a supplier or our own work stumbled over, what comes
 * next. References, ledger entries and jobs are for the machine's log.
 */
function dossierLines({ order, events, cases, nextStep }: OrderDossier): Text[] {
  const head = text('owner-why', {
    code: order.code,
    state: { text: text(`orders-short-${stateWord(order)}`) },
    total: { money: order.totalIdr },
  });
  const open = cases.filter((row) => row.state === 'open');
  const waiting = open.map((row) => text('owner-open-case', { kind: { text: text(`owner-case-${row.kind}`) } }));
  const trouble = nextStep === 'nothing' ? [] : troubles(events);
  const next = NEXT_STEPS.includes(nextStep) ? nextStep : 'other';
  const step = text(`owner-next-${next}`);
  return [
    head,
    ...(waiting.length > 0 ? [stack(waiting)] : []),
    steps(order),
    ...(trouble.length > 0 ? [stack(trouble)] : []),
    text('owner-why-next', { step: { text: step } }),
    text('owner-log', { code: order.code }),
  ];
}

/** The newest words of the supplier and the newest failure of a job, as they are: whoever helps will ask for them. */
function troubles(events: OrderDossier['events']): Text[] {
  const supplier = events.findLast(({ source }) => source === 'supplier');
  const failure = events.findLast(({ source, text: what }) => source === 'job' && /, attempt \d+, ./.test(what));
  return [
    ...(supplier ? [text('owner-supplier-said', { what: supplier.text.slice(0, MAX_RAW_CHARS) })] : []),
    ...(failure ? [text('owner-trouble', { what: failure.text.slice(0, MAX_RAW_CHARS) })] : []),
  ];
}

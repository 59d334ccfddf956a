/** The owner's words: claim the shop, what waits for a decision, why an order stands where it stands. */
import type { Commerce, OrderDossier, Refusal } from '../../commerce/app.ts';
import { action } from '../../commerce/ports/actions.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import { stateWord } from './order-screen.ts';
import { refusalText } from './refusals.ts';
import { screen, stack, toMenu } from './say.ts';

const toQueue: Choice = { id: action.queue, label: text('menu-button-queue') };

export async function claim(chat: TalkChat, app: Commerce, args: { code: string }): Promise<FlowEnd> {
  if (args.code === '') return chat.say(screen([text('owner-claim-how')], [toMenu]));
  const claimed = await chat.once('claim', () => app.claimOwner(chat.actor, args.code));
  if (!claimed.ok) return chat.say(screen([claimRefusal(claimed)], [toMenu]));
  await chat.say(
    screen([text('owner-claimed', { business: claimed.businessName }), text('owner-claimed-next')], [toQueue, toMenu]),
  );
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
  if (cases.length === 0) return chat.say(screen([text('owner-queue-empty')], [toMenu]));
  const shown = cases.slice(0, MAX_CASES);
  const lines = shown.map((row) =>
    text(row.amountIdr === null ? 'owner-queue-line' : 'owner-queue-line-money', {
      code: row.orderCode ?? '–',
      kind: { text: text(`owner-case-${row.kind}`) },
      amount: { money: row.amountIdr ?? 0 },
    }),
  );
  const codes = [...new Set(shown.map((row) => row.orderCode).filter((code) => code !== null))];
  const choices = codes.map((code) => ({ id: action.dossier(code), label: text('owner-button-why-code', { code }) }));
  await chat.say(screen([text('owner-queue', { count: cases.length }), stack(lines)], [...choices, toMenu]));
}

export async function why(chat: TalkChat, app: Commerce, args: { code: string }): Promise<FlowEnd> {
  if (args.code === '') return chat.say(screen([text('owner-why-how')], [toQueue, toMenu]));
  const answer = await app.dossier(chat.actor, args.code);
  if (!answer.ok) {
    return chat.say(
      screen([refusalText({ ...answer, detail: { code: args.code, ...answer.detail } }, 'owner')], [toQueue, toMenu]),
    );
  }
  await chat.say(
    screen(dossierLines(answer.dossier), [{ id: action.order(args.code), label: text('menu-button-order') }, toQueue]),
  );
}

/** The newest lines tell where it stands; the whole log is on the command line. */
const MAX_EVENTS = 12;
const MAX_EVENT_CHARS = 160;

const NEXT_STEPS = ['owner_decides', 'buyer_pays', 'nothing', 'job_delivers', 'supplier_answers'];

function dossierLines({ order, events, cases, nextStep }: OrderDossier): Text[] {
  const head = text('owner-why', {
    code: order.code,
    state: { text: text(`orders-short-${stateWord(order)}`) },
    total: { money: order.totalIdr },
  });
  const log = events.slice(-MAX_EVENTS).map((event) =>
    text('owner-event', {
      at: { dateTime: event.at, zone: order.zone },
      source: event.source,
      what: event.text.slice(0, MAX_EVENT_CHARS),
    }),
  );
  const open = cases
    .filter((row) => row.state === 'open')
    .map((row) => text('owner-open-case', { kind: { text: text(`owner-case-${row.kind}`) } }));
  const lines = [head];
  if (open.length > 0) lines.push(stack(open));
  if (log.length > 0) lines.push(stack(log));
  lines.push(
    text('owner-why-next', {
      step: { text: text(NEXT_STEPS.includes(nextStep) ? `owner-next-${nextStep}` : 'owner-next-other') },
    }),
  );
  return lines;
}

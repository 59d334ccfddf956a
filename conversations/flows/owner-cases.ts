/**
 * A case of the queue and what is decided about it: what happened, what it costs, what each choice does. Money that
 * leaves or is given up is asked about twice. Which choices there are stands in commerce/cases, never here.
 */
import type { Answer, Commerce } from '../../commerce/app.ts';
import type { CaseView } from '../../commerce/cases/case-view.ts';
import { DECISION_NAMES, type DecisionName } from '../../commerce/cases/decision.ts';
import { action } from '../../commerce/ports/actions.ts';
import { text, type Choice, type Screen, type Text } from '../../commerce/ports/screen.ts';
import type { FlowEnd, SecretAnswer, TalkChat } from '../port.ts';
import { TOLD, wordOf } from './case-words.ts';
import { refusalText } from './refusals.ts';
import { screen, stack, toMenu } from './say.ts';
import { withPin } from './with-pin.ts';

const toQueue: Choice = { id: action.queue, label: text('menu-button-queue') };

type Args = { caseId: string };

export async function ownerCase(chat: TalkChat, app: Commerce, { caseId }: Args): Promise<FlowEnd> {
  const answer = await chat.read('case', () => app.caseView(chat.actor, caseId));
  if (!answer.ok) return chat.say(screen([refusalText(withCode(answer), 'owner')], [toQueue, toMenu]));
  const { view } = answer;
  if (view.decided) return chat.say(screen([decidedText(view, view.decided)], [toQueue, toMenu]));
  const picked = await pick(chat, app, view);
  const decision = view.decisions.find(({ name }) => name === picked);
  if (!decision) return { next: 'queue' };
  const reason = await askReason(chat, view, decision.name, decision.needsReason);
  if (decision.isFinalForMoney && !(await isSure(chat, view, decision.name))) return { next: 'queue' };
  const serial = decision.asksSerial ? await askSerial(chat) : null;
  const input = { caseId: view.id, decision: decision.name, reason };
  const done = await withPin(chat, app, 'resolve', async (key) =>
    app.resolveCase(chat.actor, key, { ...input, ...(serial ? { serial: withoutNone(await serial.open()) } : {}) }),
  );
  if (done) await chat.say(screen([outcome(view, decision.name, done)], [toQueue, toMenu]));
}

const word = ({ kind }: CaseView, name: DecisionName): string => wordOf(kind, name);

/** `order` tells sentences whether there is a code to name. */
const orderOf = ({ orderCode }: CaseView) => ({ code: orderCode ?? '–', order: orderCode === null ? 'none' : 'one' });

const facts = (view: CaseView) => ({
  ...orderOf(view),
  amount: { money: view.amountIdr ?? 0 },
  total: { money: view.totalIdr },
});

function story(view: CaseView): Text[] {
  const what = TOLD.has(view.kind)
    ? text(`case-what-${view.kind}`, facts(view))
    : text('case-what', { ...facts(view), kind: { text: text(`owner-case-${view.kind}`) } });
  const detail = view.detail ? [text('case-detail', { detail: view.detail })] : [];
  if (view.kind !== 'refund_due') return [what, ...detail];
  const where = view.destination
    ? text('case-destination', { destination: view.destination })
    : text('case-no-destination');
  return [what, ...detail, where];
}

function caseScreen(view: CaseView): Screen {
  const does = view.decisions.map(({ name }) => text(`case-does-${word(view, name)}`, facts(view)));
  return screen([...story(view), ...(does.length > 0 ? [stack(does)] : [text('case-not-yours')])]);
}

const SHOW_ACCOUNT = 'account';
const LATER = 'later';

async function pick(chat: TalkChat, app: Commerce, view: CaseView): Promise<string> {
  const options: Choice[] = [
    ...view.decisions.map(({ name }) => ({ id: name, label: text(`case-do-${word(view, name)}`) })),
    { id: LATER, label: text('case-button-later') },
  ];
  const account: Choice[] = view.destination ? [{ id: SHOW_ACCOUNT, label: text('case-button-account') }] : [];
  const first = await chat.choose('decision', caseScreen(view), [...account, ...options]);
  if (first !== SHOW_ACCOUNT) return first;
  const shown = await chat.once('account', () => sayAccount(chat, app, view));
  return chat.choose(
    'decision:2',
    screen([shown ? text('case-after-account', facts(view)) : text('case-no-destination')]),
    options,
  );
}

/** The number stands alone so that it can be copied; the message is sealed as goods are. */
async function sayAccount(chat: TalkChat, app: Commerce, view: CaseView): Promise<boolean> {
  const answer = await app.refundDestination(chat.actor, view.id);
  if (!answer.ok || !answer.destination) return false;
  const { bank, name, number } = answer.destination;
  await chat.say({
    lines: [text('case-account', { bank, name, amount: { money: view.amountIdr ?? 0 } })],
    copy: number,
    secret: true,
  });
  return true;
}

/** A proof is worth having and not worth insisting on. */
async function askReason(chat: TalkChat, view: CaseView, name: DecisionName, needed: boolean): Promise<string> {
  const isProof = view.kind === 'refund_due' && name === 'accept';
  if (!needed && !isProof) return '';
  const skip: Choice = { id: 'skip', label: text('case-button-no-proof') };
  const asked = isProof ? screen([text('case-ask-proof')], [skip]) : screen([text('case-ask-reason')]);
  return chat.ask('reason', asked, (words) => {
    const said = words.trim();
    if (isProof && said === 'skip') return { ok: true, value: '' };
    return said === '' ? { ok: false, say: text('case-ask-reason') } : { ok: true, value: said.slice(0, 200) };
  });
}

/** Goods are worth money to whoever reads them, so they are typed as a secret. A minus sign = there is nothing to show. */
const askSerial = (chat: TalkChat): Promise<SecretAnswer> =>
  chat.askSecret('serial', screen([text('case-ask-serial')]), (words) =>
    words.trim() === '' ? { ok: false, say: text('case-ask-serial') } : { ok: true, value: words.trim() },
  );

const withoutNone = (typed: string): string => (/^[-–—]$/.test(typed) ? '' : typed);

async function isSure(chat: TalkChat, view: CaseView, name: DecisionName): Promise<boolean> {
  const sure = text(`case-sure-${word(view, name)}`, facts(view));
  const options: Choice[] = [
    { id: 'yes', label: text(`case-do-${word(view, name)}`) },
    { id: 'no', label: text('case-button-later') },
  ];
  return (await chat.choose('sure', screen([sure]), options)) === 'yes';
}

function outcome(view: CaseView, name: DecisionName, answer: Answer<object>): Text {
  if (answer.ok) return text(`case-done-${word(view, name)}`, facts(view));
  if (answer.reason === 'already_done') {
    const { by = '', at = 0, how = '' } = answer.detail ?? {};
    return decidedText(view, { by: String(by), at: Number(at), how: String(how) });
  }
  if (answer.reason === 'sold_out' || answer.reason === 'wrong_state') return text(`case-refused-${answer.reason}`);
  return refusalText(withCode(answer), 'owner');
}

function decidedText(view: CaseView, { by, at, how }: { by: string; at: number; how: string }): Text {
  const end = DECISION_NAMES.find((name) => name === how);
  const what = end ? text(`case-do-${word(view, end)}`) : text('case-done-otherwise');
  const when = { dateTime: at, zone: view.zone };
  if (by === 'job') return text('case-decided-itself', { ...orderOf(view), when, what: { text: what } });
  const who = by === '' || by === 'cli' ? text('case-by-staff') : text('case-by', { name: by });
  return text('case-decided', { ...orderOf(view), when, who: { text: who }, what: { text: what } });
}

const withCode = <T extends { detail?: Record<string, string | number> }>(answer: T): T => ({
  ...answer,
  detail: { code: '–', ...answer.detail },
});

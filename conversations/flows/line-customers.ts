/**
 * Whose numbers the lines of a message are for, before any of them is paid: one question for all of them. A
 * number nobody has is left out; of one that could not be checked that is said, and it can be sent all the same.
 */
import type { Commerce } from '../../commerce/app.ts';
import type { CustomerCheck } from '../../commerce/catalogue/customer.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import type { TalkChat } from '../port.ts';
import { readConfirm } from './checkout.ts';
import type { TypedLine } from './place-lines.ts';
import { paragraphs, screen } from './say.ts';

/** Asked at the same time. The worst a message of many lines takes is a few times what one question may. */
const AT_ONCE = 5;

const SEND: Choice[] = [
  { id: 'yes', label: text('lines-button-send') },
  { id: 'no', label: text('lines-button-skip') },
];

/** The lines again, with what is now known to be wrong with them. */
export async function withCustomers(chat: TalkChat, app: Commerce, lines: readonly TypedLine[]): Promise<TypedLine[]> {
  const checks = await chat.read('customers', () => askAll(chat, app, lines));
  const known = lines.map((line, at) =>
    checks[at]?.kind === 'wrong' ? { ...line, problem: text('lines-customer-wrong') } : line,
  );
  const said = known.flatMap((line, at) => customerLine(line, checks[at]) ?? []);
  if (said.length === 0) return known;
  const lead = text('lines-customers', { count: said.length });
  const question = screen([lead, ...paragraphs(said), text('lines-customers-ask')]);
  const answer = await chat.choose('customers', question, SEND, (words) => {
    const read = readConfirm(words);
    return read.ok && read.value === 'change' ? { ok: true, value: 'no' } : read;
  });
  if (answer === 'yes') return known;
  return known.map((line, at) =>
    customerLine(line, checks[at]) ? { ...line, problem: text('lines-customer-declined') } : line,
  );
}

async function askAll(chat: TalkChat, app: Commerce, lines: readonly TypedLine[]): Promise<CustomerCheck[]> {
  const checks: CustomerCheck[] = [];
  for (let from = 0; from < lines.length; from += AT_ONCE) {
    const some = lines.slice(from, from + AT_ONCE).map((line) => ask(chat, app, line));
    checks.push(...(await Promise.all(some)));
  }
  return checks;
}

async function ask(chat: TalkChat, app: Commerce, { item, problem }: TypedLine): Promise<CustomerCheck> {
  if (item === null || problem !== null) return { kind: 'not_asked' };
  return app.customerOf(chat.actor, item.productId, item.destination);
}

function customerLine({ shown: line, problem }: TypedLine, check: CustomerCheck | undefined): Text | null {
  if (problem !== null) return null;
  if (check?.kind === 'unchecked') return text('lines-customer-unchecked', { line });
  if (check?.kind !== 'found') return null;
  const { maskedName: name, tariff, power } = check;
  return tariff === null || power === null
    ? text('lines-customer-name', { line, name })
    : text('lines-customer', { line, name, tariff, power });
}

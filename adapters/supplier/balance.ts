/** Reads what is left of our deposit: a number at a path of a JSON answer, or an amount in a sentence. */
import { ok } from '../../commerce/ports/outcome.ts';
import type { CallResult } from '../../commerce/ports/outcome.ts';
import type { HttpResult } from '../wire/http.ts';
import { compilePath } from '../wire/paths.ts';
import { readDottedAmount } from '../wire/values.ts';
import type { SupplierProfile } from './profile.ts';
import { readRefusal } from './refusal.ts';
import type { ReplyReader } from './reply.ts';

type BalanceReader = (result: HttpResult) => CallResult<{ balanceIdr: number }>;
type Response = Extract<HttpResult, { kind: 'response' }>;

const MAX_SENTENCE_BYTES = 1_000;

/** A number where the balance stands is all that counts: replies carry no status. Fractions of a rupiah are dropped. */
export function createBalanceReader({ balance }: SupplierProfile, reader: ReplyReader): BalanceReader {
  const find = typeof balance === 'string' ? numberAt(balance, reader) : amountIn(balance.pattern);
  return (result) => {
    if (result.kind !== 'response') return result;
    const balanceIdr = result.status < 300 ? find(result) : null;
    return balanceIdr === null ? readRefusal(reader, result) : ok({ balanceIdr });
  };
}

function numberAt(expression: string, reader: ReplyReader): (result: Response) => number | null {
  const path = compilePath(expression);
  return ({ body }) => {
    const value = path(reader.envelope(body));
    const amount = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value;
    return typeof amount === 'number' && Number.isSafeInteger(Math.floor(amount)) ? Math.floor(amount) : null;
  };
}

function amountIn(expression: string): (result: Response) => number | null {
  const pattern = new RegExp(expression, 'iu');
  return ({ body }) => {
    const text = body.length > MAX_SENTENCE_BYTES ? '' : body.toString('utf8');
    const amount = pattern.exec(text)?.groups?.['amount'];
    return amount === undefined ? null : readDottedAmount(amount);
  };
}

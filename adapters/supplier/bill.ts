/**
 * Reads what a bill comes to. It is refused only where the supplier says so by a code we know; an answer about another
 * number or reference, or one without an amount, says nothing.
 */
import { ok } from '../../commerce/ports/outcome.ts';
import type { CallResult } from '../../commerce/ports/outcome.ts';
import type { BillReading, BillRequest } from '../../commerce/ports/supplier.ts';
import type { HttpResult } from '../wire/http.ts';
import { compilePath } from '../wire/paths.ts';
import { readAmount } from '../wire/values.ts';
import type { SupplierProfile } from './profile.ts';
import { readRefusal } from './refusal.ts';
import type { ReplyReader } from './reply.ts';
import { textOf } from './reply-fields.ts';

type BillReader = (result: HttpResult, asked: BillRequest) => CallResult<BillReading>;

const MAX_CHARS = 100;

export function createBillReader(
  { name, fee, selling, period }: NonNullable<SupplierProfile['bill']>,
  reader: ReplyReader,
): BillReader {
  const [nameAt, feeAt, sellingAt] = [compilePath(name), compilePath(fee), compilePath(selling)];
  const periodAt = period === undefined ? () => null : compilePath(period);
  const text = (value: unknown) => textOf(value)?.slice(0, MAX_CHARS) ?? null;
  return (result, { refId, customerNo }) => {
    if (result.kind !== 'response') return result;
    const fields = reader.read(result.body);
    if (isAnother(fields?.refId, refId) || isAnother(fields?.customerNo, customerNo))
      return { kind: 'unknown', message: 'the answer is about another bill' };
    const isSaid = fields?.code?.is === 'success' && fields.word !== 'failed' && result.status < 300;
    if (!isSaid) return readRefusal(reader, result);
    const inside = reader.envelope(result.body);
    const [feeIdr, sellingIdr] = [readAmount(feeAt(inside)), readAmount(sellingAt(inside))];
    if (!fields.priceIdr || !sellingIdr) return { kind: 'unknown', message: 'the answer names no amount' };
    return ok({
      name: text(nameAt(inside)),
      costIdr: fields.priceIdr,
      feeIdr: feeIdr ?? 0,
      sellingIdr,
      period: text(periodAt(inside)),
    });
  };
}

const isAnother = (said: string | null | undefined, asked: string): boolean =>
  said !== undefined && said !== null && said !== asked;

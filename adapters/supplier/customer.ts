/**
 * Reads whose number it is. A number is wrong only when the supplier says so by a code we know; an answer about another
 * number, or one that names nobody, says nothing.
 */
import { ok } from '../../commerce/ports/outcome.ts';
import type { CallResult } from '../../commerce/ports/outcome.ts';
import type { CustomerReading } from '../../commerce/ports/supplier.ts';
import type { HttpResult } from '../wire/http.ts';
import { compilePath } from '../wire/paths.ts';
import type { SupplierProfile } from './profile.ts';
import { readRefusal } from './refusal.ts';
import type { ReplyReader } from './reply.ts';
import { textOf } from './reply-fields.ts';

type CustomerReader = (result: HttpResult, customerNo: string) => CallResult<CustomerReading>;

const MAX_NAME_CHARS = 100;

export function createCustomerReader(
  { name, tariffPower }: NonNullable<SupplierProfile['inquiry']>,
  reader: ReplyReader,
): CustomerReader {
  const [nameAt, detailAt] = [compilePath(name), tariffPower === undefined ? () => null : compilePath(tariffPower)];
  return (result, customerNo) => {
    if (result.kind !== 'response') return result;
    const fields = reader.read(result.body);
    if (fields?.customerNo !== undefined && fields.customerNo !== null && fields.customerNo !== customerNo)
      return { kind: 'unknown', message: 'the answer is about another number' };
    const isSaid = fields?.code?.is === 'success' && fields.word !== 'failed' && result.status < 300;
    if (!isSaid) return readRefusal(reader, result);
    const inside = reader.envelope(result.body);
    const said = textOf(nameAt(inside))?.slice(0, MAX_NAME_CHARS) ?? null;
    // About this number only: the next one may have a name.
    if (said === null) return { kind: 'rejected', code: 'unclassified', message: 'the answer names nobody' };
    return ok({ name: said, tariffPower: textOf(detailAt(inside))?.slice(0, MAX_NAME_CHARS) ?? null });
  };
}

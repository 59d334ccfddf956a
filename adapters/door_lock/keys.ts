/** Reads the keys of a lock, page by page. Expired ones stay listed until somebody deletes them. */
import { ok } from '../../commerce/ports/outcome.ts';
import type { CallResult } from '../../commerce/ports/outcome.ts';
import type { DoorKey } from '../../commerce/ports/door-lock.ts';
import type { LockCloud, Reply } from './cloud.ts';

/** As the vendor stores it: the label may end in the mark of a computed key. */
export type StoredKey = DoorKey;

const PAGE_SIZE = 200;
/** More keys than any lock's memory holds. */
const MAX_PAGES = 10;
/** The vendor writes 0 as the end of a permanent key: 31 December 9999. */
const NEVER = 253_402_214_400_000;
const COMPUTED_MARK = / #[0-9a-f]{6}$/;

export async function listKeys(cloud: LockCloud, lockId: string): Promise<CallResult<StoredKey[]>> {
  const keys: StoredKey[] = [];
  for (let pageNo = 1; pageNo <= MAX_PAGES; pageNo += 1) {
    const page = await cloud.call('GET', '/v3/lock/listKeyboardPwd', {
      lockId,
      pageNo,
      pageSize: PAGE_SIZE,
      orderBy: 1,
    });
    if (page.kind !== 'ok') return page;
    const { list, pages } = page.value;
    if (!Array.isArray(list)) return { kind: 'unknown', message: 'the answer holds no list of keys' };
    keys.push(...(list as unknown[]).flatMap(readKey));
    if (list.length < PAGE_SIZE && !(typeof pages === 'number' && pages > pageNo)) break;
  }
  return ok(keys);
}

/** The label without the mark that tells a computed key from one of our own PIN. */
export const plainLabel = (label: string): string => label.replace(COMPUTED_MARK, '');

function readKey(raw: unknown): StoredKey[] {
  if (typeof raw !== 'object' || raw === null) return [];
  const { keyboardPwdId, keyboardPwd, keyboardPwdName, startDate, endDate } = raw as Reply;
  const [keyId, pin] = [text(keyboardPwdId), text(keyboardPwd)];
  if (keyId === '') return [];
  const end = Number(endDate ?? 0);
  return [
    { keyId, pin, label: text(keyboardPwdName), validFrom: Number(startDate ?? 0), validTo: end === 0 ? NEVER : end },
  ];
}

const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** What all lock calls share on the wire: refusals with HTTP 200, and lists in pages. */
import { json } from '../world/handling.ts';
import type { Context, Handled } from '../world/handling.ts';
import type { World } from '../world/model.ts';

export type Params = URLSearchParams;
export type LockHandler = (params: Params, world: World, context: Context) => Handled;

export function lockError(errcode: number, errmsg: string): Handled {
  return json(200, { errcode, errmsg, description: errmsg });
}

/** `pageNo` from 1, `pageSize` at most 200. */
export function pageOf(rows: unknown[], params: Params): Record<string, unknown> {
  const pageNo = Math.max(1, Math.trunc(Number(params.get('pageNo')) || 1));
  const pageSize = Math.min(200, Math.max(1, Math.trunc(Number(params.get('pageSize')) || 20)));
  const list = rows.slice((pageNo - 1) * pageSize, pageNo * pageSize);
  return { list, pageNo, pageSize, pages: Math.ceil(rows.length / pageSize), total: rows.length };
}

/** By whom, when and how a case was decided, for whoever comes second. */
import type { ReviewCase } from '../payment/model.ts';
import type { Stores } from '../ports/stores/index.ts';

export async function decidedBy(stores: Stores, row: ReviewCase): Promise<{ by: string; at: number; how: string }> {
  const person = row.resolvedBy ? await stores.people.get(row.resolvedBy) : null;
  return {
    by: person?.name ?? (person ? '' : (row.resolvedBy ?? '')),
    at: row.resolvedAt ?? 0,
    how: row.resolution?.split(':')[0] ?? '',
  };
}

/** `ledger:verify`: recomputes every balance and checks what must always hold. Reads only. */
import type { LedgerStore } from '../ports/stores/ledger.ts';

export interface LedgerVerdict {
  ok: boolean;
  differences: string[];
  accounts: number;
  journals: number;
}

export async function verifyLedger(
  ledger: Pick<LedgerStore, 'recompute' | 'unbalancedJournals' | 'countJournals'>,
): Promise<LedgerVerdict> {
  const differences: string[] = [];
  const rows = await ledger.recompute();
  const sums = new Map<string, number>();
  for (const { account, entriesIdr, openHoldsIdr } of rows) {
    if (account.postedIdr !== entriesIdr)
      differences.push(`${account.id}: posted ${account.postedIdr}, entries say ${entriesIdr}`);
    if (account.heldIdr !== openHoldsIdr)
      differences.push(`${account.id}: held ${account.heldIdr}, open holds say ${openHoldsIdr}`);
    const available = account.postedIdr - account.heldIdr;
    if (account.minAvailableIdr !== null && available < account.minAvailableIdr) {
      differences.push(`${account.id}: available ${available} is below ${account.minAvailableIdr}`);
    }
    sums.set(account.environment, (sums.get(account.environment) ?? 0) + entriesIdr);
  }
  for (const [environment, sum] of sums)
    if (sum !== 0) differences.push(`${environment}: the ledger sums to ${sum}, not 0`);
  for (const id of await ledger.unbalancedJournals()) differences.push(`journal ${id} does not sum to zero`);
  return { ok: differences.length === 0, differences, accounts: rows.length, journals: await ledger.countJournals() };
}

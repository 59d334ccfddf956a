/** `ledger:verify`: recomputes every balance and checks what must always hold. Reads only. */
import type { Environment } from '../environment.ts';
import type { LedgerStore, WaitingMoney } from '../ports/stores/ledger.ts';
import { account } from './accounts.ts';

export interface LedgerVerdict {
  ok: boolean;
  differences: string[];
  accounts: number;
  journals: number;
}

export async function verifyLedger(
  ledger: Pick<LedgerStore, 'recompute' | 'unbalancedJournals' | 'countJournals' | 'waiting'>,
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
  differences.push(...waitingDifferences(rows, await ledger.waiting()));
  for (const id of await ledger.unbalancedJournals()) differences.push(`journal ${id} does not sum to zero`);
  return { ok: differences.length === 0, differences, accounts: rows.length, journals: await ledger.countJournals() };
}

type Recomputed = Awaited<ReturnType<LedgerStore['recompute']>>;

/** Money that waits stands twice: on its account, and in the rows that say what it waits for. */
function waitingDifferences(rows: Recomputed, waiting: readonly WaitingMoney[]): string[] {
  const booked = new Map(rows.map((row) => [row.account.id, row.entriesIdr]));
  const environments = new Set<Environment>([
    ...rows.map((row) => row.account.environment),
    ...waiting.map((row) => row.environment),
  ]);
  return [...environments].flatMap((environment) => {
    const said = waiting.find((row) => row.environment === environment);
    return [
      differenceOf(booked, account.refundsDue(environment), said?.refundsDueIdr ?? 0, 'open refunds'),
      differenceOf(booked, account.parked(environment), said?.parkedIdr ?? 0, 'open cases'),
    ].filter((line) => line !== null);
  });
}

function differenceOf(booked: ReadonlyMap<string, number>, accountId: string, saidIdr: number, who: string) {
  const bookedIdr = booked.get(accountId) ?? 0;
  return bookedIdr === saidIdr ? null : `${accountId}: entries say ${bookedIdr}, ${who} say ${saidIdr}`;
}

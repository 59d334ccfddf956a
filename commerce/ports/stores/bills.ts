/** What suppliers said bills come to. */
import type { BillQuote, BillQuotePatch, BillQuoteState } from '../../bill/model.ts';

export interface BillStore {
  insert(row: BillQuote): Promise<void>;
  get(id: string): Promise<BillQuote | null>;
  /** Oldest first. */
  ofLine(lineId: string): Promise<BillQuote[]>;
  /** False when it is in none of the states named. */
  move(id: string, from: readonly BillQuoteState[], patch: BillQuotePatch): Promise<boolean>;
}

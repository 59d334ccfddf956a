/** What was ordered in a day, by what was sold and what became of it. */
import type { LineKind, OrderState } from '../order/model.ts';

export interface SalesGroup {
  kind: LineKind;
  state: OrderState;
  orders: number;
  totalIdr: number;
}

/** One line of one order. */
export interface SalesRow {
  code: string;
  placedAt: number;
  paidAt: number | null;
  state: OrderState;
  kind: LineKind;
  name: string;
  qty: number;
  totalIdr: number;
}

export interface DaySales {
  /** 'YYYY-MM-DD' in the property's zone; an order belongs to the day it was placed. */
  date: string;
  groups: SalesGroup[];
  /** Of orders that are paid or completed. */
  soldIdr: number;
}

export interface DailyReport {
  day: DaySales;
  dayBefore: DaySales;
  /** As of when, on the clock of `zone`. */
  at: number;
  zone: string;
}

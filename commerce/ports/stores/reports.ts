/** Sums over orders for the people who run the shop. Orders count by when they were placed: from ≤ placed < to. */
import type { Environment } from '../../environment.ts';
import type { SalesGroup, SalesRow } from '../../report/model.ts';

export interface Span {
  from: number;
  to: number;
}

export interface ReportStore {
  /** By kind of goods and state of the order, in that order. An order with two kinds counts in both. */
  sales(environment: Environment, span: Span): Promise<SalesGroup[]>;
  /** Oldest first. */
  salesRows(environment: Environment, span: Span, limit: number): Promise<SalesRow[]>;
}

/** What the parts of a move share. */

/** The setting that says how far a move came: "copying" or "done". Only the target has it. */
export const MARK = 'db.move';

export interface MoveTable {
  name: string;
  columns: string[];
  /** The primary key. */
  key: string[];
}

export interface MoveProgress {
  table: string;
  /** Rows looked at so far, of all there were when the table was begun. */
  rows: number;
  of: number;
  written: number;
}

/** What a goal's measurement gives, and the table of all of them. */
export interface Row {
  /** "P1"; a second line of the same goal has the same name. */
  goal: string;
  what: string;
  /** Already with their units. */
  floor: string;
  ours: string;
  ratio: string;
  must: string;
  aim: string;
  /** Null where nothing is demanded: the line informs. */
  met: boolean | null;
  aimMet: boolean | null;
}

/** The goals of one measurement: they share processes, hence one function for several. */
export interface Measurement {
  goals: readonly string[];
  run(options: { rounds: number; size: 'ci' | 'nightly' }): Promise<Row[]>;
}

export interface Limits {
  must: number;
  aim: number;
  /** The goal is to stay below; else to reach. */
  below?: boolean;
}

export const holds = (value: number, limit: number, below = false): boolean =>
  below ? value <= limit : value >= limit;

/** A row judged by a ratio (ours to the floor) alone. */
export function ratioRow(row: Pick<Row, 'goal' | 'what' | 'floor' | 'ours'>, ratio: number, limits: Limits): Row {
  const { must, aim, below = false } = limits;
  const shown = (value: number) => (below ? `${value.toFixed(2)}x` : `${Math.round(value * 100)} %`);
  const sign = below ? '≤' : '≥';
  return {
    ...row,
    ratio: shown(ratio),
    must: `${sign} ${shown(must)}`,
    aim: `${sign} ${shown(aim)}`,
    met: holds(ratio, must, below),
    aimMet: holds(ratio, aim, below),
  };
}

const COLUMNS = ['goal', 'what', 'floor', 'ours', 'ratio', 'must', 'aim', 'met'] as const;

export function table(rows: readonly Row[]): string {
  const cells = rows.map((row) => COLUMNS.map((name) => (name === 'met' ? verdict(row) : row[name])));
  const all = [[...COLUMNS], ...cells];
  const widths = COLUMNS.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0)));
  const lines = all.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [lines[0], '-'.repeat(widths.reduce((sum, width) => sum + width + 2, -2)), ...lines.slice(1)].join('\n');
}

function verdict({ met, aimMet }: Row): string {
  if (met === null) return '';
  if (!met) return 'NO';
  return aimMet ? 'yes, aim too' : 'yes';
}

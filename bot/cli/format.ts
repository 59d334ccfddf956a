/** How the command line writes tables, money and instants. English only: it is for whoever runs the machine. */

/** Columns as wide as their longest cell, two blanks apart; the last one is not padded. */
export function table(rows: readonly (readonly string[])[], indent = '  '): string[] {
  const widths = rows.reduce<number[]>((known, row) => {
    for (const [index, cell] of row.entries()) known[index] = Math.max(known[index] ?? 0, cell.length);
    return known;
  }, []);
  return rows.map((row) => (indent + row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ')).trimEnd());
}

export const money = (amountIdr: number): string => `Rp ${amountIdr.toLocaleString('en-US')}`;

/** "2026-11-21 14:00:03" in a time zone, the machine's own when none is given. */
export function instant(at: number, zone?: string): string {
  const style = { dateStyle: 'short', timeStyle: 'medium', timeZone: zone } as const;
  return new Intl.DateTimeFormat('sv-SE', style).format(at);
}

export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;

/** One line whatever was in it; control characters would move the cursor of the terminal that shows it. */
export function oneLine(words: string, max = 160): string {
  const flat = words.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return flat.length > max ? `${flat.slice(0, max - 1)}…` : flat;
}

/** One short phrase for an order, from what was frozen into its lines. */
import type { OrderLine } from './model.ts';

export function summaryOf(lines: readonly OrderLine[]): string {
  return lines
    .map((line) => {
      const what = line.qty > 1 ? `${line.qty}× ${line.snapshot.name}` : line.snapshot.name;
      const where = line.snapshot.destination?.display ?? stayDates(line);
      return where ? `${what} (${where})` : what;
    })
    .join(', ');
}

const stayDates = ({ snapshot }: OrderLine): string =>
  snapshot.checkIn && snapshot.checkOut ? `${snapshot.checkIn} → ${snapshot.checkOut}` : '';

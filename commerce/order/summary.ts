/** One short phrase for an order, from what was frozen into its lines: for people, and for a gateway's description. */
import { text, type Text } from '../ports/screen.ts';
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

/** The same for a reader: dates are written their way. */
export function summaryText(lines: readonly OrderLine[]): Text {
  const [first, ...more] = lines.map(lineText);
  if (!first) return text('summary-nothing');
  return more.length === 0 ? first : text('summary-more', { first: { text: first }, more: more.length });
}

function lineText({ kind, qty, snapshot }: OrderLine): Text {
  if (kind === 'topup') return text('summary-topup');
  const name = qty > 1 ? `${qty}× ${snapshot.name}` : snapshot.name;
  if (snapshot.checkIn && snapshot.checkOut) {
    return text('summary-stay', { name, checkIn: { date: snapshot.checkIn }, checkOut: { date: snapshot.checkOut } });
  }
  return snapshot.destination
    ? text('summary-sent', { name, destination: snapshot.destination.display })
    : text('summary-goods', { name });
}

/** Reads what is looked for in the log: a day, a kind of act, and what is left, an order's code or a name. Pure. */
import { readPastDay } from './past-day.ts';
import { fold } from './words.ts';

export interface AuditWords {
  day?: string;
  acts?: string[];
  /** As typed; '' = nothing else. */
  rest: string;
}

/** What acts of a kind begin with. */
const KINDS: [RegExp, string[]][] = [
  [/^(?:refund|refunds|pengembalian|kasus|case|cases|antrean)$/, ['case.', 'refund.']],
  [/^(?:harga|price|prices)$/, ['price.', 'prices.', 'list.']],
  [/^(?:penyedia|provider|providers|gateway|kunci|key|keys)$/, ['provider.']],
  [/^(?:staf|staff|petugas|peran|role|roles)$/, ['staff.', 'owner.']],
  [/^(?:pin)$/, ['pin.']],
  [/^(?:kamar|room|rooms|menginap|stay|stays)$/, ['room.', 'lock.', 'stay.']],
  [/^(?:produk|product|products|stok|stock)$/, ['product.', 'stock.', 'offer.', 'rungs.']],
  [/^(?:reseller|resellers)$/, ['reseller.']],
  [/^(?:pesanan|order|orders)$/, ['order.', 'charge.']],
  [/^(?:laporan|report|reports|ringkasan|brief)$/, ['report.', 'brief.', 'statement.']],
  [/^(?:pemasok|supplier|suppliers|sinkron|sync)$/, ['sync.', 'catalogue.', 'supplier.']],
  [/^(?:tamu|guest|guests|balas|reply)$/, ['relay.']],
];

/** Words a day may take. */
const DAY_WORDS = 3;

export function readAuditSearch(words: string, today: string): AuditWords {
  const search: AuditWords = { rest: '' };
  const left: string[] = [];
  const tokens = words.trim().split(/\s+/).filter(Boolean);
  for (let at = 0; at < tokens.length;) {
    const taken = search.day === undefined ? dayAt(tokens, at, today) : null;
    if (taken) {
      search.day = taken.day;
      at += taken.count;
      continue;
    }
    const token = tokens[at] ?? '';
    const acts = KINDS.find(([pattern]) => pattern.test(fold(token)))?.[1];
    if (acts) search.acts = [...(search.acts ?? []), ...acts];
    else left.push(token);
    at += 1;
  }
  return { ...search, rest: left.join(' ') };
}

/** The longest run of words from here that names a day. */
function dayAt(tokens: readonly string[], at: number, today: string): { day: string; count: number } | null {
  for (let count = DAY_WORDS; count >= 1; count -= 1) {
    if (at + count > tokens.length) continue;
    const day = readPastDay(tokens.slice(at, at + count).join(' '), today);
    if (day !== null) return { day, count };
  }
  return null;
}

/** Many customers with mixed wishes, a few of them in the shop at a time. */
import type { Random } from '../support/random.ts';
import type { SandboxControl } from '../support/sandbox-control.ts';
import type { Tally } from '../support/tally.ts';
import type { Customer, Purchase, Wish } from './customers.ts';
import { staffAt } from './refunded-customers.ts';
import { shop } from './shop.ts';

const AT_ONCE = 6;
/** Rooms are let for a year ahead; the same night comes up again only once the others had their turn. */
const BOOKABLE_DAYS = 350;

export function crowd(random: Random, count: number): Customer[] {
  return Array.from({ length: count }, (_, index) => {
    const wishes: Wish[] = [
      { kind: 'voucher', qty: index % 10 === 0 ? 2 : 1 },
      { kind: 'topup', phone: `081234${String(500_000 + index)}` },
      { kind: 'room', checkIn: dayAfterToday(1 + (index % BOOKABLE_DAYS)), nights: 1 + (index % 2) },
      { kind: 'balance', phones: [0, 1].map((line) => `0877${String(1_000_000 + 2 * index + line)}`) },
      { kind: 'refund', how: index % 2 === 0 ? 'keep' : 'transfer' },
      { kind: 'bill', customerNo: `5320000${String(10_000 + index)}` },
      { kind: 'deployment', domain: `toko-${index}.example` },
    ];
    const wish = wishes[random.between(0, wishes.length - 1)];
    if (!wish) throw new Error('no wish');
    return { wish, lang: index % 2 === 0 ? 'id' : 'en' };
  });
}

const dayAfterToday = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

export interface Doors {
  /** Of each customer, by the number of those before. */
  urlOf(index: number): string;
  sandbox: SandboxControl;
}

/** Adds to `purchases` as they come; a customer who did not get the goods is a failure of its own. */
export async function shopAll(
  doors: Doors,
  tally: Tally,
  customers: readonly Customer[],
  purchases: Purchase[],
): Promise<void> {
  const queue = [...customers.entries()];
  const from = performance.now();
  const staff = staffAt(doors.urlOf(0));
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const [index, one] = next;
        try {
          purchases.push(await shop(doors.urlOf(index), doors.sandbox, one, staff));
        } catch (error) {
          tally.check(`a customer's ${one.wish.kind}`, false, String(error));
        }
      }
    }),
  );
  const orders = purchases.reduce((sum, { more }) => sum + 1 + more.length, 0);
  process.stdout.write(
    `${purchases.length} checkouts, ${orders} orders, in ${Math.round((performance.now() - from) / 1000)} s\n`,
  );
}

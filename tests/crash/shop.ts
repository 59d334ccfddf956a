/** One customer of any kind, from the first word to what the wish ends in. */
import type { SandboxControl } from '../support/sandbox-control.ts';
import { payBill } from './bill-customers.ts';
import { buy, type Customer, type Purchase } from './customers.ts';
import { shopInVain, staffAt, type Staff } from './refunded-customers.ts';
import { shopOnBalance } from './reseller-customers.ts';

export function shop(
  url: string,
  sandbox: SandboxControl,
  { wish, lang }: Customer,
  staff: Staff = staffAt(url),
): Promise<Purchase> {
  if (wish.kind === 'balance') return shopOnBalance(url, sandbox, { wish, lang });
  if (wish.kind === 'refund') return shopInVain(url, sandbox, { wish, lang }, staff);
  if (wish.kind === 'bill') return payBill(url, sandbox, { wish, lang }, staff);
  return buy(url, sandbox, { wish, lang });
}

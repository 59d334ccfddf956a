/** What a reseller and the owner read about the account: asked, decided, terms changed. */
import type { ResellerChange } from '../people/set-reseller.ts';
import type { Reseller } from '../people/reseller.ts';
import { action } from '../ports/actions.ts';
import { text, type Choice, type Screen } from '../ports/screen.ts';
import { DEFAULT_ZONE } from '../stay/local-time.ts';

const menu: Choice = { id: action.menu, label: text('button-menu') };
const balance: Choice = { id: action.balance, label: text('button-balance') };
const topUp: Choice = { id: action.topUp, label: text('button-top-up') };

export const resellerAskedAlert = ({ personId, requestedAt, shopName, contact }: Reseller): Screen => ({
  lines: [text('alert-reseller-asked', { shop: shopName, contact }), text('alert-reseller-asked-do')],
  choices: [
    { id: action.decideReseller('approve', personId, requestedAt), label: text('button-approve') },
    { id: action.decideReseller('refuse', personId, requestedAt), label: text('button-refuse') },
  ],
});

export const approvedScreen = ({ shopName }: Reseller): Screen => ({
  lines: [text('reseller-approved', { shop: shopName }), text('reseller-approved-next')],
  choices: [topUp, balance, menu],
});

export const refusedScreen = ({ shopName }: Reseller, againAt: number): Screen => ({
  lines: [text('reseller-refused', { shop: shopName, at: { dateTime: againAt, zone: DEFAULT_ZONE } })],
  choices: [menu, { id: action.help, label: text('button-help') }],
});

/** Null where the change is nothing the reseller has to know at once. */
export function termsChangedScreen(change: ResellerChange): Screen | null {
  const said = (key: string, amountIdr = 0): Screen => ({
    lines: [text(key, { amount: { money: amountIdr } })],
    choices: [balance, menu],
  });
  switch (change.what) {
    case 'suspend':
      return { lines: [text('reseller-suspended')], choices: [{ id: action.help, label: text('button-help') }, menu] };
    case 'resume':
      return said('reseller-resumed');
    case 'credit':
      return said('reseller-credit', change.amountIdr);
    case 'daily_limit':
      return change.amountIdr === null ? said('reseller-no-limit') : said('reseller-limit', change.amountIdr);
    case 'reset_pin':
      return said('reseller-pin-reset');
    case 'tier':
    case 'low_balance':
      return null;
  }
}

export const lowBalanceScreen = (balanceIdr: number, limitIdr: number): Screen => ({
  lines: [text('balance-low', { balance: { money: balanceIdr }, limit: { money: limitIdr } })],
  choices: [topUp, menu],
});

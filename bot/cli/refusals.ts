/** A use case's "no" as one line for the person at the terminal: what is wrong and what to do. */
import type { Refusal, RefusalReason } from '../../commerce/app.ts';
import { CommandFailed } from './command.ts';
import { oneLine } from './format.ts';

const LINES: Record<RefusalReason, string> = {
  not_found: 'there is no such thing',
  not_allowed: 'that is not allowed',
  sold_out: 'it is sold out',
  not_sellable: 'it cannot be sold now',
  cut_off: 'the supplier does not sell it at this hour',
  bad_destination: 'the destination is not right',
  same_dates: 'these are the dates already',
  bad_dates: 'these dates are not possible',
  too_many_open: 'there are too many unpaid orders',
  too_many_nights: 'that is too many nights',
  too_many_guests: 'that is too many guests',
  no_payment_provider: 'no payment provider is set up; add one with ./sapa provider:add',
  price_changed: 'the price has changed meanwhile',
  quote_expired: 'what the bill comes to was asked on an earlier day',
  wrong_state: 'that is not possible in its present state',
  already_done: 'that has been done already',
  conflict: 'the same request was made before with other values',
  too_late: 'the time for that is over',
  too_soon: 'it is too soon; try again later',
  bad_code: 'the code is not right',
  bad_input: 'a value is not right',
  bad_amount: 'the amount is not within what is allowed',
  credit_in_use: 'the reseller owes more than that',
  below_cost: 'that is below what it costs the shop',
  balance_short: 'the balance is not enough',
  daily_limit: 'the limit of the day is reached',
  too_large: 'that file is larger than a chat may carry (setting maxFileBytes)',
  pin_needed: 'the PIN is asked first',
  over_limit: 'that is more than this role may give back',
  wrong_pin: 'the PIN is not right',
  pin_locked: 'the PIN is locked after too many wrong tries',
  weak_pin: 'that PIN is too easy to guess',
  rate_limited: 'that is too much at once; try again later',
};

/**
 * The error to throw. `own` has a command's own words for a reason; facts of the refusal that a person understands
 * (which field, how long to wait, the vendor's words) are put behind.
 */
export function refused(refusal: Refusal, own: Partial<Record<RefusalReason, string>> = {}): CommandFailed {
  const words = own[refusal.reason] ?? LINES[refusal.reason];
  return new CommandFailed(`${words}${facts(refusal)}`);
}

function facts({ detail = {} }: Refusal): string {
  const { field, title, example, max, line, waitSeconds, message, kind } = detail;
  const parts = [
    field === undefined ? '' : `${field}${title === undefined ? '' : ` (${title})`}`,
    example === undefined || example === '' ? '' : `expected something like ${example}`,
    line === undefined ? '' : `line ${line}`,
    max === undefined ? '' : `at most ${max}`,
    waitSeconds === undefined ? '' : `in ${waitSeconds} seconds`,
    kind === undefined ? '' : `this is ${kind}`,
    message === undefined || message === '' ? '' : oneLine(String(message)),
  ].filter(Boolean);
  return parts.length > 0 ? `: ${parts.join(', ')}` : '';
}

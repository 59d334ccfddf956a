/** What guest and staff read while a human is on the line. The relayed words themselves are passed on as they are. */
import { action } from '../ports/actions.ts';
import { text, type Screen } from '../ports/screen.ts';

const menu = { id: action.menu, label: text('button-menu') };

export const relayNotices = {
  request: (guest: string, words: string, relayId: string): Screen => ({
    lines: [text(guest ? 'relay-request-named' : 'relay-request', { guest, words })],
    choices: [{ id: action.takeRelay(relayId), label: text('button-reply') }],
  }),
  taken: (): Screen => ({ lines: [text('relay-taken')] }),
  fromGuest: (words: string): Screen => ({
    lines: [text('relay-from-guest', { words })],
    choices: [{ id: action.endRelay, label: text('button-done') }],
  }),
  fromStaff: (words: string): Screen => ({ lines: [text('relay-from-staff', { words })] }),
  closedForGuest: (why: 'ended' | 'silent'): Screen => ({
    lines: [text(`relay-closed-guest-${why}`)],
    choices: [menu],
  }),
  closedForStaff: (why: 'ended' | 'silent'): Screen => ({ lines: [text(`relay-closed-staff-${why}`)] }),
};

// The conversation on the page: confirmed messages in the order of their numbers, then those still on their way.
import { bubbleRow, supersede } from './bubble.js';
import { byId, el } from './dom.js';
import { dayName, t } from './words.js';

const log = byId('log');
const scroller = byId('scroller');
const newer = byId('newer');
const rows = new Map();
let lastDay = '';

export const cursor = { seq: 0 };

const atBottom = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 120;

export function toBottom() {
  scroller.scrollTop = scroller.scrollHeight;
  newer.hidden = true;
}
newer.addEventListener('click', toBottom);
scroller.addEventListener('scroll', () => {
  if (atBottom()) newer.hidden = true;
});

/** Opening words typed by links and buttons of this page are not part of the conversation a person sees. */
const isOpening = (message) => message.from === 'user' && /^\/start\b/.test(message.text);

function place(row) {
  const stick = atBottom();
  log.insertBefore(row, log.querySelector('.pending'));
  for (const image of row.querySelectorAll('img')) image.addEventListener('load', () => stick && toBottom());
  if (stick) toBottom();
  else newer.hidden = false;
}

/** Shows a confirmed message once; answers whether it was new. */
export function show(message, act) {
  if (message.seq <= cursor.seq) return false;
  cursor.seq = message.seq;
  const pending = rows.get(message.id);
  pending?.remove();
  if (isOpening(message)) return true;
  // By date and not by name: the name changes with the language.
  const day = new Date(message.at).toDateString();
  if (day !== lastDay) place(el('li', { class: 'day' }, dayName(message.at)));
  lastDay = day;
  if (message.from === 'user' || message.choices.length) quietChoices();
  const replaced = message.replaces ? rows.get(message.replaces) : null;
  if (replaced) supersede(replaced, replaced.classList.contains('ended'));
  const row = bubbleRow(message, act);
  rows.set(message.id, row);
  place(row);
  return true;
}

/** Shows a message that is on its way. */
export function showPending(item, act) {
  const text = item.label ?? item.text;
  if (isOpening({ from: 'user', text: text ?? '' }) || rows.has(item.id)) return;
  const row = bubbleRow({ id: item.id, from: 'user', text, at: item.at }, act);
  row.classList.add('pending');
  rows.set(item.id, row);
  quietChoices();
  log.append(row);
  mark(item.id, item.refused ? 'failed' : 'sending', item.refused);
  toBottom();
}

/** What stands under a message on its way: sending, waiting, or failed with its two ways out. */
export function mark(id, state, why = '', ways = {}) {
  const row = rows.get(id);
  if (!row?.classList.contains('pending')) return;
  row.classList.toggle('failed', state === 'failed');
  const line = row.querySelector('.time');
  line.replaceChildren(why ? `${t(state)}: ${why} ` : `${t(state)} `);
  if (state !== 'failed') return;
  line.append(el('button', { type: 'button', onclick: ways.retry }, t('retry')));
  line.append(' ', el('button', { type: 'button', onclick: ways.remove }, t('remove')));
  line.scrollIntoView({ block: 'nearest' });
}

export function removePending(id) {
  rows.get(id)?.remove();
  rows.delete(id);
}

/** A short remark of the page itself, such as a change of role. */
export function remark(text) {
  place(el('li', { class: 'day' }, text));
}

function quietChoices() {
  for (const group of log.querySelectorAll('.choices:not(.old)')) group.classList.add('old');
}

// Countdowns of payment codes. They follow the server's clock, and at the end they say so once.
import { el } from './dom.js';
import { clockTime, t } from './words.js';

const SOON_MS = 5 * 60000;
const running = new Set();
let offsetMs = 0;

/** Corrects a device clock that is wrong. */
export function serverTime(now) {
  offsetMs = now - Date.now();
}

export const serverNow = () => Date.now() + offsetMs;

/** A countdown that marks `row` as ended when time is up. */
export function countdown(expiresAt, row) {
  const left = el('strong', { 'aria-hidden': 'true' });
  const node = el('p', { class: 'countdown', role: 'timer', 'aria-live': 'off' }, el('span', {}, t('countdown')), left);
  const timer = { expiresAt, row, node, left };
  running.add(timer);
  show(timer);
  return node;
}

function show(timer) {
  const { expiresAt, row, node, left } = timer;
  const ms = expiresAt - serverNow();
  if (ms <= 0) {
    running.delete(timer);
    row.classList.add('ended');
    node.className = 'countdown over';
    node.setAttribute('role', 'status');
    node.setAttribute('aria-live', 'polite');
    node.replaceChildren(t('ended', { time: clockTime(expiresAt) }));
    return;
  }
  const seconds = Math.ceil(ms / 1000);
  left.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  node.classList.toggle('soon', ms < SOON_MS);
}

setInterval(() => {
  for (const timer of running) {
    if (timer.row.classList.contains('replaced')) running.delete(timer);
    else show(timer);
  }
}, 1000);

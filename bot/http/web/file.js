// The card of a file: its name, size and how long it can be had. A file that is gone says so and what to do.
import { serverNow } from './countdown.js';
import { el } from './dom.js';
import { currentLang, dayName, t } from './words.js';

export function fileCard({ url, name, sizeBytes, expiresAt }) {
  const isGone = () => expiresAt !== null && expiresAt <= serverNow();
  if (isGone()) return gone(name);
  const note =
    expiresAt === null ? size(sizeBytes) : t('file_until', { size: size(sizeBytes), date: dayName(expiresAt) });
  const card = el(
    'a',
    {
      class: 'file',
      href: url,
      download: name,
      'aria-label': `${t('file_download', { name })}. ${note}`,
      onclick: check,
    },
    el('span', { class: 'file-mark', 'aria-hidden': 'true' }, ending(name)),
    words(name, note),
  );
  // The page may have been open for longer than the file was kept.
  function check(event) {
    if (!isGone()) return;
    event.preventDefault();
    card.replaceWith(gone(name));
  }
  return card;
}

const gone = (name) => el('p', { class: 'file gone', role: 'status' }, words(name, t('file_gone')));

const words = (name, note) =>
  el('span', { class: 'file-words' }, el('strong', {}, name), el('span', { class: 'file-note' }, note));

const ending = (name) => name.split('.').at(-1).slice(0, 4).toUpperCase();

function size(bytes) {
  const [value, unit] = bytes < 1_000_000 ? [Math.max(1, Math.round(bytes / 1000)), 'kB'] : [bytes / 1_000_000, 'MB'];
  const digits = new Intl.NumberFormat(currentLang() === 'id' ? 'id-ID' : 'en-GB', { maximumFractionDigits: 1 });
  return `${digits.format(value)} ${unit}`;
}

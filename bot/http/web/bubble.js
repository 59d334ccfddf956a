// One message as it looks. Everything is text or an element; nothing that was written in the chat is parsed as HTML.
import { countdown } from './countdown.js';
import { copyText, el } from './dom.js';
import { fileCard } from './file.js';
import { clockTime, t } from './words.js';

/** `act`: { choose(choice), enlarge(image), shop } — what a person can do with it, and who speaks. */
export function bubbleRow(message, act) {
  const mine = message.from === 'user';
  const row = el('li', { class: `row ${message.from}`, 'data-id': message.id });
  const bubble = el('div', { class: 'bubble', lang: message.lang ?? null });
  bubble.append(speaker(message, act.shop), el('span', { class: 'badge' }));
  if (message.image && !isCode(message)) bubble.append(picture(message, act));
  for (const words of (message.text ?? '').split('\n\n'))
    if (words) bubble.append(el('p', { class: 'words' }, whole(words)));
  if (message.file) bubble.append(fileCard(message.file));
  if (message.copy) bubble.append(goods(message.copy));
  if (isCode(message)) bubble.append(picture(message, act), codeLinks(message));
  if (message.expiresAt) bubble.append(countdown(message.expiresAt, row));
  if (message.link) bubble.append(linkButton(message.link));
  row.append(bubble);
  row.append(el('p', { class: 'time' }, clockTime(message.at)));
  if (message.choices?.length && !mine) row.append(choices(message, act));
  return row;
}

/** An amount stays on one line. */
const whole = (words) => words.replaceAll(/\bRp (?=\d)/g, 'Rp\u00a0');

/** Marks a row as superseded by a later message. */
export function supersede(row, expired) {
  row.classList.add('replaced');
  row.querySelector('.badge').textContent = t(expired ? 'expired' : 'replaced');
  row.querySelector('.picture')?.setAttribute('tabindex', '-1');
  row.querySelector('.choices')?.classList.add('old');
}

/** A payment code counts down or can be paid in practice; any other picture is only to be looked at. */
const isCode = (message) => Boolean(message.image?.url.startsWith('/media/qr/'));

function speaker(message, shop) {
  if (message.from === 'staff') return el('p', { class: 'name' }, t('staff'));
  return el('span', { class: 'sr' }, `${message.from === 'user' ? t('you') : shop}: `);
}

function picture(message, act) {
  const image = el('img', { src: message.image.url, alt: message.image.alt, decoding: 'async' });
  const classes = isCode(message) ? 'picture code' : 'picture';
  const title = `${t('enlarge')}: ${message.image.alt}`;
  return el(
    'button',
    { type: 'button', class: classes, 'aria-label': title, onclick: () => act.enlarge(message.image) },
    image,
  );
}

function codeLinks(message) {
  const save = el('a', { href: message.image.url, download: 'qris.png' }, t('save'));
  const bank = message.practiceBank
    ? el('a', { href: message.practiceBank, target: '_blank', rel: 'noopener' }, t('bank'))
    : null;
  return el('p', { class: 'under' }, save, bank);
}

function goods(value) {
  const button = el('button', { type: 'button', onclick: () => copyText(value, button, t('copied')) }, t('copy'));
  return el('p', { class: 'goods' }, el('code', {}, value), button);
}

function linkButton(link) {
  const url = URL.parse(link.url, location.href);
  if (!url || !/^https?:$/.test(url.protocol)) return '';
  return el('a', { class: 'button', href: url.href, target: '_blank', rel: 'noopener noreferrer' }, link.label);
}

function choices(message, act) {
  const buttons = message.choices.map((choice) =>
    el(
      'button',
      { type: 'button', lang: message.lang ?? null, onclick: () => act.choose(choice) },
      whole(choice.label),
    ),
  );
  return el('div', { class: 'choices', role: 'group' }, ...buttons);
}

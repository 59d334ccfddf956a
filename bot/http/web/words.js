// The page's own words (buttons, states). What the shop says comes with each message in the chat's language.
const loaded = {};
let lang = 'id';

export const currentLang = () => lang;

/** Loads a language and puts its words into the page. */
export async function speak(next) {
  loaded[next] ??= await fetch(`/web/words/${next}.json`).then((answer) => answer.json());
  lang = next;
  document.documentElement.lang = next;
  for (const node of document.querySelectorAll('[data-word]')) node.textContent = t(node.dataset.word);
  for (const node of document.querySelectorAll('[data-label]')) node.setAttribute('aria-label', t(node.dataset.label));
  for (const node of document.querySelectorAll('[data-place]')) node.placeholder = t(node.dataset.place);
}

export function t(key, values = {}) {
  return (loaded[lang]?.[key] ?? '').replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

export function clockTime(at) {
  const time = new Intl.DateTimeFormat(lang === 'id' ? 'id-ID' : 'en-GB', {
    hour: 'numeric',
    minute: '2-digit',
    hour12: lang === 'en',
  });
  return time.format(at);
}

export function dayName(at) {
  const now = new Date();
  if (new Date(at).toDateString() === now.toDateString()) return t('today');
  return new Intl.DateTimeFormat(lang === 'id' ? 'id-ID' : 'en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  }).format(at);
}

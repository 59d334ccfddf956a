// Small helpers: building elements without HTML strings (nothing a person wrote is ever parsed), storage, copying.

/** el('button', { class: 'copy', onclick: f }, 'words', child…): attributes by name, listeners by on*, null is skipped. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export const byId = (id) => document.getElementById(id);

/** Storage may be full or switched off; the chat then works without remembering. */
export const store = {
  get(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch {
      // Nothing to do: see above.
    }
  },
};

/** Works on plain http in the local network, too, where browsers offer no randomUUID. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Copies text and says so on the button for a moment. */
export async function copyText(text, button, done) {
  if (navigator.clipboard) await navigator.clipboard.writeText(text).catch(() => copyBySelection(text));
  else copyBySelection(text);
  const before = button.textContent;
  if (before === done) return;
  button.textContent = done;
  setTimeout(() => {
    button.textContent = before;
  }, 1800);
}

// The only way on plain http, where browsers offer no clipboard.
function copyBySelection(text) {
  const area = el('textarea', { class: 'sr' });
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

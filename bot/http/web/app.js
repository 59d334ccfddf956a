// The chat page: opens or resumes the session, wires the message box, the log and the connection together.
import { call } from './api.js';
import { serverTime } from './countdown.js';
import { byId } from './dom.js';
import { follow } from './live.js';
import { cursor, mark, remark, removePending, show, showPending, toBottom } from './log.js';
import { createOutbox } from './outbox.js';
import { currentLang, speak, t } from './words.js';

const TYPING_MS = 6000;
const session = { chat: '', name: 'Chat', practice: false, persona: null };
let outbox = null;
let live = null;
let typingTimer = null;
let wasLost = false;
let reopening = null;

const act = {
  get shop() {
    return session.name;
  },
  choose: (choice) => send({ choice: choice.id, label: choice.label }),
  enlarge(image) {
    byId('viewer-image').src = image.url;
    byId('viewer-image').alt = image.alt;
    byId('viewer-save').href = image.url;
    byId('viewer').showModal();
  },
};

function send(message) {
  hideTyping();
  showPending(outbox.add(message), act);
}

// ——— session ———

async function openSession(wanted = {}) {
  for (let waitMs = 1000; ; waitMs = Math.min(waitMs * 2, 15000)) {
    try {
      return await call('POST', '/api/chat/sessions', { resume: true, ...wanted });
    } catch (error) {
      if (error.status >= 400 && error.status < 500 && error.status !== 429) throw error;
      state(error.code === 'busy' ? 'busy' : 'lost');
      await new Promise((done) => setTimeout(done, error.retryMs ?? waitMs));
    }
  }
}

async function dress(opened) {
  Object.assign(session, opened, { name: opened.name ?? 'Sapa' });
  if (opened.now) serverTime(opened.now);
  await speak(opened.lang);
  document.title = session.name;
  byId('name').textContent = session.name;
  byId('practice').hidden = !session.practice;
  if (session.persona) byId('persona').value = session.persona;
  byId('language').textContent = opened.lang === 'id' ? 'EN' : 'ID';
  byId('language').setAttribute('aria-label', opened.lang === 'id' ? 'English' : 'Bahasa Indonesia');
}

/** The cookie is gone or the server forgot it: another session, and what waits goes there. */
function sessionLost() {
  reopening ??= reopen().finally(() => {
    reopening = null;
  });
  return reopening;
}

async function reopen() {
  const opened = await openSession();
  outbox.move(opened.chat);
  cursor.seq = 0;
  await dress(opened);
  live?.restart();
}

// ——— connection ———

function state(now) {
  const line = byId('status');
  if (line.dataset.state === now) return;
  line.dataset.state = now;
  line.textContent = t(now === 'online' && wasLost ? 'back' : now);
  if (now === 'online') {
    outbox?.flush();
    if (wasLost) setTimeout(() => line.dataset.state === 'online' && (line.textContent = t('online')), 3000);
  }
  wasLost = now === 'lost' || now === 'busy';
}

function received(message) {
  if (!show(message, act) || message.from === 'user') return;
  hideTyping();
  if (message.lang && message.lang !== currentLang()) void dress({ ...session, lang: message.lang, now: null });
}

function typing() {
  byId('typing').hidden = false;
  byId('typing-words').textContent = `${session.name} ${t('typing')}`;
  clearTimeout(typingTimer);
  typingTimer = setTimeout(hideTyping, TYPING_MS);
  const scroller = byId('scroller');
  if (scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 160) toBottom();
}

function hideTyping() {
  byId('typing').hidden = true;
}

// ——— start ———

async function history() {
  for (let more = true; more;) {
    const before = cursor.seq;
    const page = await call('GET', `/api/chat/messages?after=${cursor.seq}`);
    for (const message of page.messages) show(message, act);
    cursor.seq = Math.max(cursor.seq, page.next);
    more = cursor.seq > before;
  }
}

const sendingStates = {
  sending: (item) => mark(item.id, 'sending'),
  waiting(item, { code, message }) {
    const busy = code === 'busy';
    mark(item.id, busy ? 'busy' : 'waiting', busy ? '' : message);
    if (busy || !message) state(busy ? 'busy' : 'lost');
  },
  accepted: () => state('online'),
  refused: (item, why) =>
    mark(item.id, 'failed', why, {
      retry: () => outbox.retry(item.id),
      remove() {
        outbox.drop(item.id);
        removePending(item.id);
      },
    }),
  lost: sessionLost,
};

async function start() {
  await speak(navigator.language.startsWith('en') ? 'en' : 'id').catch(() => {});
  state('connecting');
  await dress(await openSession());
  outbox = createOutbox(session.chat, sendingStates);
  await history().catch(() => state('lost'));
  for (const item of outbox.items()) {
    showPending(item, act);
    if (item.refused) sendingStates.refused(item, item.refused);
  }
  byId('log').setAttribute('aria-live', 'polite');
  live = follow({
    cursor: () => cursor.seq,
    message: received,
    typing,
    now: serverTime,
    state,
    lost: sessionLost,
  });
  opening();
  outbox.flush();
  toBottom();
}

/** A link to a product or room, or the first visit, begins the conversation by itself. */
function opening() {
  const asked = new URLSearchParams(location.search).get('start');
  if (asked !== null) window.history.replaceState(null, '', '/');
  if (asked && /^[\w-]{1,64}$/.test(asked)) send({ text: `/start ${asked}` });
  else if (cursor.seq === 0 && outbox.items().length === 0) send({ text: '/start' });
}

// ——— what a person does ———

const text = byId('text');

function grow() {
  text.style.height = 'auto';
  text.style.height = `${text.scrollHeight + 2}px`;
}

text.addEventListener('input', grow);
text.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  byId('composer').requestSubmit();
});

byId('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  const words = text.value.trim();
  if (!words || !outbox) return;
  send({ text: words });
  text.value = '';
  grow();
});

byId('theme').addEventListener('click', () => {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const shown = root.dataset.theme ?? (dark ? 'dark' : 'light');
  root.dataset.theme = shown === 'dark' ? 'light' : 'dark';
  try {
    localStorage.setItem('sapa.theme', root.dataset.theme);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
});

byId('language').addEventListener('click', async () => {
  await dress(await openSession({ lang: currentLang() === 'id' ? 'en' : 'id' }));
});

byId('persona').addEventListener('change', async (event) => {
  await dress(await openSession({ persona: event.target.value }));
  remark(`${t('persona')}: ${t(`persona_${session.persona}`)}`);
  send({ text: '/start' });
});

window.addEventListener('offline', () => state('lost'));
window.addEventListener('online', () => live?.restart());
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && byId('status').dataset.state === 'lost') live?.restart();
});

void start();

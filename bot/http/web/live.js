// Keeps the page up to date: a stream of events, and plain asking while the stream is down. Both go on after the last
// number seen, so it never matters which of them brought a message.
import { call } from './api.js';

const SILENT_MS = 45000;
const ASK_EVERY_MS = 3000;
const LAST_WAIT_MS = 30000;

/** `on`: { cursor(), message(m), typing(), now(ms), state('online'|'lost'|'busy'), lost() }. Returns { restart(), stop() }. */
export function follow(on) {
  let source = null;
  let watchdog = null;
  let asker = null;
  let opener = null;
  let waitMs = 1000;
  let stopped = false;

  const heard = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(reopen, SILENT_MS);
  };

  function open() {
    clearTimeout(opener);
    source?.close();
    if (stopped) return;
    source = new EventSource(`/api/chat/stream?after=${on.cursor()}`);
    heard();
    source.addEventListener('open', () => {
      waitMs = 1000;
      clearInterval(asker);
      asker = null;
      on.state('online');
    });
    source.addEventListener('message', (event) => {
      heard();
      on.message(JSON.parse(event.data));
    });
    source.addEventListener('typing', () => {
      heard();
      on.typing();
    });
    source.addEventListener('heartbeat', (event) => {
      heard();
      on.now(JSON.parse(event.data).now);
    });
    source.addEventListener('error', (event) => {
      if (event.target === source) trouble();
    });
  }

  function trouble() {
    asker ??= setInterval(ask, ASK_EVERY_MS);
    void ask();
    // The browser comes back by itself after a broken connection, but not after a refusal.
    if (source.readyState === EventSource.CLOSED) reopen();
  }

  function reopen() {
    clearTimeout(opener);
    opener = setTimeout(open, waitMs);
    waitMs = Math.min(waitMs * 2, LAST_WAIT_MS);
  }

  async function ask() {
    try {
      const { messages, now } = await call('GET', `/api/chat/messages?after=${on.cursor()}`);
      on.now(now);
      for (const message of messages) on.message(message);
      on.state('online');
    } catch (error) {
      if (error.status === 401) on.lost();
      else on.state(error.code === 'busy' ? 'busy' : 'lost');
    }
  }

  open();
  return {
    restart() {
      waitMs = 1000;
      open();
    },
    stop() {
      stopped = true;
      source?.close();
      clearTimeout(watchdog);
      clearTimeout(opener);
      clearInterval(asker);
    },
  };
}

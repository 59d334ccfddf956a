// Messages on their way out. Each keeps its id from the first try to the last, over reloads and restarts of the server,
// so however often it is sent it counts once. They leave in the order they were written.
import { call } from './api.js';
import { newId, store } from './dom.js';

const FIRST_WAIT_MS = 800;
const LAST_WAIT_MS = 15000;

/** `on`: { sending(item), waiting(item, error), accepted(item), refused(item, message), lost(): Promise } */
export function createOutbox(chat, on) {
  let key = `sapa.outbox.${chat}`;
  let items = store.get(key) ?? [];
  let busy = false;
  let waitMs = FIRST_WAIT_MS;
  let timer = null;

  const save = () => store.set(key, items);
  const drop = (id) => {
    items = items.filter((item) => item.id !== id);
    save();
  };

  async function pump() {
    clearTimeout(timer);
    const item = items.find((each) => !each.refused);
    if (busy || !item) return;
    busy = true;
    on.sending(item);
    try {
      const { id, text, choice } = item;
      await call('POST', '/api/chat/messages', choice === undefined ? { id, text } : { id, choice });
      drop(id);
      waitMs = FIRST_WAIT_MS;
      on.accepted(item);
      timer = setTimeout(pump);
    } catch (error) {
      await failed(item, error);
    }
    busy = false;
  }

  async function failed(item, error) {
    if (error.status === 401) await on.lost();
    else if (error.status >= 400 && error.status < 500 && error.status !== 429) {
      item.refused = error.message || error.code;
      save();
      on.refused(item, item.refused);
    } else on.waiting(item, error);
    timer = setTimeout(pump, error.retryMs ?? waitMs);
    waitMs = Math.min(waitMs * 2, LAST_WAIT_MS);
  }

  return {
    items: () => items,
    /** Adds { text } or { choice, label } and starts sending. Returns the item with its id. */
    add(message) {
      const item = { ...message, id: newId(), at: Date.now() };
      items.push(item);
      save();
      queueMicrotask(pump);
      return item;
    },
    retry(id) {
      for (const item of items) if (item.id === id) delete item.refused;
      save();
      void pump();
    },
    drop,
    /** Tries at once, for instance when the connection is back. */
    flush() {
      waitMs = FIRST_WAIT_MS;
      void pump();
    },
    /** The session was lost and another opened: what waits goes there. */
    move(nextChat) {
      store.set(key, []);
      key = `sapa.outbox.${nextChat}`;
      save();
    },
  };
}

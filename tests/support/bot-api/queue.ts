/** Updates waiting to be fetched: kept until an offset beyond them confirms them, as the real one does for a day. */
import type { Update } from 'grammy/types';

export interface UpdateQueue {
  /** Adds an update under the next id and gives the id. */
  add: (update: Omit<Update, 'update_id'>) => number;
  /** Hands an update out once more, whatever was confirmed. */
  again: (updateId: number) => Update;
  /** Long polling: what is there from `offset` on, at once or as soon as there is something. */
  take: (offset: number, limit: number, waitMs: number) => Promise<Update[]>;
  /** The offset that was asked for last: everything below is confirmed. */
  confirmedBelow: () => number;
  all: () => readonly Update[];
  close: () => void;
  onAdded: (listener: ((update: Update) => void) | null) => void;
}

export function createUpdateQueue(firstId = 1000): UpdateQueue {
  const all: Update[] = [];
  let repeats: Update[] = [];
  let confirmed = 0;
  let waiting: (() => void) | null = null;
  let listener: ((update: Update) => void) | null = null;

  const tell = (update: Update) => {
    waiting?.();
    listener?.(update);
  };
  const ready = (limit: number) => {
    const found = [...repeats, ...all.filter((update) => update.update_id >= confirmed)].slice(0, limit);
    repeats = [];
    return found;
  };

  return {
    add(update) {
      const added: Update = { ...update, update_id: firstId + all.length };
      all.push(added);
      tell(added);
      return added.update_id;
    },
    again(updateId) {
      const update = all.find(({ update_id: id }) => id === updateId);
      if (!update) throw new Error(`there was no update ${updateId}`);
      repeats.push(update);
      tell(update);
      return update;
    },
    async take(offset, limit, waitMs) {
      confirmed = Math.max(confirmed, offset);
      const found = ready(limit);
      if (found.length > 0 || waitMs <= 0) return found;
      const news = Promise.withResolvers<void>();
      waiting = news.resolve;
      const timer = setTimeout(news.resolve, waitMs);
      await news.promise;
      clearTimeout(timer);
      waiting = null;
      return ready(limit);
    },
    confirmedBelow: () => confirmed,
    all: () => all,
    close: () => waiting?.(),
    onAdded: (next) => (listener = next),
  };
}

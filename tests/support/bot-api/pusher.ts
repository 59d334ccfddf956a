/** Posts updates to a webhook: one at a time, in order, each until it is answered with 2xx. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Update } from 'grammy/types';

export interface Webhook {
  url: string;
  secret: string;
}

export interface Pusher {
  push: (update: Update, webhook: Webhook) => void;
  close: () => Promise<void>;
}

const MAX_ATTEMPTS = 50;
const PAUSE_MS = 20;

export function createPusher(): Pusher {
  const closing = new AbortController();
  let pushing: Promise<void> = Promise.resolve();

  async function deliver(update: Update, { url, secret }: Webhook): Promise<void> {
    const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret };
    for (let attempt = 0; attempt < MAX_ATTEMPTS && !closing.signal.aborted; attempt += 1) {
      const request = { method: 'POST', headers, body: JSON.stringify(update), signal: closing.signal };
      const answer = await fetch(url, request).catch(() => null);
      if (answer?.ok) return;
      await pause(PAUSE_MS, undefined, { signal: closing.signal }).catch(() => {});
    }
  }

  return {
    push(update, webhook) {
      pushing = pushing.then(() => deliver(update, webhook));
    },
    async close() {
      closing.abort();
      await pushing;
    },
  };
}

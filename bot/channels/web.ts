/**
 * The web chat as a channel. Nothing travels here: the stored row is the delivery, and this hub only tells open pages
 * of this process that there is something to read. Pages served by another process find out by looking each second
 * (`bot/http/chat/watch.ts`), so a missed notice costs a second, never a message.
 */
import type { InboxRow, OutgoingRow } from '../../commerce/chat/model.ts';
import type { Channel } from './channel.ts';

/**
 * What an open page is told. `typing`: an answer is being prepared. `changed`: there is something to read; a row that
 * came with it need not be read again by who has everything before it.
 */
export type WebSignal =
  | { kind: 'typing' }
  | { kind: 'changed'; row?: { from: 'person'; row: InboxRow } | { from: 'us'; row: OutgoingRow } };

export interface WebChannel extends Channel {
  /** Listens for signals to an address; returns the function that stops listening. */
  subscribe(address: string, listener: (signal: WebSignal) => void): () => void;
  /** Tells open pages that rows of this address changed, for instance after an inbound message was stored. */
  changed(address: string, received: InboxRow | null): void;
  typing(address: string): Promise<void>;
}

export const WEB_CHANNEL = 'web';

export function createWebChannel(): WebChannel {
  const listeners = new Map<string, Set<(signal: WebSignal) => void>>();
  const signal = (address: string, what: WebSignal) => {
    for (const listener of listeners.get(address) ?? []) listener(what);
  };
  return {
    name: WEB_CHANNEL,
    // A page shows the replacing message itself and greys out the replaced one, which is what an edit is for.
    capabilities: { edit: true, deleteInbound: true, images: true, typing: true },
    subscribe(address, listener) {
      const group = listeners.get(address) ?? new Set();
      listeners.set(address, group.add(listener));
      return () => {
        group.delete(listener);
        if (group.size === 0 && listeners.get(address) === group) listeners.delete(address);
      };
    },
    changed: (address, row) =>
      signal(address, row ? { kind: 'changed', row: { from: 'person', row } } : { kind: 'changed' }),
    typing: async (address) => signal(address, { kind: 'typing' }),
    deliver: async (message) => ({ kind: 'sent', externalId: message.id }),
    // Not earlier: a row becomes readable when it is marked sent.
    delivered: (address, row) =>
      signal(address, row ? { kind: 'changed', row: { from: 'us', row } } : { kind: 'changed' }),
    // A sealed row is never shown again, and the page masks its own copy when the row comes back masked.
    deleteInbound: async (address) => {
      signal(address, { kind: 'changed' });
      return true;
    },
    start: async () => {},
    stop: async () => listeners.clear(),
  };
}

/**
 * What a process does. One process does everything by default; a shop on Postgres may share the work out, any number of
 * processes of each kind. They know nothing of each other: leases in the database decide who does what.
 */
export const ROLES = ['all', 'web', 'bot', 'worker'] as const;

export type Role = (typeof ROLES)[number];

export interface Duties {
  /** Serves HTTP: web chat, pages, webhooks of gateways and channels. */
  http: boolean;
  /** Hands stored messages to open pages. */
  webChannel: boolean;
  /** Talks to Telegram and whatever other channels there are: fetches and sends. */
  channels: boolean;
  /** Answers chats of every channel. */
  chats: boolean;
  /** Works off jobs. Every process adds them. */
  jobs: boolean;
}

const NOTHING: Duties = { http: false, webChannel: false, channels: false, chats: false, jobs: false };

const DUTIES: Record<Role, Duties> = {
  all: { http: true, webChannel: true, channels: true, chats: true, jobs: true },
  web: { ...NOTHING, http: true, webChannel: true },
  bot: { ...NOTHING, channels: true, chats: true },
  worker: { ...NOTHING, jobs: true },
};

export const dutiesOf = (role: Role): Duties => DUTIES[role];

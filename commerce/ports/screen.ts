/**
 * A neutral message: what is said, not how a channel shows it. Use cases, jobs and conversations build screens;
 * `conversations/messages` puts them into words of the reader's language and `bot/channels` into a channel's form.
 * Values are typed so that money and dates are written the reader's way.
 */
export type TextValue =
  | string
  | number
  | { money: number }
  | { date: string }
  | { time: number; zone: string }
  | { dateTime: number; zone: string }
  | { text: Text };

/** A sentence by its key in the message files, e.g. `order-paid`. */
export interface Text {
  key: string;
  values?: Record<string, TextValue>;
}

export interface Choice {
  /** In a dialog: the option's own id. In a notice: a global action such as `order:K7QF2M` (see conversations/actions). */
  id: string;
  label: Text;
}

export type ScreenImage = { kind: 'qris'; payload: string; alt: Text } | { kind: 'asset'; name: string; alt: Text };

/** A file on a message; what is in it is fetched when it is sent or opened. */
export interface ScreenFile {
  id: string;
  name: string;
  sizeBytes: number;
  /** When it is cleared away; null = never. */
  expiresAt: number | null;
}

export interface Screen {
  /** Paragraphs. The first says what happened, the last what to do next. */
  lines: Text[];
  choices?: Choice[];
  image?: ScreenImage;
  /** Put there by commerce/files, in the transaction that stores the file. */
  file?: ScreenFile;
  link?: { url: string; label: Text };
  /** One line to be copied (voucher, PIN, account number), shown alone and unformatted. */
  copy?: string;
  /** Counts down to this instant where a channel can. */
  expiresAt?: number;
  /** Names this message so that a later one can take its place: `pay:PAYMENT_ID`. */
  slot?: string;
  /** The slot of an earlier message that this one edits, or follows where the channel cannot edit. */
  replaces?: string;
  /** Carries goods, a door code or a credential: sealed at rest, left out of logs and previews. */
  secret?: boolean;
}

export const text = (key: string, values?: Record<string, TextValue>): Text => (values ? { key, values } : { key });

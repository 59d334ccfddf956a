/** Puts a neutral Screen into the words of one language. How it looks is each channel's business. */
export interface Rendered {
  /** Paragraphs joined by a blank line. Plain text, no markup; "*" and "_" mean themselves. */
  text: string;
  choices: { id: string; label: string }[];
  image: { kind: 'qris'; payload: string; alt: string } | { kind: 'asset'; name: string; alt: string } | null;
  link: { url: string; label: string } | null;
  copy: string | null;
  expiresAt: number | null;
  secret: boolean;
  /** No real money moves here: every channel says LATIHAN with it. */
  practice: boolean;
}

/** A file that hangs on a message of a chat: made for it, sealed at rest, and gone after a while. */
export interface ChatFile {
  id: string;
  chatId: string;
  /** Whom it was made for. */
  personId: string | null;
  /** With its ending, safe on every system: "laporan-2026-11-20.xlsx". */
  name: string;
  mime: string;
  sizeBytes: number;
  createdAt: number;
  /** From then on it counts as gone, whether or not it was cleared away yet; null = never. */
  expiresAt: number | null;
}

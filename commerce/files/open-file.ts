/**
 * The file of a message, for whoever shows or sends it. Asked for by the message, not by the file's own id: a message
 * stays, so one whose file is gone can be told from one that never had any.
 */
import type { Core } from '../core.ts';
import type { ChatFile } from './model.ts';

export type OpenedFile =
  | { state: 'here'; file: ChatFile; bytes: Uint8Array }
  /** It was kept for as long as the settings say. */
  | { state: 'expired' }
  /** No such message in this chat, or none with a file. */
  | { state: 'none' };

export async function openFile(
  { uow, clock }: Pick<Core, 'uow' | 'clock'>,
  at: { chatId: string; messageId: string },
): Promise<OpenedFile> {
  const { outgoing, files } = uow.read;
  const row = await outgoing.get(at.messageId);
  if (row?.chatId !== at.chatId) return { state: 'none' };
  const { file: shown } = outgoing.screen(row);
  if (!shown) return { state: 'none' };
  const opened = await files.open(shown.id);
  const isGone = !opened || (opened.file.expiresAt !== null && opened.file.expiresAt <= clock.now());
  return isGone ? { state: 'expired' } : { state: 'here', ...opened };
}

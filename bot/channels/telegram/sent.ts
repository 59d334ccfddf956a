/**
 * What a delivered message is remembered by: "photo:41 text:42". The kinds are kept because a photo or file cannot be edited
 * into a text, and nothing else would tell.
 */
type SentKind = 'photo' | 'document' | 'text';

export interface SentPart {
  kind: SentKind;
  messageId: number;
}

export const writeSent = (parts: readonly SentPart[]): string =>
  parts.map(({ kind, messageId }) => `${kind}:${messageId}`).join(' ');

/** Reads what `writeSent` wrote; what it does not understand counts as not there. */
export function readSent(externalId: string | null): SentPart[] {
  return (externalId ?? '').split(' ').flatMap((word) => {
    const match = /^(photo|document|text):(\d{1,15})$/.exec(word);
    return match ? [{ kind: match[1] as SentKind, messageId: Number(match[2]) }] : [];
  });
}

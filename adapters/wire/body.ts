/** Reads a body a vendor sent, as an answer or as a webhook. Unreadable is null, never an exception. */
export type BodyKind = 'json' | 'form';

/** A JSON object or list, or the fields of a form. Plain text, HTML, broken JSON and bare scalars are null. */
export function readBody(body: Buffer, kind: BodyKind): object | null {
  const text = body.toString('utf8');
  if (kind === 'form') return Object.fromEntries(new URLSearchParams(text));
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

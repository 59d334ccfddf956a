/** HTML by template string. Every value put in is escaped unless it is itself HTML made here. */
export interface Html {
  readonly html: string;
}

type Part = Html | string | number | null | readonly Html[];

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);

export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  const filled = strings.map((piece, at) => piece + (at < parts.length ? inner(parts[at] ?? null) : ''));
  return { html: filled.join('') };
}

function inner(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return 'html' in part ? part.html : part.map((each) => each.html).join('');
}

/** One attribute whose name is not known beforehand; a name that is none throws, because it could be markup. */
export function attribute(name: string, value: string): Html {
  if (!/^[a-z][a-z-]{0,60}$/.test(name)) throw new Error(`not an attribute: ${name.slice(0, 60)}`);
  return { html: ` ${name}="${escaped(value)}"` };
}

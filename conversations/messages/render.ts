/** Puts a neutral Screen into the words of one language. How it looks is each channel's business. */
import type { FluentVariable } from '@fluent/bundle';
import type { Lang } from '../../commerce/chat/model.ts';
import type { Log } from '../../commerce/ports/runtime.ts';
import type { Screen, ScreenFile, ScreenImage, Text, TextValue } from '../../commerce/ports/screen.ts';
import { loadBundle } from './bundle.ts';
import { cut, formatDate, formatDateTime, formatMoney, formatTime, formatWords } from './format.ts';

export interface Rendered {
  /** Paragraphs joined by a blank line. Plain text, no markup; "*" and "_" mean themselves. */
  text: string;
  choices: { id: string; label: string }[];
  image: { kind: 'qris'; payload: string; alt: string } | { kind: 'asset'; name: string; alt: string } | null;
  file: ScreenFile | null;
  link: { url: string; label: string } | null;
  copy: string | null;
  expiresAt: number | null;
  secret: boolean;
  /** No real money moves here: every channel says LATIHAN with it. */
  practice: boolean;
}

export interface Messages {
  render(screen: Screen, lang: Lang, at: { practice: boolean }): Rendered;
  /** One sentence. A key nobody wrote is given back as it is and logged once. */
  text(sentence: Text, lang: Lang): string;
  /** Every key of a language, sorted. */
  keys(lang: Lang): string[];
}

/** Under the tightest text limit of our channels (4,096), with room for what a channel adds itself. */
const TEXT_CHARS = 3900;
const LABEL_CHARS = 64;
/** A sentence inside a sentence inside a sentence; deeper is a mistake, or a loop. */
const NESTING_MAX = 4;

export function createMessages(options: { log?: Log; folder?: string } = {}): Messages {
  const loaded = { id: loadBundle('id', options.folder), en: loadBundle('en', options.folder) };
  const complain = onceEach((key, lang, problem) => options.log?.error({ key, lang, problem }, 'message not complete'));

  function text(sentence: Text, lang: Lang, depth = 0): string {
    const { key, values } = sentence;
    const pattern = loaded[lang].bundle.getMessage(key)?.value;
    if (!pattern) {
      complain(key, lang, 'missing');
      return key;
    }
    const args: Record<string, FluentVariable> = {};
    for (const [name, value] of Object.entries(values ?? {})) args[name] = variable(name, value, lang, depth);
    const errors: Error[] = [];
    const words = loaded[lang].bundle.formatPattern(pattern, args, errors);
    if (errors[0]) complain(key, lang, errors[0].message);
    return words;
  }

  function variable(name: string, value: TextValue, lang: Lang, depth: number): string | number {
    if (typeof value === 'number') return value;
    if (typeof value === 'string') return formatWords(name, value);
    if ('money' in value) return formatMoney(value.money, lang);
    if ('date' in value) return formatDate(value.date, lang);
    if ('dateTime' in value) return formatDateTime(value.dateTime, value.zone, lang);
    if ('time' in value) return formatTime(value.time, value.zone, lang);
    return depth < NESTING_MAX ? text(value.text, lang, depth + 1) : value.text.key;
  }

  return {
    text: (sentence, lang) => text(sentence, lang),
    keys: (lang) => loaded[lang].resources.flatMap((resource) => resource.body.map(({ id }) => id)).sort(),
    render: (screen, lang, at) => renderScreen(screen, (sentence) => text(sentence, lang), at.practice),
  };
}

function renderScreen(screen: Screen, say: (sentence: Text) => string, practice: boolean): Rendered {
  const paragraphs = screen.lines.map(say).filter((words) => words !== '');
  return {
    text: cut(paragraphs.join('\n\n'), TEXT_CHARS),
    choices: (screen.choices ?? []).map(({ id, label }) => ({ id, label: cut(say(label), LABEL_CHARS) })),
    image: screen.image ? renderImage(screen.image, say) : null,
    file: screen.file ?? null,
    link: screen.link ? { url: screen.link.url, label: cut(say(screen.link.label), LABEL_CHARS) } : null,
    copy: screen.copy ?? null,
    expiresAt: screen.expiresAt ?? null,
    secret: screen.secret ?? false,
    practice,
  };
}

const renderImage = (image: ScreenImage, say: (sentence: Text) => string): NonNullable<Rendered['image']> =>
  image.kind === 'qris'
    ? { kind: 'qris', payload: image.payload, alt: say(image.alt) }
    : { kind: 'asset', name: image.name, alt: say(image.alt) };

/** A wrong key is met at every rendering; one line about it is enough. */
function onceEach(report: (key: string, lang: Lang, problem: string) => void) {
  const seen = new Set<string>();
  return (key: string, lang: Lang, problem: string) => {
    const id = `${lang}:${key}:${problem}`;
    if (seen.has(id) || seen.size >= 1000) return;
    seen.add(id);
    report(key, lang, problem);
  };
}

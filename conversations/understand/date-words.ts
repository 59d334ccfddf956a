/**
 * The vocabulary of dates, Indonesian and English mixed as people mix them: typed words become a short list of terms.
 * Nothing here knows what day it is; `dates.ts` turns terms into a calendar.
 */
import { COUNT, countOf, fold } from './words.ts';

/** What was said about one day. A part that was not said is undefined and filled in from the context. */
export type DaySpec =
  | { kind: 'day'; day: number; month?: number; year?: number; monthShift?: number; bare: boolean }
  | { kind: 'offset'; days: number }
  /** 1 = Monday … 7 = Sunday. `next` = of the week after this one. */
  | { kind: 'weekday'; weekday: number; next: boolean };

export interface DateTerms {
  before: DaySpec[];
  /** After "sampai", "s/d", "-", "to"; null when no such word was there. */
  after: DaySpec[] | null;
  nights: number | null;
  /** A time without a day in it: "minggu depan", "bulan depan". */
  vague: boolean;
  /** Words that mean nothing to us; a bare number among them is no date. */
  strange: number;
}

const MONTH_NAMES = [
  'jan januari january',
  'feb peb februari pebruari february',
  'mar maret march',
  'apr april',
  'mei may',
  'jun juni june',
  'jul juli july',
  'agu agt ags agust agustus aug august',
  'sep sept september',
  'okt oktober oct october',
  'nov nop november nopember',
  'des desember dec december',
];
const WEEKDAY_NAMES = [
  'senin sen monday mon',
  'selasa sel tuesday tue tues',
  'rabu rab wednesday wed',
  'kamis kam thursday thu thur thurs',
  'jumat jumaat jum friday fri',
  'sabtu sab saturday sat',
  'minggu ahad sunday sun',
];
const FILLERS =
  'ya yah kak pak bu min gan bang mas mbak dong deh sih nih mau pengen ingin pesan booking book reservasi menginap nginap ' +
  'nginep stay kamar room rooms hotel untuk buat utk for di pada dari from mulai tanggal tgl tg date on the of selama ' +
  'malam night hari day check in checkin cekin masuk please pls i we want need would like a an saya kami dan and jam ' +
  'between antara ada apa kosong available tersedia minimal sekitar about';

const numbered = (names: string[]) => new Map(names.flatMap((line, i) => line.split(' ').map((name) => [name, i + 1])));
const MONTHS = numbered(MONTH_NAMES);
const WEEKDAYS = numbered(WEEKDAY_NAMES);
const KNOWN = new Set(FILLERS.split(' '));

/** Phrases that become one token; the order matters (the longer reading first). */
const PHRASES: [RegExp, string][] = [
  [/\b(?:s\s*\/\s*d|s\.d\.?|sd|sampai dengan|sampai|sampe|smp|hingga|until|till?|thru|through|to|ke)\b/g, ' > '],
  [/\b(?:check|cek) ?[- ]?out\b|\bkeluar\b|\bpulang\b/g, ' > '],
  [/\b(?:check|cek) ?[- ]?in\b/g, ' checkin '],
  [/\b(?:the )?day after tomorrow\b|\bbesok lusa\b|\blusa\b/g, ' @2 '],
  [/\b(?:besok|bsk|besuk|esok|tomorrow|tomorow|tommorow|tmrw?|tmw)(?: (?:malam|night|pagi|siang|sore))?\b/g, ' @1 '],
  [
    /\b(?:(?:nanti|ntar|nti) malam|(?:hari|malam|siang|sore|pagi) ini|this (?:evening|afternoon)|sekarang|today|tonight|tonite|now)\b/g,
    ' @0 ',
  ],
  [/\b(\d{1,3}) hari (?:lagi|ke depan|kedepan)\b|\bin (\d{1,3}) days\b|\b(\d{1,3}) days from now\b/g, ' @$1$2$3 '],
  [/\bmalam natal\b|\bchristmas eve\b/g, ' 24 des '],
  [/\bnatal\b|\bchristmas\b|\bxmas\b/g, ' 25 des '],
  [/\bmalam tahun baru\b|\bnew year'?s eve\b|\bnye\b/g, ' 31 des '],
  [/\btahun baru\b|\bnew year'?s?(?: day)?\b/g, ' 1 jan '],
  // "malam minggu" is Saturday's night: the eve of Sunday.
  [/\bmalam minggu\b|\bmlm minggu\b|\bsatnite\b|\bsatnight\b|\b(?:akhir pekan|akhir minggu|weekend)\b/g, ' sabtu '],
  [/\b(?:minggu|pekan|mgg) depan\b|\bnext week\b/g, ' @week '],
  [/\bbulan depan\b|\bbln depan\b|\bnext month\b/g, ' @month '],
  [/\bbulan ini\b|\bbln ini\b|\bthis month\b/g, ' @thismonth '],
];

const NIGHTS = new RegExp(
  `(?<!(?:tgl|tanggal|date|the) )(?<![\\d.,])(-?)\\b(${COUNT}|a|an) ?(malam|malem|mlm|mlem|nights?|nites?|nts?|minggu|pekan|weeks?)\\b(?! (?:depan|ini))`,
  'g',
);
/** "besok jam 3 sore": a time of day is not part of a date. */
const CLOCKS = /\b(?:jam|pukul|at) \d{1,2}(?:[.:]\d{2})?\b|\b\d{1,2}:\d{2}\b|\b\d{1,2} ?[ap]m\b/g;
/** "pulsa 10.000": an amount is no date, and a sentence with one is not about a stay. */
const GROUPED = /\b\d{1,3}(?:[.,]\d{3})+\b/g;
/** Letters and digits in one word: "tgl24", "24nov-26nov", or somebody's order code. */
const GLUED = /\S*(?:[a-z]\d|\d[a-z])\S*/g;
const TOKEN =
  /@\d+|@[a-z]+|>|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{1,2}-\d{1,2}-\d{2,4}|\d{1,2}[/.]\d{1,2}|\d+(?:st|nd|rd|th)?|[a-z']+|-/g;

/** Only where all its letters mean something: "F2THYK" must not be read as the second of the month. */
function isDated(chunk: string): boolean {
  const names = chunk.replaceAll(/(?<=\d)(?:st|nd|rd|th)(?![a-z\d])/g, ' ').match(/[a-z]+/g) ?? [];
  return names.every((name) => MONTHS.has(name) || WEEKDAYS.has(name) || KNOWN.has(name)) && !/\d{5}/.test(chunk);
}

/** Reads the terms out of what was typed. Phrases about people and rooms have to be taken out before. */
export function dateTerms(raw: string): DateTerms {
  let words = fold(raw)
    .replaceAll("jum'at", 'jumat')
    .replaceAll(CLOCKS, ' ')
    .replaceAll(GROUPED, ' amount ')
    .replaceAll(',', ' ');
  let nights: number | null = null;
  for (const [phrase, token] of PHRASES.slice(0, 7)) words = words.replaceAll(phrase, token);
  words = words.replaceAll(/\bsemal[ae]m\b/g, '1 malam').replaceAll(/\bseminggu\b/g, '1 minggu');
  words = words.replaceAll(NIGHTS, (_, minus: string, count: string, unit: string) => {
    const units = /^(?:min|pek|week)/.test(unit) ? 7 : 1;
    nights = (/^an?$/.test(count) ? 1 : countOf(count)) * units * (minus ? -1 : 1);
    return ' ';
  });
  for (const [phrase, token] of PHRASES.slice(7)) words = words.replaceAll(phrase, token);
  words = words
    .replaceAll(/\b\d+ ?(?:hari|days?)\b/g, ' ')
    .replaceAll(GLUED, (chunk) => (isDated(chunk) ? chunk : ' code '));
  return { ...readTokens(words.match(TOKEN) ?? []), nights };
}

function readTokens(tokens: string[]): Omit<DateTerms, 'nights'> {
  const terms: Omit<DateTerms, 'nights'> = { before: [], after: null, vague: false, strange: 0 };
  const add = (spec: DaySpec) => (terms.after ?? terms.before).push(spec);
  const last = () => (terms.after ?? terms.before).at(-1);
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i] ?? '';
    const previous = last();
    if (token === '>' || token === '-') {
      // A second "to" ("24 nov - s/d 26 nov") means the first one again.
      if (terms.before.length > 0) terms.after ??= [];
    } else if (/^@\d+$/.test(token)) add({ kind: 'offset', days: Number(token.slice(1)) });
    else if (token === '@week') markNextWeek(terms, previous);
    else if (token === '@month' || token === '@thismonth') markMonth(terms, token === '@month' ? 1 : 0);
    else if (/^\d/.test(token)) i += readNumber(tokens, i, add);
    else i += readName(tokens, i, add, terms);
  }
  return terms;
}

function markNextWeek(terms: { vague: boolean }, previous: DaySpec | undefined): void {
  if (previous?.kind === 'weekday') previous.next = true;
  else terms.vague = true;
}

/** "tgl 5-7 bulan depan": the month belongs to every day of the sentence that has none. */
function markMonth(terms: { before: DaySpec[]; after: DaySpec[] | null; vague: boolean }, shift: number): void {
  const days = [...terms.before, ...(terms.after ?? [])];
  for (const spec of days) if (spec.kind === 'day' && spec.month === undefined) spec.monthShift = shift;
  if (days.length === 0) terms.vague = true;
}

/** Reads a date that begins with a number; returns how many further tokens it took. */
function readNumber(tokens: string[], i: number, add: (spec: DaySpec) => void): number {
  const token = tokens[i] ?? '';
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(token);
  if (iso) {
    add({ kind: 'day', day: Number(iso[3]), month: Number(iso[2]), year: Number(iso[1]), bare: false });
    return 0;
  }
  const written = /^(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{2,4}))?$/.exec(token);
  if (written) {
    add({ kind: 'day', day: Number(written[1]), month: Number(written[2]), ...yearOf(written[3]), bare: false });
    return 0;
  }
  const skip = tokens[i + 1] === 'of' ? 2 : 1;
  const month = MONTHS.get(tokens[i + skip] ?? '');
  const day = Number.parseInt(token, 10);
  if (month === undefined) {
    add({ kind: 'day', day, bare: !/[a-z]$/.test(token) && !isDateWord(tokens[i - 1]) });
    return 0;
  }
  const year = yearToken(tokens[i + skip + 1]);
  add({ kind: 'day', day, month, ...yearOf(year), bare: false });
  return year === undefined ? skip : skip + 1;
}

const isDateWord = (token: string | undefined) => token !== undefined && /^(?:tgl|tg|tanggal|date|the)$/.test(token);
const yearToken = (token: string | undefined) => (token !== undefined && /^\d{4}$/.test(token) ? token : undefined);

function yearOf(typed: string | undefined): { year?: number } {
  if (typed === undefined) return {};
  return { year: typed.length === 2 ? 2000 + Number(typed) : Number(typed) };
}

/** Reads a date that begins with a name; returns how many further tokens it took. */
function readName(tokens: string[], i: number, add: (spec: DaySpec) => void, terms: { strange: number }): number {
  const token = tokens[i] ?? '';
  const month = MONTHS.get(token);
  const day = /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(tokens[i + 1] ?? '')?.[1];
  if (month !== undefined && day !== undefined) {
    const year = yearToken(tokens[i + 2]);
    add({ kind: 'day', day: Number(day), month, ...yearOf(year), bare: false });
    return year === undefined ? 1 : 2;
  }
  const weekday = WEEKDAYS.get(token);
  if (weekday !== undefined) {
    const next = tokens[i + 1] === 'depan' || tokens[i - 1] === 'next';
    add({ kind: 'weekday', weekday, next });
    return tokens[i + 1] === 'depan' || tokens[i + 1] === 'ini' ? 1 : 0;
  }
  if (!KNOWN.has(token) && token !== 'next' && token !== 'this' && token !== 'ini') terms.strange += 1;
  return 0;
}

/**
 * The first thing done to anything a person types, before any parser or rule looks at it. What comes out is short, on
 * one line, free of characters nobody can see, and written the way keyboards differ least.
 */

/** Longer messages are cut here: no answer we ask for needs more, and parsers stay fast on pasted books. */
export const MAX_WORDS_CHARS = 500;

/** Control and format characters (zero-width, direction marks), lone surrogates, private use. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu;
const DASHES = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g;
const QUOTES = /[\u2018\u2019\u201b\u2032`´]/g;

/** Trimmed, NFKC, spaces collapsed, invisible characters gone, at most MAX_WORDS_CHARS characters. */
export function normalise(raw: string): string {
  const clean = raw
    .slice(0, MAX_WORDS_CHARS * 4)
    .replaceAll(/[\s\p{Z}]+/gu, ' ')
    .normalize('NFKC')
    .replaceAll(INVISIBLE, '')
    .replaceAll(DASHES, '-')
    .replaceAll(QUOTES, "'")
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  return Array.from(clean).slice(0, MAX_WORDS_CHARS).join('').trim();
}

/** `normalise`, in small letters and without the punctuation people end a sentence with: for comparing words. */
export function fold(raw: string): string {
  return normalise(raw)
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replace(/[\s.!?…,;:]+$/u, '')
    .replace(/^[\s.!?…,;:]+/u, '');
}

/** Whether a message is longer than anything we read to its end. */
export const isTooLong = (raw: string): boolean => raw.length > MAX_WORDS_CHARS;

const COUNT_WORDS: Record<string, number> = {
  satu: 1,
  dua: 2,
  tiga: 3,
  empat: 4,
  lima: 5,
  enam: 6,
  tujuh: 7,
  delapan: 8,
  sembilan: 9,
  sepuluh: 10,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
};

/** Source of a pattern for a whole number written in digits or, up to ten, in words. */
export const COUNT = `(?:\\d{1,6}|${Object.keys(COUNT_WORDS).join('|')})`;

/** The value of what COUNT matched. */
export const countOf = (word: string): number => COUNT_WORDS[word] ?? Number(word);

/** A whole number and nothing else ("3", "tiga", "3 buah"); null when it is not one. */
export function readCount(words: string): number | null {
  const match = new RegExp(`^(-?)(${COUNT})(?: ?(?:buah|kode|pcs|biji|x|code|codes|vouchers?|voucer))?$`).exec(
    fold(words),
  );
  if (!match) return null;
  const count = countOf(match[2] ?? '');
  return match[1] === '-' ? -count : count;
}

const YES =
  /^(?:y|ya+|iya+|yes|yep|ok|oke|okay|okey|lanjut|jadi|setuju|benar|betul|sip|gas|siap|boleh|yoi|sure|confirm|go|correct)(?: (?:kak|pak|bu|min|gan|please|dong|deh|lanjut|benar|pesan))?$/;
const NO =
  /^(?:n|no|nope|tidak|tdk|ga|gak|nggak|enggak|ngga|g|jangan|bukan|belum)(?: (?:jadi|usah|kak|pak|bu|min|thanks|dulu))?$/;
const LATER =
  /^(?:-|nanti(?: saja| aja)?|skip|lewati?|later|belum tahu|belum tau|blm tau|ga tau|gak tau|tidak tahu|not sure|don'?t know|do not know|no idea|kosong|tidak ada)$/;
const GREETING =
  /^(?:p+|h[ae]+l+o+w?|ha?i+|hey+|hi there|hello there|permisi|misi|assalam[u']?alaikum|asalamualaikum|ass?|(?:selamat )?(?:pagi|siang|sore|malam)|met (?:pagi|siang|sore|malam)|good (?:morning|afternoon|evening|day)|mulai|start|test?|tes|ping)(?: (?:kak|pak|bu|min|gan|admin|semua|all|there|bro|sis))?$/;

const THANKS =
  /^(?:ok(?:e|ay)?|sip|siap|mantap)?,? ?(?:terima ?kasih|trima ?kasih|makasi+h?|mksh|tq|ty|thx|thanks?|thank you|thanks a lot|suwun|nuhun)(?: (?:banyak|ya+|kak|pak|bu|min|gan|so much))*$/;

export const isYes = (words: string): boolean => YES.test(fold(words));
export const isNo = (words: string): boolean => NO.test(fold(words));
/** "nanti", "skip", "belum tahu": the question is left open. */
export const isLater = (words: string): boolean => LATER.test(fold(words)) || words.trim() === '-';
export const isGreeting = (words: string): boolean => GREETING.test(fold(words));

export const isThanks = (words: string): boolean => THANKS.test(fold(words));

const ORDER_CODE = /^#?([a-z0-9]{5,10})$/i;

/** The order code in "K7QF2M", "#k7qf2m", "pesanan K7QF2M"; null when nothing looks like one. A look-up decides. */
export function readOrderCode(words: string): string | null {
  const word = normalise(words).replace(/^(?:pesanan|order|kode|code|status|cek|check|no|nomor)\s*:?\s*/i, '');
  return ORDER_CODE.exec(word)?.[1]?.toUpperCase() ?? null;
}

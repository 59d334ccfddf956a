/** Reads the day somebody asks back about ("kemarin", "tgl 24", "24/11"): the latest such day that is not to come. Pure. */
import { addDays, isDate } from '../../commerce/stay/local-time.ts';
import { fold } from './words.ts';

const DAYS_AGO: [RegExp, number][] = [
  [/^(?:hari ini|today|skrg|sekarang)$/, 0],
  [/^(?:kemarin|kmrn|kemaren|yesterday)$/, 1],
  [/^(?:kemarin lusa|kemarin dulu|dua hari lalu|2 hari lalu|two days ago|2 days ago)$/, 2],
];

/** `YYYY-MM-DD`, or null for what names no day. */
export function readPastDay(words: string, today: string): string | null {
  const folded = fold(words);
  const ago = DAYS_AGO.find(([pattern]) => pattern.test(folded));
  if (ago) return addDays(today, -ago[1]);
  if (isDate(folded)) return folded <= today ? folded : null;
  const match = /^(?:tgl|tanggal|tg)?\.? ?(\d{1,2})(?: ?[/.-] ?(\d{1,2}))?$/.exec(folded);
  if (!match) return null;
  return latest(Number(match[1]), match[2] === undefined ? null : Number(match[2]), today);
}

/** Looks back over the months for one that has such a day; a year and a leap day ahead of it at the most. */
function latest(day: number, month: number | null, today: string): string | null {
  let [year = 0, at = 0] = today.split('-').map(Number);
  for (let back = 0; back < 49; back += 1) {
    const date = `${year}-${String(at).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
    if ((month === null || month === at) && isDate(date) && date <= today) return date;
    at = at === 1 ? 12 : at - 1;
    if (at === 12) year -= 1;
  }
  return null;
}

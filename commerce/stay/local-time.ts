/**
 * Calendar dates and wall-clock times of a property. A night is a plain 'YYYY-MM-DD' in the property's own zone; it is
 * never made from a UTC Date, which would be yesterday until 07:00 in Jakarta.
 */
const DAY_MS = 86_400_000;

/** The zone of a business without rooms. */
export const DEFAULT_ZONE = 'Asia/Jakarta';

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a zone's clock showed last: a shop asks for the same minute again and again, and a calendar is slow to answer. */
const shown = new Map<string, { minute: number; parts: Readonly<Record<string, string>> }>();

function wallClock(instant: number, zone: string): Readonly<Record<string, string>> {
  const minute = Math.floor(instant / 60_000);
  const last = shown.get(zone);
  if (last?.minute === minute) return last.parts;
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set(zone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(instant).map((part) => [part.type, part.value]));
  shown.set(zone, { minute, parts });
  return parts;
}

/** The calendar date in a zone at an instant. */
export function localDate(instant: number, zone: string): string {
  const parts = wallClock(instant, zone);
  return `${parts['year']}-${parts['month']}-${parts['day']}`;
}

/** "HH:MM" in a zone at an instant. */
export function localTime(instant: number, zone: string): string {
  const parts = wallClock(instant, zone);
  return `${parts['hour']}:${parts['minute']}`;
}

/** The instant at which a zone's clock shows `date` and `time`. Exact for zones without daylight saving. */
export function instantOf(date: string, time: string, zone: string): number {
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  const parts = wallClock(asUtc, zone);
  const shown = Date.parse(
    `${parts['year']}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}:00Z`,
  );
  return asUtc - (shown - asUtc);
}

/** True for an existing calendar date written 'YYYY-MM-DD'. */
export function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const parsed = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(parsed) && new Date(parsed).toISOString().slice(0, 10) === value;
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Nights of a stay: every date from check-in up to, not including, check-out. At most `max`. */
export function nightsBetween(checkIn: string, checkOut: string, max: number): string[] {
  const nights: string[] = [];
  for (let night = checkIn; night < checkOut && nights.length <= max; night = addDays(night, 1)) nights.push(night);
  return nights;
}

/** Our ids are UUIDv7 and begin with the time they were made, so their index finds old rows without another one. */

/** Every id made before the instant is smaller than this. */
export function idsBefore(instant: number): string {
  const hex = Math.max(0, instant).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}`;
}

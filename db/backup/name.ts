/** What backups are called where nobody chose a name. */

/** Names sort by time. */
export const backupName = (now: number): string =>
  `sapa-${new Date(now).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}.backup`;

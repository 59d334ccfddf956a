/** Ends a third of a database's connections again and again, as a failing network or a restarting server would. */
import { setTimeout as pause } from 'node:timers/promises';

const EVERY_MS = 150;

/** `administer` runs SQL on another connection of the server. Stops when told; resolves with how many were cut. */
export function cutConnections(
  administer: (sql: string) => Promise<unknown[]>,
  database: string,
): { stop(): Promise<number> } {
  let cutting = true;
  let cut = 0;
  const work = (async () => {
    while (cutting) {
      const rows = await administer(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}' and random() < 0.3`,
      );
      cut += rows.length;
      await pause(EVERY_MS);
    }
  })();
  return {
    async stop() {
      cutting = false;
      await work;
      return cut;
    },
  };
}

/**
 * Writes the pipeline's log rows in groups, beside the business transactions: a call to a vendor must not wait for its
 * own log line, and a lost line loses no money.
 */
import { createGroup } from '../commerce/group.ts';
import type { Log } from '../commerce/ports/runtime.ts';
import type { UnitOfWork } from '../commerce/ports/unit-of-work.ts';
import type { IntegrationLog } from '../commerce/provider/model.ts';

/** Rows that wait beyond this are dropped: the database is in trouble and has better things to write. */
const MAX_WAITING = 5_000;

export interface LogSink {
  write(row: IntegrationLog): void;
  flush(): Promise<void>;
}

export function createLogSink(uow: UnitOfWork, log: Log): LogSink {
  const waiting = new Set<Promise<void>>();
  const group = createGroup<IntegrationLog, void>((rows) =>
    uow.run('integration.log', async (stores) => {
      for (const row of rows) await stores.integrationLogs.append(row);
      return rows.map(() => undefined);
    }),
  );
  return {
    write(row) {
      if (waiting.size >= MAX_WAITING) return;
      const written = group
        .add(row)
        .catch((error: unknown) => log.warn({ error: String(error) }, 'integration log rows were not written'))
        .finally(() => waiting.delete(written));
      waiting.add(written);
    },
    async flush() {
      await Promise.allSettled(waiting);
    },
  };
}

/**
 * What is kept of webhooks after a fault: every body is opened with the shop's own key, so a row that is there and
 * cannot be read counts as lost. The app must not be running on the same file.
 */
import { join } from 'node:path';
import { createIds, systemClock } from '../../bot/runtime.ts';
import { rawBody, type StoredBody } from '../../commerce/webhook/process-webhook.ts';
import { masterKey } from '../../db/master-key.ts';
import { openMemory } from '../../db/open.ts';
import type { Tally } from '../support/tally.ts';

export interface Stored {
  /** Of payment webhooks. */
  references: string[];
  /** Of all kinds. */
  accepted: number;
  jobs: number;
}

/** `url` for Postgres. */
export async function storedReferences(folder: string, url?: string): Promise<Stored> {
  const memory = await openMemory({
    path: join(folder, 'sapa.sqlite'),
    url,
    masterKey: masterKey(undefined, join(folder, 'master.key')),
    clock: systemClock,
    ids: createIds(),
  });
  try {
    const rows = await memory.engine.reader
      .selectFrom('webhook_logs')
      .select(['id', 'body_sealed'])
      .where('verdict', '=', 'accepted')
      .execute();
    const jobs = await memory.engine.reader
      .selectFrom('jobs')
      .select('id')
      .where('name', '=', 'webhook.process')
      .execute();
    const references = rows.flatMap(({ id, body_sealed }) => {
      const stored = JSON.parse(memory.vault.open('webhook', `webhook_logs:${id}`, body_sealed)) as StoredBody;
      const said = JSON.parse(rawBody(stored).toString()) as { order_id?: string };
      return said.order_id ? [said.order_id] : [];
    });
    return { references, accepted: rows.length, jobs: jobs.length };
  } finally {
    await memory.close();
  }
}

/** Nothing acknowledged is missing, nothing is there twice, each has its job. */
export async function checkStored(
  tally: Tally,
  acknowledged: ReadonlySet<string>,
  folder: string,
  url?: string,
): Promise<void> {
  const { references, accepted, jobs } = await storedReferences(folder, url);
  const kept = new Set(references);
  const lost = [...acknowledged].filter((reference) => !kept.has(reference));
  tally.check(`all ${acknowledged.size} acknowledged webhooks are there`, lost.length === 0, `lost ${lost.join()}`);
  tally.check('none is there twice', kept.size === references.length, `${references.length - kept.size} more`);
  tally.check('each has its job', jobs === accepted, `${jobs} jobs for ${accepted}`);
}

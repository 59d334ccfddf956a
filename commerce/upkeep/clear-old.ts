/**
 * The `retention.clear` job: old rows go in small batches, each a unit of its own, so that nobody who writes waits for
 * long. A run does so much and comes back for the rest; how far it came is a setting, because rows that have to stay
 * could otherwise be looked at again and again without ever coming to those behind them.
 */
import type { Core } from '../core.ts';
import type { JobVerdict } from '../ports/jobs.ts';
import type { ClearedKind } from '../ports/stores/retention.ts';
import type { Settings } from '../settings.ts';

const BATCHES_PER_RUN = 20;
const NEXT_RUN_MS = 1_000;
const PLACE = 'retention.place';

/** In this order; a kind that is kept for ever is passed over. */
const KINDS: readonly [ClearedKind, (settings: Settings) => number][] = [
  ['webhooks', (settings) => settings.keepWebhooksMs],
  ['calls', (settings) => settings.keepCallsMs],
  ['inbox', (settings) => settings.keepInboxMs],
  ['jobs', (settings) => settings.keepDoneJobsMs],
  ['answers', (settings) => settings.keepAnswersMs],
  ['links', (settings) => settings.keepLinksMs],
  ['outcomes', (settings) => settings.keepOutcomesMs],
  ['journal', (settings) => settings.keepLinksMs],
  ['bills', (settings) => settings.keepLinksMs],
  ['files', (settings) => settings.keepFilesMs],
];

interface Place {
  kind: number;
  from: string;
}

const START: Place = { kind: 0, from: '' };

export async function clearOld(core: Core): Promise<JobVerdict> {
  const now = core.clock.now();
  const needed = await core.uow.read.admin.retention.neededWebhooks();
  let place = readPlace(await core.uow.read.admin.settings.get(PLACE));
  let deleted = 0;
  for (let batch = 0; batch < BATCHES_PER_RUN; batch += 1) {
    const [kind, keepMs] = KINDS[place.kind] ?? [];
    if (kind === undefined || keepMs === undefined) break;
    const keptMs = keepMs(core.settings);
    const at = place;
    place =
      keptMs === 0
        ? { kind: at.kind + 1, from: '' }
        : await core.uow.run('retention.clear', async (stores) => {
            const cleared = await stores.admin.retention.clear(kind, now - keptMs, at.from, needed);
            deleted += cleared.deleted;
            return cleared.next === null ? { kind: at.kind + 1, from: '' } : { kind: at.kind, from: cleared.next };
          });
  }
  const isThrough = place.kind >= KINDS.length;
  await core.uow.run('retention.place', (stores) =>
    stores.admin.settings.set(PLACE, JSON.stringify(isThrough ? START : place)),
  );
  if (deleted > 0) core.log.info({ deleted }, 'old rows cleared away');
  return { againAt: core.clock.now() + (isThrough ? core.settings.clearEveryMs : NEXT_RUN_MS) };
}

function readPlace(text: string | null): Place {
  if (text === null) return START;
  const place = JSON.parse(text) as Partial<Place>;
  return typeof place.kind === 'number' && typeof place.from === 'string' && place.kind < KINDS.length
    ? { kind: place.kind, from: place.from }
    : START;
}

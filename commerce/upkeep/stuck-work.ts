/**
 * What got stuck and is no case of an order: jobs that used up their attempts, and webhooks nobody believed. Says what
 * each is about, never what stands in it.
 */
import type { Answer } from '../app.ts';
import type { Core } from '../core.ts';
import type { Actor } from '../people/model.ts';
import { requireLastingRight } from '../people/rights.ts';
import type { WebhookLog } from '../provider/model.ts';
import { answering } from '../refusal.ts';

export interface DeadJob {
  id: string;
  name: string;
  attempts: number;
  diedAt: number;
  /** As the failure put it. */
  error: string;
}

export interface StoredWebhook {
  id: string;
  at: number;
  slug: string;
  /** Null where nobody has this address. */
  provider: string | null;
  verdict: WebhookLog['verdict'];
  /** A machine word of commerce/webhook/judge-delivery.ts. */
  reason: string;
  processedAt: number | null;
}

/** More are seen on the command line. */
const MAX_SHOWN = 8;
const DAY_MS = 86_400_000;

export interface StuckWork {
  deadJobs: DeadJob[];
  /** Of the last day, newest first. */
  refused: StoredWebhook[];
}

export async function stuckWork(core: Core, actor: Actor): Promise<Answer<StuckWork>> {
  return answering(async () => {
    await requireLastingRight(core.uow.read, actor, 'stuckWork');
    const { jobs, webhooks } = core.uow.read;
    const dead = await jobs.list({ state: 'dead', limit: MAX_SHOWN });
    const refused = await webhooks.notTaken(core.clock.now() - DAY_MS, MAX_SHOWN);
    return {
      ok: true as const,
      deadJobs: dead.map(({ id, name, attempts, finishedAt, runAt, lastError }) => ({
        id,
        name,
        attempts,
        diedAt: finishedAt ?? runAt,
        error: lastError ?? '',
      })),
      refused: await views(core, refused),
    };
  });
}

/** Everything that came to an address, or to any, newest first. */
export async function storedWebhooks(
  core: Core,
  actor: Actor,
  slug?: string,
): Promise<Answer<{ webhooks: StoredWebhook[] }>> {
  return answering(async () => {
    await requireLastingRight(core.uow.read, actor, 'storedWebhooks');
    const rows = await core.uow.read.webhooks.latest({ ...(slug ? { slug } : {}), limit: MAX_SHOWN });
    return { ok: true as const, webhooks: await views(core, rows) };
  });
}

export async function storedWebhook(
  core: Core,
  actor: Actor,
  id: string,
): Promise<Answer<{ webhook: StoredWebhook | null }>> {
  return answering(async () => {
    await requireLastingRight(core.uow.read, actor, 'storedWebhook');
    const row = await core.uow.read.webhooks.get(id);
    const [webhook = null] = row ? await views(core, [row]) : [];
    return { ok: true as const, webhook };
  });
}

async function views(core: Core, rows: readonly WebhookLog[]): Promise<StoredWebhook[]> {
  const names = new Map((await core.uow.read.providers.list()).map(({ id, name }) => [id, name]));
  return rows.map(({ id, receivedAt, slug, providerId, verdict, reason, processedAt }) => ({
    id,
    at: receivedAt,
    slug,
    provider: names.get(providerId ?? '') ?? null,
    verdict,
    reason,
    processedAt,
  }));
}

/** What the HTTP side is given. Everything comes from outside, so a test serves the same routes over its own parts. */
import type { FastifyPluginCallback, FastifyPluginAsync } from 'fastify';
import type { Commerce } from '../../commerce/app.ts';
import type { Lang } from '../../commerce/chat/model.ts';
import type { Clock, Ids, Log } from '../../commerce/ports/runtime.ts';
import type { Screen } from '../../commerce/ports/screen.ts';
import type { UnitOfWork } from '../../commerce/ports/unit-of-work.ts';
import type { Vault } from '../../commerce/ports/vault.ts';
import type { Settings } from '../../commerce/settings.ts';
import type { Rendered } from '../../conversations/messages/render.ts';
import type { BullRunner } from '../../jobs/bullmq/runner.ts';
import type { WebChannel } from '../channels/web.ts';
import type { Metrics } from '../metrics.ts';
import type { PracticeBank } from './bank.ts';
import type { Gates } from './shedding.ts';

export interface HttpDeps {
  uow: UnitOfWork;
  commerce: Pick<
    Commerce,
    | 'openChat'
    | 'actorOf'
    | 'receive'
    | 'playPersona'
    | 'setLang'
    | 'orderByToken'
    | 'payPage'
    | 'chargePayment'
    | 'goodsByToken'
    | 'giveDestinationByToken'
    | 'enterByLink'
    | 'ownerSince'
  >;
  messages: { render(screen: Screen, lang: Lang, options: { practice: boolean }): Rendered };
  vault: Pick<Vault, 'fingerprint'>;
  clock: Clock;
  ids: Ids;
  log: Log;
  settings: Pick<
    Settings,
    | 'webMessagesPerMinute'
    | 'webSessionsPerMinute'
    | 'shedEventLoopMs'
    | 'shedRssMb'
    | 'shedUtilisationPct'
    | 'httpRequestMs'
    | 'httpHeadersMs'
    | 'httpSilenceMs'
  >;
  /** Proxies whose word about who is asking counts: names Fastify knows, addresses or ranges. Nobody's by default. */
  trustProxy?: readonly string[];
  /** How many may wait for their commit. */
  gates: Gates;
  /** Left out, nothing is counted and there is no `/metrics`. */
  metrics?: Metrics;
  web: WebChannel;
  mode: () => Promise<{ practice: boolean }>;
  /** Without a trailing slash. Cookies are marked Secure when it is https. */
  publicUrl: string;
  /** Practice mode's bank; null where there is none. */
  bank: PracticeBank | null;
  /** False while something the app cannot work without is missing; says what for the log and `/readyz`. */
  ready?: () => Promise<{ ready: boolean; detail?: string }>;
  /** The queues in Redis, for `/queues`; null or left out where there is no Redis. */
  queues?: BullRunner['queues'] | null;
  /** Webhook routes and whatever else other rings serve. */
  plugins?: readonly (FastifyPluginAsync | FastifyPluginCallback)[];
}

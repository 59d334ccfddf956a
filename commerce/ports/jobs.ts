/**
 * Work for later. A job row is written in the business transaction that makes it necessary, so it exists exactly when
 * that transaction does. Jobs run at least once and possibly twice at a time: every handler reads the state again and
 * relies on unique keys, never on being alone.
 */
import type { Claim } from '../webhook/untruth.ts';

export interface JobPayloads {
  /** Ask the gateway to create the payment, or find out whether it already did. */
  'payment.create': { paymentId: string };
  /** Ask the gateway for the status; reschedules itself until the payment can no longer come. */
  'payment.check': { paymentId: string };
  /**
   * News about a payment that proved nothing by itself: ask the gateway, also about a payment that is paid. A claim the
   * gateway does not bear out is told to the owner.
   */
  'payment.confirm': { paymentId: string; claim?: Claim };
  /** Charge the card a payer gave on our page, once; or ask what became of it. */
  'payment.charge': { paymentId: string };
  /** Tell the gateway nobody will pay this any more. Best effort: money that comes anyway is still booked. */
  'payment.cancel': { paymentId: string };
  /** Pay a refund out through its gateway, or find out what became of it; where that cannot be, ask for a destination. */
  'refund.pay': { refundId: string };
  /** Ask the payer once more where a refund is to go; a few times, then it is the owner's. */
  'refund.remind': { refundId: string };
  /** Parked money whose payer has a choice: remind once, then give it back. */
  'case.remind': { caseId: string };
  'order.expire': { orderId: string };
  /** `again`: a person wanted it, maybe long after; what has become known since then goes before it. */
  'webhook.process': { webhookId: string; again?: true };
  /** Deliver one fulfilment: draw the code, submit the purchase, confirm the stay. */
  'fulfilment.run': { fulfilmentId: string };
  /** Ask the supplier about a purchase whose outcome is not clear yet. */
  'fulfilment.check': { fulfilmentId: string };
  'key.issue': { stayRoomId: string };
  'key.revoke': { keyId: string };
  /** Hand waiting owner alerts to the owners' chats; does nothing while nobody has claimed the shop. */
  'alerts.deliver': Record<string, never>;
  /** Try whether a paused supplier takes orders again. */
  'supplier.probe': { providerId: string };
  /** Nobody paid what was asked on top for a unit. */
  'charge.expire': { chargeId: string };
  /**
   * Take over the price list: once per sync day, as often as somebody in a chat asks (`run`), or because a purchase needs
   * a list younger than an instant (`since`).
   */
  'supplier.sync': { providerId: string; run?: SyncRun; since?: number };
  /** Ask what is left of the deposit, and tell the owner when that is news. */
  'supplier.balance': { providerId: string };
  /** Recurring: makes the two jobs above for every supplier in use. */
  'supplier.rounds': Record<string, never>;
  /** Recurring: dialogs and relays that timed out. */
  'chat.sweep': Record<string, never>;
  /** Recurring, daily: opens new nights, makes next month's data keys. */
  'daily.upkeep': Record<string, never>;
  /** Recurring: logs and done work that are old enough. */
  'retention.clear': Record<string, never>;
  /** Recurring, daily: the owners' morning brief. */
  'brief.send': Record<string, never>;
  /** Recurring where a folder for backups is set. */
  'backup.make': Record<string, never>;
}

/** A sync somebody watches. */
export interface SyncRun {
  id: string;
  chatId: string;
  fresh: boolean;
  /** Take over the list of this id although it looks wrong. */
  anyway: string | null;
}

export type JobName = keyof JobPayloads;

export interface NewJob<N extends JobName = JobName> {
  name: N;
  payload: JobPayloads[N];
  /** While a job with this key is waiting or running a second one is not added. */
  dedupeKey?: string;
  runAt?: number;
}

export type JobState = 'ready' | 'running' | 'done' | 'dead';

export interface JobRow {
  id: string;
  name: JobName;
  payload: unknown;
  dedupeKey: string | null;
  state: JobState;
  runAt: number;
  attempts: number;
  leaseOwner: string | null;
  leaseUntil: number | null;
  lastError: string | null;
  createdAt: number;
  finishedAt: number | null;
}

/** What a handler says when it is through: nothing more to do, or run the same job again at an instant. */
export type JobVerdict = void | { againAt: number };

export type JobHandlers = { [N in JobName]: (payload: JobPayloads[N]) => Promise<JobVerdict> };

/** Runs handlers over the jobs table. `wake` is called after a commit that added jobs; polling is the safety net. */
export interface JobRunner {
  start(): Promise<void>;
  wake(): void;
  /** Takes no new job and resolves when the running ones ended, at the latest after `timeoutMs`. */
  drain(timeoutMs: number): Promise<void>;
}

/** Defaults of the business rules, all settable. Times are milliseconds unless the name says otherwise. */
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const DEFAULT_SETTINGS = {
  /** How long an order may be paid; the gateway's own expiry may shorten it. */
  payWindowMs: 30 * MINUTE,
  /** Rooms and stock stay reserved this much longer than the pay window. */
  holdGraceMs: 2 * MINUTE,
  /** Poll while the payer may still pay and a while after. */
  pollEveryMs: 45 * SECOND,
  pollGraceMs: 30 * MINUTE,
  /** Then slower, doubling from 5 minutes to an hour, until this long after creation. */
  pollSlowFromMs: 5 * MINUTE,
  pollSlowToMs: HOUR,
  pollUntilMs: DAY,
  /** A status query caused by a webhook or a person: at most one per payment in this time. */
  queryGapMs: 10 * SECOND,
  /** Money that came too late or too little: how long the payer may choose what becomes of it before it is given back. */
  refundChoiceMs: 2 * HOUR,
  parkedChoiceMs: DAY,
  /** 1 = an order that was paid too much is delivered and the rest owed back; 0 = a person decides first. */
  overpaidDelivers: 0,
  /** A refund without a usable answer is asked about again in growing gaps, so often; then a person looks. */
  refundTries: 8,
  refundRetryMs: 30 * SECOND,
  /** A refund the gateway has taken is asked about this long; then a person looks. */
  refundPendingMs: 7 * DAY,
  /** The payer is asked for an account every so long, so often in all; then the owner has to reach them. */
  refundRemindMs: DAY,
  refundReminders: 3,
  /** How often a process looks whether the master key is being changed. */
  keyFollowMs: 10 * SECOND,
  maxUnpaidOrders: 2,
  /** Lines of one message that are read as orders. */
  maxOrderLines: 20,
  /** The same product to the same number within this time is asked about. */
  repeatAskMs: 10 * MINUTE,
  maxRoomNights: 20,
  maxNights: 30,
  maxQty: 10,
  /** What a reseller may add to the balance at a time. */
  minTopUpIdr: 10_000,
  maxTopUpIdr: 20_000_000,
  /** Who was refused as a reseller may ask again after this. */
  resellerAskAgainMs: 7 * DAY,
  claimCodeMs: 15 * MINUTE,
  /** Wrong PINs in a row until the PIN is locked; each further round locks twice as long, up to a day. */
  pinTries: 5,
  pinLockMs: 15 * MINUTE,
  pinLockMaxMs: DAY,
  /** How long a right PIN opens the balance for orders. */
  pinGoodMs: 5 * MINUTE,
  dialogTimeoutMs: 30 * MINUTE,
  relaySilenceMs: 30 * MINUTE,
  supplierCheckMs: 2 * MINUTE,
  supplierChecks: 5,
  supplierMaxAgeMs: 85 * DAY,
  /** Purchases of one unit at all suppliers together; a sure no at the last one gives the money back. */
  supplierMaxAttempts: 12,
  /** A paid unit that waits this long for a supplier that refuses us is the owner's to decide. */
  supplierRefusedAfterMs: 30 * MINUTE,
  /** How long a buyer may think about a dearer price, or about goods that came late; then it is a no. */
  chargeOfferMs: 30 * MINUTE,
  /** Smallest amount asked on top; gateways take nothing below. */
  chargeMinIdr: 1000,
  /** How often a buyer is asked about one unit. */
  chargeRounds: 2,
  /** How long to find out what a supplier asks that refused our ceiling without saying. */
  priceWaitMs: 10 * MINUTE,
  /** Tolerance over the quoted cost that still buys, in percent of the cost, never above the selling price. */
  maxPriceTolerancePct: 2,
  keyLeadMs: 3 * HOUR,
  markupRetailIdr: 3000,
  markupResellerIdr: 1500,
  vanishBrakePct: 30,
  /** A price list in which this share of the products moved by more than `jumpPct` is taken for a fault. */
  jumpBrakePct: 30,
  jumpPct: 20,
  /** A list younger than this is not fetched again unless somebody insists. */
  priceListCacheMs: HOUR,
  /** After a daily sync that came to nothing, and how many of them in a row the owner is told of. */
  syncRetryMs: 15 * MINUTE,
  syncFailuresTold: 4,
  /** A sync somebody watches shows its progress at most this often. */
  progressGapMs: SECOND,
  /** How often suppliers are asked what is left of the deposit, and when that is low; an owner may say otherwise per supplier. */
  balanceWatchMs: 10 * MINUTE,
  balanceLowIdr: 100_000,
  /** A low deposit is fine again this much above the limit; a smaller top-up would be told twice within minutes. */
  balanceBackPct: 20,
  /** Told again while it stays low, or while the supplier stays silent. */
  balanceRemindMs: DAY,
  /** A supplier that does not answer for so long is told to the owner. */
  supplierSilentMs: 30 * MINUTE,
  /** The deliveries a product's health is read from: the newest of this window. */
  healthWindowMs: 2 * HOUR,
  /** Deliveries that take longer than this in the middle are called slow. */
  healthSlowMs: 2 * MINUTE,
  /** Failures of the window that make a product disturbed. */
  healthDisturbedPct: 40,
  healthDisturbedCount: 2,
  /** … and that pause it. 0 percent = never by itself. */
  healthPausePct: 60,
  healthPauseCount: 4,
  /** How long the first pause lasts; each further one twice as long, up to the second. */
  healthPauseMs: 30 * MINUTE,
  healthPauseMaxMs: DAY,
  /** How long an owner's "sell it" keeps a product from being paused by itself. */
  healthByHandMs: 6 * HOUR,
  /** A killed worker's job is taken up within a minute; one whose event loop stood still for 40 s keeps its own. */
  jobLeaseMs: 50 * SECOND,
  jobPollMs: SECOND,
  jobConcurrency: 8,
  jobMaxAttempts: 20,
  /** Only with Redis: jobs of a kind at a time in one worker process. */
  queuePayments: 8,
  queueWebhooks: 16,
  queueFulfilment: 8,
  queueKeys: 4,
  queueSuppliers: 2,
  queueChats: 2,
  queueUpkeep: 1,
  /** Only with Redis: jobs per second that may call one provider, over all workers together; 0 = no limit. */
  providerJobsPerSecond: 25,
  /** How long Redis may be silent, refuse or be full until jobs are taken from the table without it. */
  redisPatienceMs: 3 * SECOND,
  /** A process that alone may fetch from a channel is followed by another this long after it died. */
  channelLeaseMs: 15 * SECOND,
  chatLeaseMs: 45 * SECOND,
  sendLeaseMs: 60 * SECOND,
  webMessagesPerMinute: 20,
  /** Of one chat on a messenger; what comes beyond it is dropped, and the person told once. */
  messagesPerMinute: 30,
  webSessionsPerMinute: 10,
  /** Refused webhooks kept per address, and for all addresses nobody has together. */
  refusedWebhooksPerHour: 100,
  /** Unsigned webhooks about one payment; who knows its reference could otherwise fill the disk. Large ones count for more. */
  hintsPerPaymentPerHour: 600,
  /** Untrue webhooks of one provider told to the owner one by one; then one line says there are more. */
  untrueWebhookAlertsPerHour: 5,
  /** A request must have come whole, and its headers, within this time of its first byte; who drips is cut. */
  httpRequestMs: 15 * SECOND,
  httpHeadersMs: 10 * SECOND,
  /** Silence on a connection. Longer than the heartbeat of a chat's stream. */
  httpSilenceMs: 60 * SECOND,
  /** How long what is only looked up is kept; 0 = for ever. Deliveries that open cases may refer to stay longer. */
  keepWebhooksMs: 30 * DAY,
  keepCallsMs: 30 * DAY,
  keepInboxMs: 90 * DAY,
  keepDoneJobsMs: 7 * DAY,
  keepAnswersMs: 90 * DAY,
  keepLinksMs: 7 * DAY,
  keepFilesMs: 30 * DAY,
  /** A file on a message; messengers take ten times as much. */
  maxFileBytes: 5_000_000,
  keepOutcomesMs: 30 * DAY,
  clearEveryMs: HOUR,
  /** The hour of the property's clock at which the owner gets the morning brief; 24 = never by itself. */
  briefHour: 7,
  /** A deposit that moved by more than this besides what we bought is told in the brief. */
  depositToleranceIdr: 10_000,
  /** Paid so long ago and not handed over, or past its time so long and not ended: told in the brief. */
  briefStuckMs: 3 * HOUR,
  /** Only with SAPA_BACKUP_DIR. */
  backupEveryMs: DAY,
  backupsKept: 7,
  /** How long a start waits for another process that is bringing the database up to date. */
  migrationWaitMs: 2 * MINUTE,
  /** Webhook deliveries, and chat messages, that may wait for their commit at a time; beyond it they are sent away. */
  shedWaiting: 500,
  /** New requests are turned away while the event loop is later than this or the process holds more memory; 0 = never. */
  shedEventLoopMs: 300,
  shedRssMb: 1024,
  /** … or is busier than this share of the time. Off: a busy process that answers at once is not overloaded. */
  shedUtilisationPct: 0,
  /** Who has no answer this long after writing is told "one moment". */
  oneMomentAfterMs: 5 * SECOND,
};

export type Settings = typeof DEFAULT_SETTINGS;

/** Defaults overlaid with stored or given values; an unknown name or a non-number throws with the name in the message. */
export function settingsWith(overrides: Record<string, string | number>): Settings {
  const settings: Record<string, number> = { ...DEFAULT_SETTINGS };
  for (const [name, raw] of Object.entries(overrides)) {
    const value = Number(raw);
    if (!(name in settings)) throw new Error(`unknown setting ${name}`);
    if (!Number.isFinite(value) || value < 0)
      throw new Error(`setting ${name} needs a number, got ${JSON.stringify(raw)}`);
    settings[name] = value;
  }
  return settings as Settings;
}

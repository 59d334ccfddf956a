/**
 * Ids of choices that work at any time, whatever dialog runs: buttons on notices and menus. They carry what they are
 * about (an order code), so an old button still means what it said. Kept under 64 bytes, the tightest channel's limit.
 */
export const action = {
  menu: 'menu',
  rooms: 'rooms',
  room: (roomTypeCode: string) => `room:${roomTypeCode}`,
  shop: 'shop',
  product: (productCode: string) => `product:${productCode}`,
  orders: 'orders',
  order: (orderCode: string) => `order:${orderCode}`,
  checkPayment: (orderCode: string) => `check:${orderCode}`,
  cancelOrder: (orderCode: string) => `cancel:${orderCode}`,
  renewPayment: (orderCode: string) => `newqr:${orderCode}`,
  resendGoods: (orderCode: string) => `goods:${orderCode}`,
  history: 'history',
  /** A part of a day's orders, one page of it. */
  historyOf: (day: string, part: string, page: number) => `hist:${day}.${part}.${page}`,
  priceList: 'pricelist',
  /** Other dates for a booking that is not paid; another room after a late payment. */
  changeDates: (orderCode: string) => `dates:${orderCode}`,
  alternatives: (orderCode: string) => `altroom:${orderCode}`,
  /** Answers to what is asked on top for a unit. */
  payCharge: (chargeId: string) => `topay:${chargeId}`,
  declineCharge: (chargeId: string) => `nopay:${chargeId}`,
  /** Test a paused supplier; one that works is resumed by it. */
  testProvider: (slug: string) => `test:${slug}`,
  /** By the refund's own reference: an order may owe several. */
  takeRefund: (refundReference: string) => `refund:${refundReference}`,
  keepRefund: (refundReference: string) => `balance:${refundReference}`,
  refundTo: (refundReference: string) => `refundto:${refundReference}`,
  /** Parked money of an order: what its payer wants done with it. */
  payRest: (orderCode: string) => `payrest:${orderCode}`,
  takeParked: (orderCode: string) => `takeback:${orderCode}`,
  keepParked: (orderCode: string) => `keepit:${orderCode}`,
  case: (caseId: string) => `case:${caseId}`,
  help: 'help',
  human: 'human',
  language: (lang: 'id' | 'en') => `lang:${lang}`,
  takeRelay: (relayId: string) => `reply:${relayId}`,
  endRelay: 'done',
  dossier: (orderCode: string) => `why:${orderCode}`,
  queue: 'queue',
  deadJob: (jobId: string) => `job:${jobId}`,
  webhooks: 'webhooks',
  webhook: (webhookId: string) => `webhook:${webhookId}`,
  balance: 'saldo',
  topUp: 'topup',
  statement: 'mutasi',
  pin: 'pin',
  remind: 'remind',
  joinResellers: 'daftar',
  resellers: 'resellers',
  reseller: (personId: string) => `reseller:${personId}`,
  /** Names the request, so that a button of an earlier one decides nothing. */
  decideReseller: (decision: 'approve' | 'refuse', personId: string, requestedAt: number) =>
    `${decision}:${personId}.${requestedAt.toString(36)}`,
  reportFile: (format: 'csv' | 'xlsx', date: string) => `report:${format}.${date}`,
  suppliers: 'suppliers',
  staff: 'staf',
  auditLog: 'audit',
  providers: 'penyedia',
  provider: (slug: string) => `provider:${slug}`,
  addProvider: 'tambah',
  /** Which ways of paying an account serves. */
  accountWays: (slug: string) => `payways:${slug}`,
  webhookNews: (slug: string) => `hook:${slug}`,
  syncFresh: (slug: string) => `syncfresh:${slug}`,
  applyList: (listId: string) => `applylist:${listId}`,
  keepList: (listId: string) => `keeplist:${listId}`,
  heldPrices: (slug: string) => `prices:${slug}`,
  pauseProduct: (productCode: string) => `pause:${productCode}`,
  /** The suppliers behind a product. */
  rungs: (productCode: string) => `rungs:${productCode}`,
  sellProduct: (productCode: string) => `sell:${productCode}`,
} as const;

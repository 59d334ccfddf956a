/**
 * Which role may use what: every use case by its name in commerce/app.ts. `anyone` = customers too, about what is their
 * own; `machine` = the program itself and the command line. What a table cannot say (one's own order, the environment
 * of an account, how much money) is checked beside it, in the use case. Whoever adds a use case decides here first: it
 * does not compile otherwise.
 */
import type { Commerce } from '../app.ts';
import type { CaseKind } from '../cases/decision.ts';
import type { StaffRole } from './team.ts';

export type Holders = readonly StaffRole[];

const OWNER = ['owner'] as const;
const MANAGERS = ['owner', 'manager'] as const;
/** Money that came and went; no keys. */
const BOOKS = ['owner', 'manager', 'finance'] as const;
const STAFF = ['owner', 'manager', 'front_desk', 'finance', 'support'] as const;
/** Mends what got stuck. */
const MENDERS = ['owner', 'manager', 'support'] as const;
/** Talks to guests. */
const ON_DUTY = ['owner', 'manager', 'front_desk', 'support'] as const;

export const RIGHTS = {
  openChat: 'machine',
  actorOf: 'machine',
  setLang: 'anyone',
  playPersona: 'anyone',
  ownerLink: OWNER,
  enterByLink: 'machine',
  ownerSince: 'machine',
  claimOwner: 'anyone',
  renewClaimCode: 'machine',
  receive: 'machine',

  categories: 'anyone',
  brands: 'anyone',
  products: 'anyone',
  product: 'anyone',
  askBill: 'anyone',
  customerOf: 'anyone',
  checkDestination: 'anyone',
  rooms: 'anyone',
  today: 'anyone',
  quote: 'anyone',
  placeOrder: 'anyone',
  order: 'anyone',
  orderByToken: 'machine',
  payPage: 'machine',
  chargePayment: 'machine',
  myOrders: 'anyone',
  cancelOrder: 'anyone',
  checkPayment: 'anyone',
  renewPayment: 'anyone',
  quoteDates: 'anyone',
  changeDates: 'anyone',
  alternatives: 'anyone',
  takeAlternative: 'anyone',
  answerCharge: 'anyone',
  resendGoods: 'anyone',
  goodsByToken: 'machine',
  dayReport: 'anyone',
  ordersTo: 'anyone',
  recentSame: 'anyone',
  balance: 'anyone',
  paymentMethods: 'anyone',
  statement: 'anyone',
  sendStatement: 'anyone',
  verifyPin: 'anyone',
  setPin: 'anyone',
  registerReseller: 'anyone',
  chooseParked: 'anyone',
  chooseRefund: 'anyone',
  giveDestination: 'anyone',
  giveDestinationByToken: 'machine',
  requestHuman: 'anyone',
  relayMessage: 'anyone',
  endRelay: 'anyone',
  relayState: 'machine',
  productHealth: 'anyone',

  takeRelay: ON_DUTY,
  dossier: STAFF,
  queue: STAFF,
  caseView: STAFF,
  /** Which kinds of cases: CASE_RIGHTS. How much money: refund-limit.ts. */
  resolveCase: STAFF,
  refundDestination: BOOKS,
  cancelStay: MANAGERS,
  dailyReport: BOOKS,
  sendReport: BOOKS,
  sendBrief: BOOKS,

  /** An account at a real vendor is looked at by who may look for good; its live keys are the owner's. */
  providerLines: BOOKS,
  providerCard: BOOKS,
  webhookNews: BOOKS,
  providers: MANAGERS,
  setupChoices: MANAGERS,
  setupForm: MANAGERS,
  addProvider: MANAGERS,
  testProvider: MANAGERS,
  useProvider: MANAGERS,
  accountWays: BOOKS,
  setWays: MANAGERS,
  restProvider: MANAGERS,
  removeProvider: MANAGERS,
  changeCredential: OWNER,

  resellers: BOOKS,
  reseller: BOOKS,
  decideReseller: MANAGERS,
  setReseller: MANAGERS,
  tiers: MANAGERS,
  setPrice: MANAGERS,
  previewPrice: MANAGERS,
  addProduct: MANAGERS,
  importStock: MANAGERS,
  mapLock: MANAGERS,
  setRoom: MANAGERS,
  syncProducts: MANAGERS,
  startSync: MANAGERS,
  decideList: MANAGERS,
  suppliers: BOOKS,
  heldPrices: MANAGERS,
  decideHeld: MANAGERS,
  setSupplierCare: MANAGERS,
  setProductPause: MANAGERS,
  productRungs: MANAGERS,
  rungCandidates: MANAGERS,
  joinOffer: MANAGERS,
  separateOffer: MANAGERS,
  orderRungs: MANAGERS,
  previewTemplate: MANAGERS,
  setOfferTemplate: MANAGERS,
  supplierBalance: BOOKS,
  retryJob: MANAGERS,
  stuckWork: MENDERS,
  storedWebhooks: MENDERS,
  storedWebhook: MENDERS,
  replayWebhook: MENDERS,
  verifyLedger: 'machine',
  mode: 'machine',

  team: OWNER,
  inviteStaff: OWNER,
  revokeInvite: OWNER,
  invitation: 'anyone',
  joinStaff: 'anyone',
  changeRole: OWNER,
  revokeStaff: OWNER,
  /** Whoever works here may go, but for the last owner. */
  leaveStaff: STAFF,
  setRefundLimit: OWNER,
  staffPin: STAFF,
  verifyStaffPin: STAFF,
  setStaffPin: STAFF,
  resetStaffPin: 'machine',
  auditLog: MANAGERS,
} as const satisfies Record<keyof Commerce, Holders | 'anyone' | 'machine'>;

type Rights = typeof RIGHTS;
/** Use cases only some of the staff may use. */
export type StaffRight = { [Name in keyof Rights]: Rights[Name] extends Holders ? Name : never }[keyof Rights];

/** Goods of somebody else's order, once more to the chat it came from. */
export const RESENDERS: Holders = ['owner', 'manager', 'support'];

/** Who decides cases of a kind. The money of a decision is limited by role besides. */
export const CASE_RIGHTS: Record<CaseKind, Holders> = {
  underpaid: ['owner', 'manager', 'finance', 'support'],
  overpaid: ['owner', 'manager', 'finance', 'support'],
  paid_twice: ['owner', 'manager', 'finance', 'support'],
  refund_due: BOOKS,
  refund_unclear: BOOKS,
  gateway_refund: BOOKS,
  payment_reversed: BOOKS,
  maybe_paid_twice: BOOKS,
  wrong_money: BOOKS,
  bad_qris: BOOKS,
  create_unclear: BOOKS,
  late_success: BOOKS,
  reversed: BOOKS,
  difference: BOOKS,
  purchase_unclear: ['owner', 'manager', 'finance', 'support'],
  supplier_refused: ['owner', 'manager', 'finance', 'support'],
  goods_unread: ['owner', 'manager', 'finance', 'support'],
  /** A key for the door: who stands at the desk, and who talks to guests. */
  key_undeliverable: ON_DUTY,
  cancel_request: ['owner', 'manager', 'front_desk', 'finance'],
};

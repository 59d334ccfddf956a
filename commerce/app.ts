/**
 * Every use case in one place, as conversations, the command line and HTTP call them. Each takes the actor first; those
 * that change something take an idempotency key next: the same key and input give the old answer, another input is a
 * `conflict`. Refusals a person can meet are values with a machine word; exceptions are bugs or a broken machine.
 */
import type { StoredWebhook, StuckWork } from './upkeep/stuck-work.ts';
import type { Received } from './chat/receive.ts';
import type { InboundBody, Lang } from './chat/model.ts';
import type { AddProductInput } from './catalogue/add-product.ts';
import type { PricePreview } from './catalogue/preview-price.ts';
import type { ProductHealth } from './catalogue/health/model.ts';
import type { SetPriceInput } from './catalogue/set-price.ts';
import type { SyncResult, SyncWish } from './catalogue/sync-products.ts';
import type { StartSyncInput } from './catalogue/sync/start-sync.ts';
import type { OrderRungsInput, TemplateInput, TemplatePreview } from './catalogue/rungs/arrange.ts';
import type { JoinOfferInput, SeparateOfferInput } from './catalogue/rungs/join-offer.ts';
import type { Candidate, ProductRungs } from './catalogue/rungs/model.ts';
import type { HeldPriceView } from './catalogue/sync/held-prices.ts';
import type { Product } from './catalogue/model.ts';
import type { BillView } from './bill/ask-bill.ts';
import type { CustomerCheck } from './catalogue/customer.ts';
import type { DestinationCheck } from './catalogue/destination.ts';
import type { CaseView } from './cases/case-view.ts';
import type { DecisionName } from './cases/decision.ts';
import type { PayerChoice } from './cases/payer-choices.ts';
import type { Destination } from './refund/destination.ts';
import type { QueuedCase } from './cases/open-cases.ts';
import type { Environment } from './environment.ts';
import type { PlaceOrderInput } from './order/place-order.ts';
import type { RenewVia } from './order/renew-payment.ts';
import type { PayPageView } from './payment/pay-page.ts';
import type { DayQuery, DayReport } from './order/person-report.ts';
import type { Repeat } from './order/repeats.ts';
import type { StatementEntry } from './ledger/model.ts';
import type { StatementPage, StatementSpan } from './ledger/my-statement.ts';
import type { PayWay } from './payment/methods.ts';
import type { CheckedPayment } from './order/check-payment-of.ts';
import type { Actor } from './people/model.ts';
import type { BalanceView } from './people/my-balance.ts';
import type { DecideInput } from './people/decide-reseller.ts';
import type { RegisterInput } from './people/register-reseller.ts';
import type { ResellerCard } from './people/resellers.ts';
import type { AuditPage, AuditQuery } from './people/audit-log.ts';
import type { StaffChange } from './people/change-staff.ts';
import type { Invitation } from './people/join-staff.ts';
import type { RefundLimitInput } from './people/refund-limit.ts';
import type { SetResellerInput } from './people/set-reseller.ts';
import type { StaffRole } from './people/team.ts';
import type { TeamView } from './people/team-view.ts';
import type { SetPinInput } from './people/set-pin.ts';
import type { PinVerdict } from './people/verify-pin.ts';
import type { ConnectionTest } from './ports/outcome.ts';
import type { AddProviderInput } from './provider/add-provider.ts';
import type { ChangeCredentialInput } from './provider/change-credential.ts';
import type { ProviderChange } from './provider/changing.ts';
import type { Provider } from './provider/model.ts';
import type { ProviderCard, ProviderLine, WebhookNews } from './provider/provider-cards.ts';
import type { SetupChoice, SetupForm } from './provider/setup-choices.ts';
import type { AccountWay, SetWaysInput } from './provider/ways.ts';
import type { UseProviderInput } from './provider/use-provider.ts';
import type { SheetFormat } from './ports/sheets.ts';
import type { DailyReport } from './report/model.ts';
import type { Alternative } from './stay/alternatives.ts';
import type { SupplierView } from './provider/supplier-view.ts';
import type { SetRoomInput } from './stay/model.ts';
import type {
  ProductView,
  RoomOffer,
  OrderItem,
  Quote,
  Answer,
  OrderView,
  OrderDossier,
  ChatIdentity,
} from './app-views.ts';

export type {
  ProductView,
  RoomOffer,
  OrderItem,
  Quote,
  Refusal,
  RefusalReason,
  Answer,
  OrderView,
  TimelineWord,
  OrderDossier,
  ChatIdentity,
} from './app-views.ts';

export interface Commerce {
  // people and chats
  /** Finds or makes chat and person for a channel address. */
  openChat(input: {
    channel: string;
    address: string;
    externalId: string;
    displayName?: string;
    lang?: Lang;
  }): Promise<ChatIdentity>;
  /** The actor behind a chat, roles and environment as of now. */
  actorOf(chatId: string): Promise<Actor>;
  setLang(actor: Actor, lang: Lang): Promise<void>;
  /** Practice mode only: makes the chat's person a persona with the practice role. */
  playPersona(actor: Actor, persona: 'guest' | 'reseller' | 'owner'): Promise<Answer<object>>;
  /** A link to the owner's pages that opens once, within `minutes`. */
  ownerLink(actor: Actor): Promise<Answer<{ url: string; minutes: number }>>;
  /** Uses such a link up: its person, or null when it opens nothing (any more). */
  enterByLink(token: string): Promise<string | null>;
  /** Since when the person has been the real owner; null for who is none. */
  ownerSince(personId: string): Promise<number | null>;
  claimOwner(actor: Actor, code: string): Promise<Answer<{ businessName: string }>>;
  /** A fresh claim code (shown once), or null when the shop has an owner. */
  renewClaimCode(): Promise<{ code: string; expiresAt: number } | null>;
  /** Stores an inbound message; `duplicate` when the channel delivered it before. */
  receive(input: { chatId: string; messageId: string; body: InboundBody; at: number }): Promise<Received>;

  // catalogue
  categories(actor: Actor): Promise<{ name: string; count: number }[]>;
  brands(actor: Actor, category: string): Promise<{ name: string; count: number }[]>;
  products(
    actor: Actor,
    filter: { category?: string; brand?: string; search?: string; limit: number; offset: number },
  ): Promise<{ items: ProductView[]; total: number }>;
  product(actor: Actor, idOrCode: string): Promise<ProductView | null>;
  /** Whose number it is, masked; asks the supplier, for at most a few seconds. Never a reason not to sell but `wrong`. */
  /** What a bill comes to. Every question is a new quote. */
  askBill(actor: Actor, input: { chatId: string | null; productId: string; destination: string }): Promise<BillView>;
  customerOf(actor: Actor, productId: string, input: string): Promise<CustomerCheck>;
  checkDestination(actor: Actor, productId: string, input: string): Promise<DestinationCheck>;
  /** Live availability and price; refuses impossible dates, more than 30 nights, or a past check-in. */
  rooms(
    actor: Actor,
    query: { checkIn: string; checkOut: string; rooms: number; guests: number },
  ): Promise<Answer<{ rooms: RoomOffer[] }>>;
  /** Today in the property's zone, for reading dates people type. */
  today(actor: Actor): Promise<{ date: string; zone: string }>;

  // orders
  quote(actor: Actor, items: OrderItem[]): Promise<Answer<{ quote: Quote }>>;
  placeOrder(
    actor: Actor,
    key: string,
    input: PlaceOrderInput,
  ): Promise<Answer<{ order: { id: string; code: string } }>>;
  order(actor: Actor, code: string): Promise<OrderView | null>;
  /** Takes what a vendor's script made of a card on a pay page; a job charges it, once. */
  chargePayment(pageToken: string, cardToken: string): Promise<Answer<object>>;
  /** What a payer sees on a pay page of ours, by its token. */
  payPage(token: string): Promise<PayPageView | null>;
  orderByToken(token: string): Promise<OrderView | null>;
  myOrders(actor: Actor, page: { limit: number; offset: number }): Promise<OrderView[]>;
  /** Unpaid: cancelled at once. Paid stay: becomes a request to the owner. */
  cancelOrder(actor: Actor, key: string, code: string): Promise<Answer<{ outcome: 'cancelled' | 'requested' }>>;
  /** "Cek sekarang": asks the gateway now unless somebody did within seconds. */
  checkPayment(actor: Actor, code: string): Promise<Answer<CheckedPayment>>;
  /** A new payment attempt for an unpaid order whose payment expired or failed; by the way it was, or another. */
  renewPayment(actor: Actor, key: string, code: string, via?: RenewVia): Promise<Answer<{ paymentId: string }>>;
  /** What other dates would cost an unpaid booking; refuses what `changeDates` would refuse but for free rooms. */
  quoteDates(
    actor: Actor,
    input: { code: string; checkIn: string; checkOut: string },
  ): Promise<Answer<{ totalIdr: number; beforeIdr: number; nights: number }>>;
  /** Moves an unpaid booking to other nights: they are held, the old ones freed, the QR is made anew. */
  changeDates(
    actor: Actor,
    key: string,
    input: { code: string; checkIn: string; checkOut: string; expectedTotalIdr?: number },
  ): Promise<Answer<{ totalIdr: number }>>;
  /** Rooms on the same nights, for what was paid, after a late payment whose room was gone. */
  alternatives(
    actor: Actor,
    code: string,
  ): Promise<Answer<{ rooms: Alternative[]; paidIdr: number; checkIn: string; checkOut: string }>>;
  takeAlternative(
    actor: Actor,
    key: string,
    input: { code: string; roomTypeId: string; expectedTotalIdr: number },
  ): Promise<Answer<object>>;
  /** The buyer's answer to a price that rose, or to goods that came after their money went back. */
  answerCharge(
    actor: Actor,
    key: string,
    input: { chargeId: string; accept: boolean },
  ): Promise<Answer<{ code: string | null; told: boolean }>>;
  /** The goods of a delivered order once more, to its buyer alone; `elsewhere`: asked by staff, sent to the buyer's chat. */
  resendGoods(actor: Actor, key: string, code: string): Promise<Answer<{ sent: number; elsewhere?: true }>>;
  /** The goods themselves, for the order page behind its token. */
  goodsByToken(token: string): Promise<{ label: string; value: string; note: string }[]>;

  /** The person's own orders of a day in Jakarta, in numbers and one page of them. */
  dayReport(actor: Actor, query: DayQuery): Promise<Answer<{ report: DayReport }>>;
  /** The person's newest orders to a destination. */
  ordersTo(actor: Actor, destination: string, limit: number): Promise<OrderView[]>;
  /** The same product to the same destination within the last minutes, or null. */
  recentSame(actor: Actor, productId: string, destination: string): Promise<Repeat | null>;
  /** What the person has with the shop, and on which terms. */
  balance(actor: Actor): Promise<Answer<{ balance: BalanceView }>>;
  /** Ways of paying that are open now, the QR first; with an amount those that take it, and what it costs there. */
  paymentMethods(actor: Actor, amountIdr?: number): Promise<PayWay[]>;
  /** Own entries of the ledger, newest first. */
  statement(actor: Actor, page: StatementPage): Promise<Answer<{ entries: StatementEntry[] }>>;
  sendStatement(
    actor: Actor,
    key: string,
    input: StatementSpan & { format: SheetFormat },
  ): Promise<Answer<{ rows: number }>>;
  /** The PIN that is asked before the balance is spent; `ok` for whoever has none. Counts wrong ones. */
  verifyPin(actor: Actor, pin: string): Promise<PinVerdict>;
  setPin(actor: Actor, key: string, input: SetPinInput): Promise<Answer<object>>;
  /** Asks the owner for an account with a balance; once per person. */
  registerReseller(actor: Actor, key: string, input: RegisterInput): Promise<Answer<object>>;
  /** What becomes of a payer's own money that fits no order; `rest` makes a new payment of what is missing. */
  chooseParked(actor: Actor, key: string, input: { code: string; choice: PayerChoice }): Promise<Answer<object>>;
  /** The payer has their money back, or keeps it as balance, while nothing was sent. */
  chooseRefund(
    actor: Actor,
    key: string,
    input: { reference: string; choice: 'refund' | 'keep' },
  ): Promise<Answer<object>>;
  /** Where a refund by hand is to go, as typed; changeable until it is paid. `bad_destination` says what is missing. */
  giveDestination(
    actor: Actor,
    key: string,
    input: { reference: string; words: string },
  ): Promise<Answer<{ masked: string }>>;
  /** The same on the order page. */
  giveDestinationByToken(key: string, input: { token: string; words: string }): Promise<Answer<{ masked: string }>>;

  // help by a human
  requestHuman(actor: Actor, key: string, firstMessage: string): Promise<Answer<{ onDuty: boolean }>>;
  takeRelay(actor: Actor, relayId: string): Promise<Answer<{ guestName: string }>>;
  /** Sends a relayed message if the chat takes part in an open relay; false when it does not. */
  relayMessage(actor: Actor, messageKey: string, words: string): Promise<boolean>;
  endRelay(actor: Actor): Promise<Answer<object>>;
  /** Whether the bot stays silent in this chat because a human is on it, or the chat answers for staff. */
  relayState(chatId: string): Promise<'none' | 'guest_waiting' | 'guest_active' | 'staff_active'>;

  // owner and command line
  dossier(actor: Actor, code: string): Promise<Answer<{ dossier: OrderDossier }>>;
  /** Today and yesterday, by kind and state of the orders. */
  dailyReport(actor: Actor): Promise<Answer<{ report: DailyReport }>>;
  /** The brief of a day as a message with a file in the asking chat. `day` as it was typed; '' = yesterday. */
  sendBrief(actor: Actor, key: string, input: { day: string }): Promise<Answer<{ date: string }>>;
  /** `date` ('YYYY-MM-DD') and the day before as a file in the asking chat. */
  sendReport(
    actor: Actor,
    key: string,
    input: { format: SheetFormat; date: string },
  ): Promise<Answer<{ rows: number }>>;
  /** Open cases, oldest first, with what can be decided about each. */
  queue(actor: Actor): Promise<Answer<{ cases: QueuedCase[] }>>;
  /** One case with its order and what can be decided; who decided it, where somebody did. */
  caseView(actor: Actor, caseId: string): Promise<Answer<{ view: CaseView }>>;
  /** The account a refund by hand goes to, for who transfers it; null until the payer gave one. */
  refundDestination(actor: Actor, caseId: string): Promise<Answer<{ destination: Destination | null }>>;
  /** Decides a case; what the decisions mean stands at DecisionName. */
  resolveCase(
    actor: Actor,
    key: string,
    input: { caseId: string; decision: DecisionName; reason: string; serial?: string },
  ): Promise<Answer<{ order: OrderView | null }>>;
  cancelStay(
    actor: Actor,
    key: string,
    input: { code: string; reason: string; refundIdr: number },
  ): Promise<Answer<object>>;
  addProvider(actor: Actor, key: string, input: AddProviderInput): Promise<Answer<{ provider: Provider }>>;
  testProvider(actor: Actor, slug: string): Promise<Answer<{ test: ConnectionTest }>>;
  /** What the owner may add in a chat, and what has to be asked for one of it. */
  setupChoices(actor: Actor): Promise<Answer<{ choices: SetupChoice[] }>>;
  setupForm(actor: Actor, input: { presetId: string; environment: Environment }): Promise<Answer<{ form: SetupForm }>>;
  providerLines(actor: Actor): Promise<Answer<{ lines: ProviderLine[] }>>;
  providerCard(actor: Actor, slug: string): Promise<Answer<{ card: ProviderCard }>>;
  webhookNews(actor: Actor, slug: string): Promise<Answer<{ news: WebhookNews }>>;
  /** Changes of an account name the version that was looked at: a newer one is a `conflict`. */
  /** Which ways of paying an account serves, could serve, and in which place. */
  accountWays(actor: Actor, slug: string): Promise<Answer<{ ways: AccountWay[] }>>;
  setWays(actor: Actor, key: string, input: SetWaysInput): Promise<Answer<object>>;
  useProvider(actor: Actor, key: string, input: UseProviderInput): Promise<Answer<object>>;
  restProvider(actor: Actor, key: string, input: ProviderChange): Promise<Answer<object>>;
  removeProvider(actor: Actor, key: string, input: ProviderChange): Promise<Answer<object>>;
  /** Tried first; not saved where an account in use would stop working. */
  changeCredential(
    actor: Actor,
    key: string,
    input: ChangeCredentialInput,
  ): Promise<Answer<{ saved: boolean; test: ConnectionTest }>>;
  providers(actor: Actor): Promise<Answer<{ providers: Provider[] }>>;
  // the staff
  /** Who works here, which invitations are open, how much each role may refund. */
  team(actor: Actor): Promise<Answer<{ team: TeamView }>>;
  /** Says a link for each channel in the asking chat; whoever confirms it first within a day has the role. */
  inviteStaff(actor: Actor, key: string, input: { role: StaffRole }): Promise<Answer<{ inviteId: string }>>;
  revokeInvite(actor: Actor, key: string, input: { inviteId: string }): Promise<Answer<object>>;
  /** What a link offers this person; uses nothing up. */
  invitation(actor: Actor, token: string): Promise<Answer<{ invitation: Invitation }>>;
  joinStaff(actor: Actor, key: string, input: { ref: string; name?: string }): Promise<Answer<{ role: StaffRole }>>;
  changeRole(actor: Actor, key: string, input: StaffChange & { to: StaffRole }): Promise<Answer<object>>;
  revokeStaff(actor: Actor, key: string, input: StaffChange): Promise<Answer<object>>;
  /** Gives the own role up; refused to the last owner. */
  leaveStaff(actor: Actor, key: string): Promise<Answer<{ role: StaffRole }>>;
  setRefundLimit(actor: Actor, key: string, input: RefundLimitInput): Promise<Answer<object>>;
  staffPin(actor: Actor): Promise<Answer<{ hasPin: boolean }>>;
  /** The PIN dangerous acts ask for; a right one opens them for some minutes. */
  verifyStaffPin(actor: Actor, pin: string): Promise<Answer<{ verdict: PinVerdict }>>;
  setStaffPin(actor: Actor, key: string, input: SetPinInput): Promise<Answer<object>>;
  /** At the machine only. */
  resetStaffPin(actor: Actor, key: string, input: { personId: string }): Promise<Answer<{ name: string }>>;
  /** Who did what, newest first. */
  auditLog(actor: Actor, query: AuditQuery): Promise<Answer<{ page: AuditPage }>>;
  /** Who waits for an answer, longest first, and who is active or suspended. */
  resellers(actor: Actor): Promise<Answer<{ waiting: ResellerCard[]; current: ResellerCard[] }>>;
  reseller(actor: Actor, personId: string): Promise<Answer<{ card: ResellerCard }>>;
  decideReseller(actor: Actor, key: string, input: DecideInput): Promise<Answer<{ shopName: string }>>;
  setReseller(actor: Actor, key: string, input: SetResellerInput): Promise<Answer<object>>;
  tiers(actor: Actor): Promise<Answer<{ tiers: string[] }>>;
  /** What a tier pays: a fixed price of a product, or a markup on the supplier's cost. */
  setPrice(actor: Actor, input: SetPriceInput): Promise<Answer<object>>;
  /** What such a rule would do, without saving it. */
  previewPrice(actor: Actor, input: SetPriceInput): Promise<Answer<{ preview: PricePreview }>>;
  /** Adds a product sold from own codes, or changes one: name, grouping, prices. */
  addProduct(actor: Actor, input: AddProductInput): Promise<Answer<{ product: Product; created: boolean }>>;
  importStock(
    actor: Actor,
    input: { productCode: string; codes: string[] },
  ): Promise<Answer<{ added: number; duplicates: number; available: number }>>;
  mapLock(actor: Actor, input: { room: string; lockId: string; providerSlug?: string }): Promise<Answer<object>>;
  setRoom(actor: Actor, input: SetRoomInput): Promise<Answer<object>>;
  /** At once, for the command line; in a chat `startSync` shows the progress. */
  syncProducts(actor: Actor, slug: string, wish?: SyncWish): Promise<Answer<SyncResult>>;
  /** Begins a sync whose progress and outcome appear in the asking chat, in a message of its own. */
  startSync(actor: Actor, key: string, input: StartSyncInput): Promise<Answer<object>>;
  /** `apply` takes over a list the brake held (shown as by `startSync` in a chat); `keep` stays with the offers of before. */
  decideList(
    actor: Actor,
    key: string,
    input: { listId: string; decision: 'apply' | 'keep' },
  ): Promise<Answer<{ provider: string }>>;
  /** The suppliers the shop sells from: deposit, price list, what waits for the owner. */
  suppliers(actor: Actor): Promise<Answer<{ suppliers: SupplierView[] }>>;
  /** Costs that moved too far and wait for the owner. */
  heldPrices(actor: Actor, slug: string, limit: number): Promise<Answer<{ held: HeldPriceView[]; total: number }>>;
  decideHeld(
    actor: Actor,
    input: { slug: string; sku?: string; decision: 'apply' | 'keep' },
  ): Promise<Answer<{ decided: number }>>;
  /** Null = the shop's setting, or for `holdPct` that no change waits. */
  setSupplierCare(
    actor: Actor,
    slug: string,
    input: { lowBelowIdr?: number | null; holdPct?: number | null },
  ): Promise<Answer<object>>;
  /** How supplied products have been doing, by product id, for up to 50; read from an index, not from history. */
  productHealth(actor: Actor, productIds: readonly string[]): Promise<Record<string, ProductHealth>>;
  /** By hand, which wins over what happens by itself: `off` until told otherwise, `on` for some hours. */
  setProductPause(actor: Actor, code: string, mode: 'off' | 'on'): Promise<Answer<{ product: Product }>>;
  /** The suppliers behind a product, and other suppliers' offers that look like the same goods. */
  productRungs(actor: Actor, code: string): Promise<Answer<{ product: ProductRungs }>>;
  rungCandidates(actor: Actor, code: string): Promise<Answer<{ candidates: Candidate[] }>>;
  /** Moves an offer to the product; the product it leaves is retired and its code answers with this one. */
  joinOffer(actor: Actor, key: string, input: JoinOfferInput): Promise<Answer<{ code: string; oldCode: string }>>;
  separateOffer(
    actor: Actor,
    key: string,
    input: SeparateOfferInput,
  ): Promise<Answer<{ code: string; ownCode: string }>>;
  orderRungs(actor: Actor, key: string, input: OrderRungsInput): Promise<Answer<{ code: string }>>;
  previewTemplate(actor: Actor, input: TemplateInput): Promise<Answer<{ preview: TemplatePreview }>>;
  setOfferTemplate(actor: Actor, key: string, input: TemplateInput): Promise<Answer<{ code: string }>>;
  supplierBalance(actor: Actor, slug: string): Promise<Answer<{ balanceIdr: number }>>;
  /** dead → due now; `wrong_state` when it is not dead or a newer job does the same work. */
  retryJob(actor: Actor, id: string): Promise<Answer<{ name: string }>>;
  /** Beside the cases: jobs that gave up, and webhooks nobody believed in the last day. */
  stuckWork(actor: Actor): Promise<Answer<StuckWork>>;
  storedWebhooks(actor: Actor, slug?: string): Promise<Answer<{ webhooks: StoredWebhook[] }>>;
  storedWebhook(actor: Actor, id: string): Promise<Answer<{ webhook: StoredWebhook | null }>>;
  /** Judged anew and worked off; `bad_input` names why it is still not believed. */
  replayWebhook(actor: Actor, id: string): Promise<Answer<{ provider: string }>>;
  verifyLedger(): Promise<{ ok: boolean; differences: string[]; accounts: number; journals: number }>;
  /** `businessName` is what the bot calls itself. */
  mode(): Promise<{ practice: boolean; environment: Environment; businessName: string }>;
}

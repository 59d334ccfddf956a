/** Binds every use case to its core: the one object conversations, HTTP and the command line are given. */
import type { Commerce } from './app.ts';
import { systemActor } from './audit.ts';
import { askBill } from './bill/ask-bill.ts';
import { caseView } from './cases/case-view.ts';
import { chooseParked } from './cases/choose-parked.ts';
import { openCases } from './cases/open-cases.ts';
import { resolveCase } from './cases/resolve-case.ts';
import { addProduct } from './catalogue/add-product.ts';
import { createCustomerCheck } from './catalogue/ask-customer.ts';
import { browse, productFor } from './catalogue/browse.ts';
import { checkDestination } from './catalogue/destination-check.ts';
import { productHealth } from './catalogue/health/product-health.ts';
import { setProductPause } from './catalogue/health/set-pause.ts';
import { orderRungs, previewTemplate, setOfferTemplate } from './catalogue/rungs/arrange.ts';
import { rungCandidates } from './catalogue/rungs/candidates.ts';
import { joinOffer, separateOffer } from './catalogue/rungs/join-offer.ts';
import { productRungs } from './catalogue/rungs/view-rungs.ts';
import { importStock } from './catalogue/import-stock.ts';
import { previewPrice } from './catalogue/preview-price.ts';
import { setPrice } from './catalogue/set-price.ts';
import { decideList } from './catalogue/sync/decide-list.ts';
import { decideHeld, heldPrices } from './catalogue/sync/held-prices.ts';
import { startSync } from './catalogue/sync/start-sync.ts';
import { syncProducts } from './catalogue/sync-products.ts';
import { receive } from './chat/receive.ts';
import { endRelay, relayMessage, relayState, requestHuman, takeRelay } from './chat/relay.ts';
import type { Core } from './core.ts';
import { answerCharge } from './fulfilment/answer-charge.ts';
import { retryJob } from './jobs/retry-job.ts';
import { storedWebhook, storedWebhooks, stuckWork } from './upkeep/stuck-work.ts';
import { replayWebhook } from './webhook/replay-webhook.ts';
import { myStatement, sendStatement } from './ledger/my-statement.ts';
import { verifyLedger } from './ledger/verify.ts';
import { cancelOrder } from './order/cancel-order.ts';
import { checkPaymentOf } from './order/check-payment-of.ts';
import { dossier } from './order/dossier.ts';
import { dayReport, ordersTo } from './order/person-report.ts';
import { placeOrder } from './order/place-order.ts';
import { goodsByToken, myOrders, orderByToken, orderFor } from './order/queries.ts';
import { paymentMethods } from './payment/methods.ts';
import { quote } from './order/quote.ts';
import { recentSame } from './order/repeats.ts';
import { chargePayment } from './payment/charge.ts';
import { payPage } from './payment/pay-page.ts';
import { renewPayment } from './order/renew-payment.ts';
import { resendGoods } from './order/resend-goods.ts';
import { auditLog } from './people/audit-log.ts';
import { changeRole, leaveStaff, revokeStaff } from './people/change-staff.ts';
import { claimOwner, renewClaimCode } from './people/claim-owner.ts';
import { inviteStaff, revokeInvite } from './people/invite-staff.ts';
import { invitation, joinStaff } from './people/join-staff.ts';
import { myBalance } from './people/my-balance.ts';
import { openChat } from './people/open-chat.ts';
import { enterByLink, ownerLink, ownerSince } from './people/owner-link.ts';
import { playPersona } from './people/persona.ts';
import { requireLastingRight } from './people/rights.ts';
import { setRefundLimit } from './people/refund-limit.ts';
import { actorOf } from './people/roles.ts';
import { resetStaffPin, setStaffPin, staffPin, verifyStaffPin } from './people/staff-pin.ts';
import { team } from './people/team-view.ts';
import { decideReseller } from './people/decide-reseller.ts';
import { registerReseller } from './people/register-reseller.ts';
import { reseller, resellers, tiers } from './people/resellers.ts';
import { setReseller } from './people/set-reseller.ts';
import { setPin } from './people/set-pin.ts';
import { verifyPin } from './people/verify-pin.ts';
import { addProvider } from './provider/add-provider.ts';
import { changeCredential } from './provider/change-credential.ts';
import { readMode } from './provider/mode.ts';
import { providerCard, providerLines, webhookNews } from './provider/provider-cards.ts';
import { removeProvider } from './provider/remove-provider.ts';
import { setupChoices, setupForm } from './provider/setup-choices.ts';
import { supplierBalance } from './provider/supplier-balance.ts';
import { setSupplierCare, suppliers } from './provider/supplier-view.ts';
import { testProvider } from './provider/test-provider.ts';
import { restProvider, useProvider } from './provider/use-provider.ts';
import { accountWays, setWays } from './provider/ways.ts';
import { sendBrief } from './brief/send-brief.ts';
import { dailyReport } from './report/daily-report.ts';
import { sendReport } from './report/send-report.ts';
import { chooseRefund } from './refund/choose-refund.ts';
import { giveDestination, giveDestinationByToken, refundDestination } from './refund/give-destination.ts';
import { answering } from './refusal.ts';
import { alternatives, takeAlternative } from './stay/alternatives.ts';
import { changeDates, quoteDates } from './stay/change-dates.ts';
import { cancelStay } from './stay/cancel-stay.ts';
import { mapLock } from './stay/map-lock.ts';
import { searchRooms, today } from './stay/search-rooms.ts';
import { setRoom } from './stay/set-room.ts';

export function createCommerce(core: Core): Commerce {
  const read = core.uow.read;
  return {
    openChat: (input) => openChat(core, input),
    actorOf: (chatId) => actorOf(read, chatId),
    async setLang(actor, lang) {
      const chatId = actor.chatId;
      if (chatId) await core.uow.run('chat.lang', (stores) => stores.chats.setLang(chatId, lang));
    },
    playPersona: (actor, persona) => playPersona(core, actor, persona),
    ownerLink: (actor) => ownerLink(core, actor),
    enterByLink: (token) => enterByLink(core, token),
    ownerSince: (personId) => ownerSince(read, personId),
    claimOwner: (actor, code) => claimOwner(core, actor, code),
    renewClaimCode: () => renewClaimCode(core),
    receive: (input) => receive(core, input),

    categories: (actor) => read.catalogue.categories(actor.environment),
    brands: (actor, category) => read.catalogue.brands(actor.environment, category),
    products: (actor, filter) => browse(core, actor, filter),
    product: (actor, idOrCode) => productFor(core, actor, idOrCode),
    askBill: (actor, input) => askBill(core, actor, input),
    customerOf: createCustomerCheck(core),
    async checkDestination(actor, productId, input) {
      const product = await read.catalogue.product(productId);
      if (!product?.destination || product.environment !== actor.environment)
        return { ok: false, reason: 'not_needed' };
      return checkDestination(product.destination, input);
    },
    rooms: (actor, query) => searchRooms(core, actor, query),
    today: (actor) => today(core, actor),

    quote: (actor, items) => quote(core, actor, items),
    placeOrder: (actor, key, input) => placeOrder(core, actor, key, input),
    order: (actor, code) => orderFor(core, actor, code),
    orderByToken: (token) => orderByToken(core, token),
    myOrders: (actor, page) => myOrders(core, actor, page),
    cancelOrder: (actor, key, code) => cancelOrder(core, actor, key, code),
    checkPayment: (actor, code) => checkPaymentOf(core, actor, code),
    chargePayment: (pageToken, cardToken) => chargePayment(core, pageToken, cardToken),
    payPage: (token) => payPage(core, token),
    renewPayment: (actor, key, code, via) => renewPayment(core, actor, key, code, via),
    quoteDates: (actor, input) => quoteDates(core, actor, input),
    changeDates: (actor, key, input) => changeDates(core, actor, key, input),
    alternatives: (actor, code) => alternatives(core, actor, code),
    takeAlternative: (actor, key, input) => takeAlternative(core, actor, key, input),
    answerCharge: (actor, key, input) => answerCharge(core, actor, key, input),
    resendGoods: (actor, key, code) => resendGoods(core, actor, key, code),
    goodsByToken: (token) => goodsByToken(core, token),
    dayReport: (actor, query) => dayReport(core, actor, query),
    ordersTo: (actor, destination, limit) => ordersTo(core, actor, destination, limit),
    recentSame: (actor, productId, destination) => recentSame(core, actor, productId, destination),
    balance: (actor) => myBalance(core, actor),
    paymentMethods: (actor, amountIdr) => paymentMethods(core, actor, amountIdr),
    statement: (actor, page) => myStatement(core, actor, page),
    sendStatement: (actor, key, input) => sendStatement(core, actor, key, input),
    verifyPin: (actor, pin) => verifyPin(core, actor, pin),
    setPin: (actor, key, input) => setPin(core, actor, key, input),
    registerReseller: (actor, key, input) => registerReseller(core, actor, key, input),
    resellers: (actor) => resellers(core, actor),
    reseller: (actor, personId) => reseller(core, actor, personId),
    decideReseller: (actor, key, input) => decideReseller(core, actor, key, input),
    setReseller: (actor, key, input) => setReseller(core, actor, key, input),
    tiers: (actor) => tiers(core, actor),

    team: (actor) => team(core, actor),
    inviteStaff: (actor, key, input) => inviteStaff(core, actor, key, input),
    revokeInvite: (actor, key, input) => revokeInvite(core, actor, key, input),
    invitation: (actor, token) => invitation(core, actor, token),
    joinStaff: (actor, key, input) => joinStaff(core, actor, key, input),
    changeRole: (actor, key, input) => changeRole(core, actor, key, input),
    revokeStaff: (actor, key, input) => revokeStaff(core, actor, key, input),
    leaveStaff: (actor, key) => leaveStaff(core, actor, key),
    setRefundLimit: (actor, key, input) => setRefundLimit(core, actor, key, input),
    staffPin: (actor) => staffPin(core, actor),
    verifyStaffPin: (actor, pin) => verifyStaffPin(core, actor, pin),
    setStaffPin: (actor, key, input) => setStaffPin(core, actor, key, input),
    resetStaffPin: (actor, key, input) => resetStaffPin(core, actor, key, input),
    auditLog: (actor, query) => auditLog(core, actor, query),

    chooseParked: (actor, key, input) => chooseParked(core, actor, key, input),
    chooseRefund: (actor, key, input) => chooseRefund(core, actor, key, input),
    giveDestination: (actor, key, input) => giveDestination(core, actor, key, input),
    async giveDestinationByToken(key, input) {
      return giveDestinationByToken(
        core,
        { ...systemActor((await readMode(read)).environment), via: 'web' },
        key,
        input,
      );
    },

    requestHuman: (actor, key, words) => requestHuman(core, actor, key, words),
    takeRelay: (actor, relayId) => takeRelay(core, actor, relayId),
    relayMessage: (actor, messageKey, words) => relayMessage(core, actor, messageKey, words),
    endRelay: (actor) => endRelay(core, actor),
    relayState: (chatId) => relayState(read, chatId),

    dossier: (actor, code) => dossier(core, actor, code),
    queue: (actor) => openCases(core, actor),
    dailyReport: (actor) => dailyReport(core, actor),
    sendBrief: (actor, key, input) => sendBrief(core, actor, key, input),
    sendReport: (actor, key, input) => sendReport(core, actor, key, input),
    caseView: (actor, caseId) => caseView(core, actor, caseId),
    refundDestination: (actor, caseId) => refundDestination(core, actor, caseId),
    resolveCase: (actor, key, input) => resolveCase(core, actor, key, input),
    cancelStay: (actor, key, input) => cancelStay(core, actor, key, input),
    addProvider: (actor, key, input) => addProvider(core, actor, key, input),
    testProvider: (actor, slug) => testProvider(core, actor, slug),
    setupChoices: (actor) => setupChoices(core, actor),
    setupForm: (actor, input) => setupForm(core, actor, input),
    providerLines: (actor) => providerLines(core, actor),
    providerCard: (actor, slug) => providerCard(core, actor, slug),
    webhookNews: (actor, slug) => webhookNews(core, actor, slug),
    accountWays: (actor, slug) => accountWays(core, actor, slug),
    setWays: (actor, key, input) => setWays(core, actor, key, input),
    useProvider: (actor, key, input) => useProvider(core, actor, key, input),
    restProvider: (actor, key, input) => restProvider(core, actor, key, input),
    removeProvider: (actor, key, input) => removeProvider(core, actor, key, input),
    changeCredential: (actor, key, input) => changeCredential(core, actor, key, input),
    providers: (actor) =>
      answering(async () => {
        await requireLastingRight(read, actor, 'providers');
        return { ok: true as const, providers: await read.providers.list() };
      }),
    setPrice: (actor, input) => setPrice(core, actor, input),
    previewPrice: (actor, input) => previewPrice(core, actor, input),
    addProduct: (actor, input) => addProduct(core, actor, input),
    importStock: (actor, input) => importStock(core, actor, input),
    mapLock: (actor, input) => mapLock(core, actor, input),
    setRoom: (actor, input) => setRoom(core, actor, input),
    syncProducts: (actor, slug, wish) => syncProducts(core, actor, slug, wish),
    startSync: (actor, key, input) => startSync(core, actor, key, input),
    decideList: (actor, key, input) => decideList(core, actor, key, input),
    suppliers: (actor) => suppliers(core, actor),
    heldPrices: (actor, slug, limit) => heldPrices(core, actor, slug, limit),
    decideHeld: (actor, input) => decideHeld(core, actor, input),
    setSupplierCare: (actor, slug, input) => setSupplierCare(core, actor, slug, input),
    productHealth: (_actor, productIds) => productHealth(core, productIds),
    setProductPause: (actor, code, mode) => setProductPause(core, actor, code, mode),
    productRungs: (actor, code) => productRungs(core, actor, code),
    rungCandidates: (actor, code) => rungCandidates(core, actor, code),
    joinOffer: (actor, key, input) => joinOffer(core, actor, key, input),
    separateOffer: (actor, key, input) => separateOffer(core, actor, key, input),
    orderRungs: (actor, key, input) => orderRungs(core, actor, key, input),
    previewTemplate: (actor, input) => previewTemplate(core, actor, input),
    setOfferTemplate: (actor, key, input) => setOfferTemplate(core, actor, key, input),
    supplierBalance: (actor, slug) => supplierBalance(core, actor, slug),
    retryJob: (actor, id) => retryJob(core, actor, id),
    stuckWork: (actor) => stuckWork(core, actor),
    storedWebhooks: (actor, slug) => storedWebhooks(core, actor, slug),
    storedWebhook: (actor, id) => storedWebhook(core, actor, id),
    replayWebhook: (actor, id) => replayWebhook(core, actor, id),
    verifyLedger: () => verifyLedger(read.ledger),
    async mode() {
      const business = await read.stays.firstBusiness();
      return { ...(await readMode(read)), businessName: business?.name ?? '' };
    },
  };
}

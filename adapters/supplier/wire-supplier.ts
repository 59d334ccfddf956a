/**
 * A host-to-host supplier of prepaid goods, built from a wire profile: what every format has in common. It never throws
 * and never retries: an unclear answer to a purchase is `unknown`, and what became of it is asked by `status` in the way
 * the profile allows. Which vendor it talks to is the profile's business.
 */
import type { PurchaseRequest, Supplier } from '../../commerce/ports/supplier.ts';
import type { FormatContext } from '../format.ts';
import type { HttpResult } from '../wire/http.ts';
import { buildRequest } from '../wire/request.ts';
import { providerScope } from '../wire/scope.ts';
import { renderText } from '../wire/template.ts';
import { createBalanceReader } from './balance.ts';
import { createBillReader } from './bill.ts';
import { classifyAnswer, doubt } from './classify.ts';
import { testConnection } from './connection-test.ts';
import { createCustomerReader } from './customer.ts';
import { createPriceListReader } from './price-list.ts';
import type { SupplierOperation, SupplierProfile } from './profile.ts';
import { createRecentReader } from './recent-list.ts';
import { createReplyReader } from './reply.ts';
import type { ReplyReader } from './reply.ts';
import { readSupplierWebhook } from './webhook.ts';

/** Expects a profile that `supplierProfileErrors` found nothing wrong with. */
export function createWireSupplier(context: FormatContext, profile: SupplierProfile): Supplier {
  const readerOf = (operation: SupplierOperation): ReplyReader => createReplyReader(profile, operation.reads);
  const { ops } = profile;
  const readers = {
    purchase: readerOf(ops.purchase),
    priceList: readerOf(ops.priceList),
    balance: readerOf(ops.balance),
  };
  const readPriceList = createPriceListReader(profile, readers.priceList);
  const readBalance = createBalanceReader(profile, readers.balance);
  const webhookReader = createReplyReader(profile, profile.webhook?.reads);
  const askStatus = createStatus(context, profile, readers.purchase);
  const bills = createBills(context, profile);
  const balance = async () => readBalance(await exchange(context, ops.balance));
  return {
    capabilities: {
      idempotentSubmit: profile.idempotentSubmit,
      asksBy: ASKS_BY[profile.statusMode],
      maxStatusAgeDays: profile.maxStatusAgeDays,
      minPollGapMs: profile.minPollGapMs,
      minPriceListGapMs: profile.minPriceListGapMs,
      inquires: profile.inquiry?.kinds ?? [],
      bills: profile.bill !== undefined,
      ...(profile.destinationSeparator === undefined ? {} : { destinationSeparator: profile.destinationSeparator }),
    },
    balance,
    priceList: async () => await readPriceList(await exchange(context, ops.priceList)),
    inquire: createInquiry(context, profile),
    ...bills,
    purchase: async (request) => {
      const operation = request.isBill ? ops.billPay : ops.purchase;
      if (!operation) return classifyAnswer(readers.purchase, 'submit', NO_BILLS, request);
      // What it will be called by the supplier is not known yet.
      const expected = { ...request, supplierRef: null };
      const result = await exchange(context, operation, wireNames(profile, request));
      return classifyAnswer(readerOf(operation), 'submit', result, expected);
    },
    status: askStatus,
    readWebhook: (request, now) => readSupplierWebhook(profile, webhookReader, request, providerScope(context), now),
    test: async () => await testConnection(context.clock, balance),
  };
}

const ASKS_BY = {
  resubmit: 'our_ref',
  endpoint: 'our_ref',
  list_match: 'supplier_ref',
  none: 'nothing',
} as const satisfies Record<SupplierProfile['statusMode'], Supplier['capabilities']['asksBy']>;

const NO_BILLS = { kind: 'not_sent', message: 'this supplier has no bills' } as const;

function createBills(context: FormatContext, profile: SupplierProfile): Pick<Supplier, 'billList' | 'inquireBill'> {
  const { bill, billList: columns, ops } = profile;
  const { billList, billInquiry } = ops;
  if (!bill || !columns || !billList || !billInquiry)
    return { billList: async () => NO_BILLS, inquireBill: async () => NO_BILLS };
  const listing = { ...profile, priceList: { ...columns, price: columns.fee, isBill: true } };
  const readList = createPriceListReader(listing, createReplyReader(profile, billList.reads));
  const readBill = createBillReader(bill, createReplyReader(profile, billInquiry.reads));
  return {
    billList: async () => await readList(await exchange(context, billList)),
    inquireBill: async (request) =>
      readBill(await exchange(context, billInquiry, wireNames(profile, { ...request, maxPriceIdr: 0 })), request),
  };
}

function createStatus(
  context: FormatContext,
  profile: SupplierProfile,
  purchaseReader: ReplyReader,
): Supplier['status'] {
  const { statusMode, ops } = profile;
  const statusReader = ops.status ? createReplyReader(profile, ops.status.reads) : null;
  const readRecent = profile.recent ? createRecentReader(profile.recent, profile) : null;
  const ask = async (operation: SupplierOperation, request: PurchaseRequest): Promise<HttpResult> =>
    await exchange(context, operation, wireNames(profile, request));
  return async (request) => {
    // Paying again under its reference is no question: bills have one of their own.
    if (request.isBill) {
      if (!ops.billStatus) return doubt(NO_BILLS.message);
      const reader = createReplyReader(profile, ops.billStatus.reads);
      return classifyAnswer(reader, 'check', await ask(ops.billStatus, request), request);
    }
    if (statusMode === 'resubmit')
      return classifyAnswer(purchaseReader, 'check', await ask(ops.purchase, request), request);
    if (!ops.status || !statusReader) return doubt('this supplier cannot be asked what became of a purchase');
    if (statusMode === 'list_match' && !request.supplierRef) {
      return ops.recent && readRecent ? readRecent(await ask(ops.recent, request), request) : doubt('');
    }
    const reading = classifyAnswer(statusReader, 'check', await ask(ops.status, request), request);
    // Without our reference in it, an answer is about our purchase only if it names the number we asked for.
    const isNameless = statusMode === 'list_match' && reading.supplierRef !== request.supplierRef;
    return isNameless && reading.outcome !== 'unknown' ? doubt(reading.message, 'wrong_reference') : reading;
  };
}

function createInquiry(context: FormatContext, profile: SupplierProfile): Supplier['inquire'] {
  const { inquiry, ops } = profile;
  if (!inquiry || !ops.inquiry) return async () => ({ kind: 'not_sent', message: 'this supplier names no customers' });
  const operation = ops.inquiry;
  const read = createCustomerReader(inquiry, createReplyReader(profile, operation.reads));
  return async (customerNo) =>
    read(await exchange(context, operation, { request: { customer_no: customerNo } }), customerNo);
}

async function exchange(
  context: FormatContext,
  operation: SupplierOperation,
  names: Record<string, unknown> = {},
): Promise<HttpResult> {
  // A vendor's trial run must never be asked for with a live account, so the name has no value there.
  const testing = context.provider.environment === 'sandbox' ? true : undefined;
  const scope = { ...providerScope(context), ...names, testing };
  const base = operation.base === undefined ? context.provider.baseUrl : renderText(operation.base, scope);
  if (base === null) return { kind: 'not_sent', message: 'not sent, missing its address' };
  const request = buildRequest(operation, base, scope);
  if ('missing' in request) return { kind: 'not_sent', message: `not sent, missing ${request.missing}` };
  return await context.http(request);
}

function wireNames({ destinationSeparator: separator }: SupplierProfile, request: PurchaseRequest) {
  const { refId, sku, customerNo, maxPriceIdr, supplierRef } = request;
  const at = separator === undefined ? -1 : customerNo.indexOf(separator);
  return {
    request: {
      ref_id: refId,
      sku,
      customer_no: customerNo,
      max_price: maxPriceIdr,
      user: at < 0 ? customerNo : customerNo.slice(0, at),
      zone: at < 0 ? undefined : customerNo.slice(at + (separator?.length ?? 0)),
      supplier_ref: supplierRef ?? undefined,
    },
  };
}

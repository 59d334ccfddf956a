/**
 * Everything the practice vendors remember, as plain records in named tables. A handler never writes: it returns
 * `put` and `del` effects, so the same list of effects changes memory and goes into the journal. Instants are epoch
 * milliseconds of the sandbox's own (movable) clock; amounts are integer rupiah.
 */

/** The clock offset and the seed all invented serials, PINs and ids are derived from. */
export interface Meta {
  seed: string;
  clockOffsetMs: number;
}

export interface Project {
  slug: string;
  apiKey: string;
  webhookUrl: string | null;
  /** With a secret, webhooks carry X-Pakasir-Signature; the real vendor sends none. */
  webhookSecret: string | null;
  validityMs: number;
  /** How long a refund it took stays pending; absent or 0 = it is done at once. */
  refundMs?: number;
  /** Refunds it takes are refused in the end. */
  refusesRefunds?: boolean;
  merchantName: string;
  merchantCity: string;
}

/** One transfer that reached the gateway for a payment. `amountIdr` is for the order, without the payer's fee. */
export interface Receipt {
  transactionId: string;
  amountIdr: number;
  completedAt: number;
  late: boolean;
}

/** Money that went back. `doneAt` null = refused; a time ahead = taken, not paid yet. */
export interface Refund {
  key: string;
  amountIdr: number;
  askedAt: number;
  doneAt: number | null;
  /** How often it was asked for under this key. */
  asks: number;
}

export interface Payment {
  project: string;
  orderId: string;
  amountIdr: number;
  feeIdr: number;
  totalIdr: number;
  method: string;
  paymentNumber: string;
  /** The company's number of a bill, beside `paymentNumber`. */
  billerCode?: string;
  /** Opens the practice wallet's app, which nobody has. */
  deepLink?: string;
  /** What the practice form is paid with. */
  clientToken?: string;
  /** Where the payer's bank wants to see them, as the last part of its address. */
  bankKey?: string;
  bankUrl?: string;
  /** Whom the practice wallet asked. */
  phone?: string;
  createdAt: number;
  expiresAt: number;
  canceledAt: number | null;
  receipts: Receipt[];
  refunds?: Refund[];
  /** What somebody made the gateway call it from now on, whatever was received: a reversal, or a word of its own. */
  saysStatus?: string | null;
  /** How often the vendor was asked to create it: more than 1 shows the client's retries. */
  creates: number;
}

export interface Account {
  username: string;
  apiKey: string;
  depositIdr: number;
  webhookUrl: string | null;
  webhookSecret: string | null;
  /** How long test numbers …1233 and …1234 stay pending. */
  pendingMs: number;
  /** How long any other purchase stays pending; 0 = the submit itself answers success. */
  successMs: number;
  /** Enforce "full price list at most once per 5 minutes" (rc 83). */
  limitPriceList: boolean;
  priceListAt: number;
  /** Every bill asked about from now on comes to this much more. */
  billsExtraIdr?: number;
}

/** What was told when somebody asked about a bill. */
export interface Bill {
  sku: string;
  customerNo: string;
  priceIdr: number;
  sellingIdr: number;
  feeIdr: number;
  period: string;
  askedAt: number;
}

export interface Product {
  product_name: string;
  category: string;
  brand: string;
  type: string;
  seller_name: string;
  price: number;
  buyer_sku_code: string;
  buyer_product_status: boolean;
  seller_product_status: boolean;
  unlimited_stock: boolean;
  stock: number;
  multi: boolean;
  start_cut_off: string;
  end_cut_off: string;
  desc: string;
}

/** In whose words a purchase came, and is told about: `json` Digiflazz, `form` VIP Reseller, `get` OkeConnect. */
export type Dialect = 'json' | 'form' | 'get';

export type PurchaseStatus = 'Sukses' | 'Pending' | 'Gagal';

export interface Purchase {
  username: string;
  /** Left out in memories older than the other dialects. */
  dialect?: Dialect;
  /** The buyer's reference; in the `form` dialect, which knows none, the vendor's own number. */
  refId: string;
  sku: string;
  customerNo: string;
  status: PurchaseStatus;
  rc: string;
  message: string;
  sn: string;
  priceIdr: number;
  depositAfterIdr: number;
  callbackUrl: string | null;
  createdAt: number;
  /** What a pending purchase becomes at `dueAt`. */
  becomes: 'Sukses' | 'Gagal';
  dueAt: number;
  /** How often the vendor was asked with this reference: the first is the purchase, the others are status queries. */
  asks: number;
}

/** The latest purchase of a product to a number, so that "no repeats" needs no search. */
export interface Repeat {
  purchase: string;
  at: number;
}

export interface LockAccount {
  clientId: string;
  clientSecret: string;
  username: string;
  /** md5 hex, as the wire carries it; the plain password is never kept. */
  passwordMd5: string;
  tokenLifetimeMs: number;
}

export interface Token {
  accessToken: string;
  refreshToken: string;
  clientId: string;
  expiresAt: number;
}

export interface Lock {
  lockId: number;
  name: string;
  online: boolean;
  hasGateway: boolean;
}

export interface LockKey {
  keyboardPwdId: number;
  lockId: number;
  pin: string;
  name: string;
  type: number;
  startAt: number;
  endAt: number;
  createdAt: number;
  custom: boolean;
}

/** The practice endpoint that sets things up, and where it calls back. */
export interface Deployer {
  secret: string;
  webhookUrl: string | null;
}

export interface Deployment {
  id: string;
  /** What it was told at first. */
  order: Record<string, unknown>;
  /** What it ends as. */
  status: 'done' | 'failed';
  code: string;
  /** How often it was told; more than 1 shows the client's repeats. */
  asks: number;
}

export interface Fault {
  id: string;
  vendor: 'gateway' | 'supplier' | 'lock' | 'deployment' | '*';
  endpoint: string;
  kind: string;
  /** Calls left; null = until cleared. */
  calls: number | null;
  probability: number;
  ms: number;
  times: number;
  /** Whether the vendor does its work before the answer is spoilt. */
  handled: boolean;
}

export interface Delivery {
  kind: 'deliver';
  at: number;
  vendor: 'gateway' | 'supplier' | 'deployment';
  /** Left out: POST. */
  method?: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body: string;
  /** From 1. */
  attempt: number;
  /** The webhook switches had their say; later attempts and copies are sent as they are. */
  decided: boolean;
}

/** Work for later. Rows, so that a restart goes on with it. */
export type Task =
  | Delivery
  | { kind: 'settle'; at: number; purchase: string }
  | { kind: 'pay_late'; at: number; payment: string; webhookTimes: number; amountIdr: number };

export interface Tables {
  meta: Meta;
  projects: Project;
  payments: Payment;
  accounts: Account;
  products: Product;
  purchases: Purchase;
  repeats: Repeat;
  bills: Bill;
  lockAccounts: LockAccount;
  tokens: Token;
  locks: Lock;
  lockKeys: LockKey;
  deployers: Deployer;
  deployments: Deployment;
  faults: Fault;
  tasks: Task;
  /** Counters for tests: calls per "vendor endpoint", webhooks delivered, refused, dropped. */
  counts: number;
}

export type TableName = keyof Tables;
export type World = { readonly [T in TableName]: Map<string, Tables[T]> };
export type Effect = { [T in TableName]: { table: T; key: string; value: Tables[T] | null } }[TableName];

const TABLES: readonly TableName[] = [
  'meta',
  'projects',
  'payments',
  'accounts',
  'products',
  'purchases',
  'repeats',
  'bills',
  'lockAccounts',
  'tokens',
  'locks',
  'lockKeys',
  'deployers',
  'deployments',
  'faults',
  'tasks',
  'counts',
];

export function emptyWorld(): World {
  return Object.fromEntries(TABLES.map((table) => [table, new Map()])) as unknown as World;
}

export function isTable(name: unknown): name is TableName {
  return TABLES.includes(name as TableName);
}

export function put<T extends TableName>(table: T, key: string, value: Tables[T]): Effect {
  return { table, key, value } as Effect;
}

export function del(table: TableName, key: string): Effect {
  return { table, key, value: null };
}

/** Practice needs no unlimited memory: the oldest rows of a table make room for new ones. */
const MAX_ROWS = 100_000;

/** Changes memory only; the journal writes the same effects. Insertion order is age, a changed row keeps its place. */
export function apply(world: World, effects: readonly Effect[]): void {
  for (const effect of effects) {
    const rows = world[effect.table] as Map<string, unknown>;
    if (effect.value === null) rows.delete(effect.key);
    else rows.set(effect.key, effect.value);
    if (rows.size > MAX_ROWS) rows.delete(rows.keys().next().value as string);
  }
}

/** One more of something, for `GET /control/state`. */
export function count(world: World, name: string): Effect {
  return put('counts', name, (world.counts.get(name) ?? 0) + 1);
}

/**
 * Turns a shop with one finished sale into one with many: every row the sale left is copied, with its own ids and keys
 * changed wherever they stand. The copies are what the tables would hold, but their sealed values open no more.
 */
export interface Template {
  /** Rows by table, in the order they may be inserted. */
  rows: readonly { table: string; row: Record<string, string | number | null> }[];
  /** Totals of accounts all sales share, which each copy adds to. */
  shared: readonly { account: string; amountIdr: number }[];
}

/** Tables a sale leaves rows in, parents first, and the columns whose values are its own. */
export const TABLES: Record<string, readonly string[]> = {
  persons: ['id'],
  identities: ['external_id'],
  chats: ['id', 'address'],
  web_sessions: ['id', 'token_fingerprint'],
  inbox: ['id', 'message_id'],
  outgoing: ['id'],
  orders: ['id', 'code', 'token_fingerprint'],
  order_lines: ['id'],
  payments: ['id', 'reference', 'gateway_transaction_id'],
  receipts: ['id', 'gateway_key'],
  fulfilments: ['id'],
  stock_codes: ['id', 'fingerprint'],
  ledger_accounts: ['id'],
  journals: ['id'],
  ledger_entries: [],
  money_holds: ['id'],
  webhook_logs: ['id'],
  event_keys: ['event_key'],
  jobs: ['id'],
  audit_log: ['id'],
  idempotency_keys: ['key'],
  integration_logs: ['id'],
};

/** Copies lie this far apart in the past. */
const APART_MS = 1_000;
const TIME_COLUMN = /(?:^|_)(?:at|by)$/;

/** Statements that insert copies number `from` to `to`, the same text for both engines. `columns`: see TABLES. */
export function copyStatements({ rows, shared }: Template, from: number, to: number, columns = TABLES): string[] {
  const own = ownValues(rows, columns);
  const numbers = `with recursive n (i) as (select ${from} union all select i + 1 from n where i < ${to})`;
  const inserts = rows.map(({ table, row }) => {
    const all = Object.keys(row);
    const values = all.map((column) => expression(row[column] ?? null, column, own));
    // "until" is a word of SQL.
    const names = all.map((column) => `"${column}"`).join(', ');
    return `insert into ${table} (${names}) ${numbers} select ${values.join(', ')} from n`;
  });
  const count = to - from + 1;
  const totals = shared.map(
    ({ account, amountIdr }) =>
      `update ledger_accounts set posted_idr = posted_idr + ${count * amountIdr} where id = ${quoted(account)}`,
  );
  return [...inserts, ...totals];
}

/** Longest first: a payment's reference begins with its order's code. */
function ownValues(rows: Template['rows'], columns: typeof TABLES): string[] {
  const own = new Set<string>();
  for (const { table, row } of rows) {
    for (const column of columns[table] ?? []) {
      const value = row[column];
      if (typeof value === 'string' && value.length > 3) own.add(value);
    }
  }
  return [...own].sort((left, right) => right.length - left.length);
}

function expression(value: string | number | null, column: string, own: readonly string[]): string {
  if (value === null) return 'null';
  if (typeof value === 'number') return TIME_COLUMN.test(column) ? `${value} - i * ${APART_MS}` : String(value);
  const pattern = new RegExp(own.map((one) => one.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'g');
  const marked = value.replaceAll(pattern, (found) => `${found}-\u0000`);
  return marked
    .split('\u0000')
    .map((part) => quoted(part))
    .join(' || i || ');
}

const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** Talks to the practice vendors' control door: the payer's bank app, and where their webhooks go. */
import type { HttpClient } from '../../adapters/wire/http.ts';
import { PAY_REFUSALS, type BankPayment, type PayRefusal, type PracticeBank } from '../http/bank.ts';

export interface PracticeControl extends PracticeBank {
  /** Tells a vendor where our webhook door for it is. */
  setup(changes: Record<string, unknown>): Promise<void>;
}

interface PaymentView {
  orderId: string;
  status: 'pending' | 'completed' | 'expired' | 'canceled';
  totalIdr: number;
  paymentNumber: string;
  billerCode: string | null;
  closed: boolean;
  expiresAt: number;
  receipts: { amountIdr: number }[];
}

const STATES = { pending: 'pending', completed: 'paid', expired: 'expired', canceled: 'cancelled' } as const;
const REFUSALS: Record<string, PayRefusal> = { canceled: 'cancelled', unknown_order: 'unknown' };

const CALL_MS = 5_000;

export function createPracticeControl(
  http: HttpClient,
  sandbox: { url: string; token: string },
  merchant: string,
): PracticeControl {
  async function call(
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
  ): Promise<{ status: number; json: Record<string, unknown> }> {
    const result = await http({
      method,
      url: `${sandbox.url}/control${path}`,
      headers: { 'x-sandbox-token': sandbox.token, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      budgetMs: CALL_MS,
    });
    if (result.kind !== 'response') throw new Error(`practice vendors: ${result.message}`);
    return { status: result.status, json: JSON.parse(result.body.toString()) as Record<string, unknown> };
  }

  return {
    async setup(changes) {
      const { status, json } = await call('POST', '/setup', changes);
      if (status !== 200) throw new Error(`practice vendors refused their setup: ${JSON.stringify(json)}`);
    },
    async list() {
      const { json } = await call('GET', '/payments?limit=50');
      return (json['payments'] as PaymentView[]).map((view) => bankPayment(view, merchant));
    },
    async open(kind, account, amountIdr, reference) {
      const page = `/gateway/${kind}/${encodeURIComponent(account)}/${amountIdr}`;
      const query = new URLSearchParams({ order_id: reference }).toString();
      const result = await http({
        method: 'GET',
        url: `${sandbox.url}${page}?${query}`,
        headers: {},
        budgetMs: CALL_MS,
      });
      if (result.kind !== 'response') throw new Error(`practice vendors: ${result.message}`);
    },
    async pay(reference, mode, amountIdr) {
      const { status, json } = await call('POST', '/pay', {
        order_id: reference,
        mode,
        ...(amountIdr ? { amountIdr } : {}),
      });
      if (status < 300) return { ok: true };
      const code = (json['error'] as { code?: string } | undefined)?.code ?? '';
      const why = REFUSALS[code] ?? PAY_REFUSALS.find((word) => word === code) ?? 'unavailable';
      return { ok: false, why };
    },
  };
}

function bankPayment(view: PaymentView, merchant: string): BankPayment {
  return {
    reference: view.orderId,
    merchant,
    number: /^\d+$/.test(view.paymentNumber) ? [view.billerCode, view.paymentNumber].filter(Boolean).join(' ') : null,
    closed: view.closed,
    payableIdr: view.totalIdr,
    receivedIdr: view.receipts.reduce((sum, receipt) => sum + receipt.amountIdr, 0),
    state: STATES[view.status],
    expiresAt: view.expiresAt,
  };
}

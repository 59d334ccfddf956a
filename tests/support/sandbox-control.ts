/** The control door of the practice vendors (sandbox/README.md), for tests that pay, spoil answers or look things up. */
export interface SandboxPayment {
  orderId: string;
  status: 'pending' | 'completed' | 'expired' | 'canceled';
  amountIdr: number;
  totalIdr: number;
  receipts: { amountIdr: number }[];
}

export interface SandboxState {
  gateway: { payments: number; receipts: number; receivedIdr: number };
  supplier: { purchases: { refId: string; sku: string; customerNo: string; status: string; sn: string }[] };
  lock: { locks: { lockId: number; keys: { keyboardPwdId: number; pin: string }[] }[] };
  deployments: { id: string }[];
  waitingWebhooks: number;
  counts: Record<string, number>;
}

export interface SandboxControl {
  call(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<{ status: number; json: unknown }>;
  payments(): Promise<SandboxPayment[]>;
  state(): Promise<SandboxState>;
  /** False when the vendor refused (paid already, expired, unknown). */
  pay(reference: string, options?: { mode?: string; amountIdr?: number; webhook?: boolean | number }): Promise<boolean>;
  faults(faults: readonly Record<string, unknown>[], clear?: boolean): Promise<void>;
  clearFaults(): Promise<void>;
}

const CALL_MS = 5_000;

/** `url` is asked at every call: the vendors may come back on another port. */
export function sandboxControl(url: () => string | Promise<string>, token: string): SandboxControl {
  const call: SandboxControl['call'] = async (method, path, body) => {
    const response = await fetch(`${await url()}/control${path}`, {
      method,
      headers: { 'x-sandbox-token': token, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(CALL_MS),
    });
    return { status: response.status, json: await response.json() };
  };
  return {
    call,
    async payments() {
      const { json } = await call('GET', '/payments?limit=1000');
      return (json as { payments: SandboxPayment[] }).payments;
    },
    async state() {
      return (await call('GET', '/state')).json as SandboxState;
    },
    async pay(reference, options = {}) {
      const { status } = await call('POST', '/pay', { order_id: reference, ...options });
      return status < 300;
    },
    async faults(faults, clear = false) {
      const { status, json } = await call('POST', '/faults', { faults, clear });
      if (status !== 200) throw new Error(`faults refused: ${JSON.stringify(json)}`);
    },
    async clearFaults() {
      await call('DELETE', '/faults');
    },
  };
}

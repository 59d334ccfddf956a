/** What the vendors do wrong in a run, and how often: rows for their switches, and lies the switches do not know. */
import { put, type Effect, type Fault } from '../../sandbox/world/model.ts';
import { objectOf, type Outgoing } from '../../sandbox/world/handling.ts';
import type { Chance } from './chance.ts';

const MINUTE = 60_000;

type Rate = [vendor: Fault['vendor'], endpoint: string, kind: string, probability: number, ms?: number];

/** `handled` means the vendor did its work, and only we do not learn of it. */
const RATES: readonly Rate[] = [
  ['gateway', 'create', 'reset', 0.02],
  ['gateway', 'create', 'http_500', 0.01],
  ['gateway', 'create', 'refuse', 0.01],
  ['gateway', 'create', 'broken_json', 0.005],
  ['gateway', 'create', 'html_200', 0.005],
  ['gateway', 'create', 'duplicate', 0.005],
  ['gateway', 'create', 'other_amount', 0.005],
  ['gateway', 'create', 'other_qr_amount', 0.004],
  ['gateway', 'create', 'bad_qr', 0.004],
  ['gateway', 'detail', 'reset', 0.02],
  ['gateway', 'detail', 'http_500', 0.01],
  ['gateway', 'detail', 'broken_json', 0.005],
  ['gateway', 'cancel', 'reset', 0.03],
  ['supplier', 'transaction', 'reset', 0.03],
  ['supplier', 'transaction', 'http_500', 0.015],
  ['supplier', 'transaction', 'html_502', 0.005],
  ['supplier', 'transaction', 'broken_json', 0.01],
  ['supplier', 'transaction', 'refuse', 0.01],
  ['supplier', 'transaction', 'duplicate', 0.004],
  ['deployment', 'order', 'reset', 0.04],
  ['deployment', 'order', 'http_500', 0.02],
  ['deployment', 'order', 'refuse', 0.02],
  ['deployment', 'status', 'reset', 0.03],
  ['lock', '*', 'reset', 0.03],
  ['lock', '*', 'http_500', 0.02],
  ['lock', 'pin_add', 'duplicate', 0.02],
  ['*', 'webhook', 'drop_webhook', 0.1],
  ['*', 'webhook', 'repeat_webhook', 0.1],
  ['*', 'webhook', 'delay_webhook', 0.08, 7 * MINUTE],
  ['*', 'webhook', 'webhook_out_of_order', 0.1, 3 * MINUTE],
];

const HANDLED = new Set(['http_500', 'html_502', 'html_200', 'refuse']);

export const faultRows = (): Effect[] =>
  RATES.map(([vendor, endpoint, kind, probability, ms = 0], index) => {
    const id = `fault-${index}`;
    const handled = !HANDLED.has(kind);
    return put('faults', id, { id, vendor, endpoint, kind, calls: null, probability, ms, times: 3, handled });
  });

export interface Lies {
  /** What the gateway says from now on about a reference, whatever it took. */
  gatewayStatus: Map<string, string>;
  /** Purchases the supplier changed its mind about. */
  tookBack: Set<string>;
  /** So often a supplier's status and its code contradict each other. */
  contradictionRate: number;
  tell(vendor: string, response: Outgoing): Outgoing;
}

export function createLies(chance: Chance): Lies {
  const lies: Lies = {
    gatewayStatus: new Map(),
    tookBack: new Set(),
    contradictionRate: 0.005,
    tell(vendor, response) {
      if (vendor === 'gateway' && lies.gatewayStatus.size > 0) return otherStatus(lies.gatewayStatus, response);
      if (vendor === 'supplier' && chance.hits(lies.contradictionRate)) return contradiction(response);
      return response;
    },
  };
  return lies;
}

function otherStatus(statuses: Map<string, string>, response: Outgoing): Outgoing {
  const body = objectOf(response.body);
  const transaction = body?.['transaction'] as Record<string, unknown> | undefined;
  const status = transaction && statuses.get(String(transaction['order_id']));
  if (!transaction || !status) return response;
  transaction['status'] = status;
  return { ...response, body: JSON.stringify(body) };
}

/** "Sukses" with a code of failure, "Gagal" with one of success. */
function contradiction(response: Outgoing): Outgoing {
  const body = objectOf(response.body);
  const data = body?.['data'] as Record<string, unknown> | undefined;
  if (!data || typeof data['rc'] !== 'string') return response;
  data['rc'] = data['status'] === 'Sukses' ? '02' : '00';
  return { ...response, body: JSON.stringify(body) };
}

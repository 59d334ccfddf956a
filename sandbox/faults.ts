/**
 * The switches: which fault hits which call, and how it spoils an answer. Pure; `server.ts` plays the result on the
 * socket. A fault with `handled` lets the vendor do its work first: money moves, the client just does not learn of it.
 */
import type { Outgoing } from './world/handling.ts';
import { del, put } from './world/model.ts';
import type { Effect, Fault, World } from './world/model.ts';

/** What becomes of an answer. */
export type Answer =
  | { kind: 'send'; response: Outgoing; delayMs: number }
  | { kind: 'drip'; response: Outgoing; msPerByte: number }
  | { kind: 'reset'; afterMs: number };

/** Every switch, and whether the vendor has done its work by then unless told otherwise. */
export const FAULT_KINDS: Record<string, { handled: boolean }> = {
  refuse: { handled: false },
  reset: { handled: true },
  silence: { handled: true },
  http_500: { handled: false },
  html_502: { handled: false },
  html_200: { handled: false },
  broken_json: { handled: true },
  other_amount: { handled: true },
  other_qr_amount: { handled: true },
  bad_qr: { handled: true },
  duplicate: { handled: true },
  refund_refused: { handled: false },
  huge: { handled: true },
  drip: { handled: true },
  delay: { handled: true },
  drop_webhook: { handled: true },
  repeat_webhook: { handled: true },
  delay_webhook: { handled: true },
  webhook_out_of_order: { handled: true },
};

const HUGE_BYTES = 10 * 1024 * 1024;

/** The first switch that matches and whose chance comes up; its remaining calls go down. */
export function pickFault(
  world: World,
  random: () => number,
  vendor: string,
  endpoint: string,
): { fault: Fault | null; effects: Effect[] } {
  for (const fault of world.faults.values()) {
    if (!matches(fault, vendor, endpoint) || random() >= fault.probability) continue;
    if (fault.calls === null) return { fault, effects: [] };
    const left = fault.calls - 1;
    return {
      fault,
      effects: [left > 0 ? put('faults', fault.id, { ...fault, calls: left }) : del('faults', fault.id)],
    };
  }
  return { fault: null, effects: [] };
}

function matches(fault: Fault, vendor: string, endpoint: string): boolean {
  if (fault.vendor !== '*' && fault.vendor !== vendor) return false;
  const aboutWebhooks = fault.kind.includes('webhook');
  if (aboutWebhooks !== (endpoint === 'webhook')) return false;
  return aboutWebhooks || fault.endpoint === '*' || fault.endpoint === endpoint;
}

/** `twist` is the vendor's own lie for `other_amount`, `duplicate` and the QR switches. */
export function spoil(
  fault: Fault | null,
  response: Outgoing,
  twist: (kind: string, body: Outgoing) => Outgoing,
): Answer {
  if (!fault) return { kind: 'send', response, delayMs: 0 };
  switch (fault.kind) {
    case 'refuse':
      return { kind: 'reset', afterMs: 0 };
    case 'reset':
      return { kind: 'reset', afterMs: fault.ms };
    case 'silence':
      return { kind: 'reset', afterMs: fault.ms || 60_000 };
    case 'delay':
      return { kind: 'send', response, delayMs: fault.ms };
    case 'drip':
      return { kind: 'drip', response, msPerByte: fault.ms || 1_000 };
    default:
      return { kind: 'send', response: replacement(fault.kind, response, twist), delayMs: 0 };
  }
}

function replacement(kind: string, response: Outgoing, twist: (kind: string, body: Outgoing) => Outgoing): Outgoing {
  switch (kind) {
    case 'http_500':
      return page(500, 'application/json', '{"message":"Internal Server Error"}');
    case 'html_502':
      return page(502, 'text/html', '<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>');
    case 'html_200':
      return page(200, 'text/html', '<!doctype html><html><body>Just a moment...</body></html>');
    case 'broken_json':
      return { ...response, body: response.body.slice(0, Math.max(1, response.body.length >> 1)) };
    case 'huge':
      return { ...response, body: `{"padding":"${'x'.repeat(HUGE_BYTES)}",${response.body.slice(1)}` };
    default:
      return twist(kind, response);
  }
}

function page(status: number, type: string, body: string): Outgoing {
  return { status, headers: { 'content-type': type }, body };
}

/**
 * `/control`: what a payer's bank app, a test or the practice mode does to the practice vendors. Pure like the vendors'
 * handlers; `server.ts` has checked the token. Errors: `{error: {code, message}}`.
 */
import { MAX_TIMES } from '../deliveries.ts';
import { FAULT_KINDS } from '../faults.ts';
import { PAY_MODES, pay } from '../gateway/pay.ts';
import { giveBack } from '../gateway/refund.ts';
import type { PayMode } from '../gateway/pay.ts';
import { json, objectOf } from '../world/handling.ts';
import type { Context, Handled, Incoming, Route } from '../world/handling.ts';
import { count, del, put } from '../world/model.ts';
import type { Effect, Fault, Payment, World } from '../world/model.ts';
import { Refusal, flag, list, text, wholeNumber } from './fields.ts';
import type { Fields } from './fields.ts';
import { setupEffects } from './setup.ts';
import { paymentList, paymentView, stateView } from './views.ts';

type Control = (fields: Fields, world: World, context: Context, request: Incoming) => Handled;

export function controlRoute(method: string, path: string): Route | null {
  const orderId = /^\/payments\/([^/]{1,100})$/.exec(path)?.[1];
  if (method === 'GET' && orderId)
    return guarded('control', (fields, world, context, request) => {
      const payment = find(world, orderId, request.query.get('project'));
      return json(200, { payment: paymentView(payment, context.now) });
    });
  const handle = CALLS[`${method} ${path}`];
  return handle ? guarded('control', handle) : null;
}

const CALLS: Record<string, Control> = {
  'POST /pay': controlPay,
  'POST /refund': controlRefund,
  'POST /say': controlSay,
  'POST /setup': (fields, world) => json(200, { ok: true }, setupEffects(fields, world)),
  'POST /faults': setFaults,
  'GET /faults': (_fields, world) => json(200, { faults: [...world.faults.values()] }),
  'DELETE /faults': (_fields, world) => json(200, { ok: true }, clearing(world)),
  'GET /payments': (_fields, world, context, request) =>
    json(200, {
      payments: paymentList(
        world,
        context.now,
        Math.min(1_000, Math.max(1, Math.trunc(Number(request.query.get('limit')) || 100))),
      ),
    }),
  'GET /state': (_fields, world, context) => json(200, stateView(world, context.now)),
  'POST /clock': setClock,
  'POST /refuse': refuseConnections,
};

function guarded(endpoint: string, handle: Control): Route {
  return {
    endpoint,
    handle(request, world, context) {
      try {
        const fields = request.body === '' ? {} : objectOf(request.body);
        if (!fields) throw new Refusal(400, 'bad_json', 'The body must be a JSON object');
        return handle(fields, world, context, request);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return json(error.status, { error: { code: error.code, message: error.message } });
      }
    },
  };
}

function find(world: World, orderId: string, project: string | null): Payment {
  const slugs = project ? [project] : world.projects.keys();
  for (const slug of slugs) {
    const payment = world.payments.get(`${slug} ${orderId}`);
    if (payment) return payment;
  }
  throw new Refusal(404, 'unknown_order', 'No payment with this order id');
}

const PAY_PROBLEMS = {
  expired: 'The payment has expired; mode "late" pays it all the same',
  canceled: 'The payment was canceled; mode "late" pays it all the same',
  already_paid: 'The payment is paid; mode "again" pays it once more',
  closed_amount: 'This account number takes the billed amount only',
  not_paid_yet: 'Mode "again" needs a payment that was paid before',
};

function controlPay(fields: Fields, world: World, context: Context): Handled {
  const payment = find(world, text(fields, 'order_id', ''), text(fields, 'project', '') || null);
  const mode = text(fields, 'mode', 'exact') as PayMode;
  if (!PAY_MODES.includes(mode)) throw new Refusal(400, 'bad_field', `mode must be one of ${PAY_MODES.join(', ')}`);
  const amountIdr = fields['amountIdr'] === undefined ? null : wholeNumber(fields, 'amountIdr', 0);
  if (amountIdr === 0) throw new Refusal(400, 'bad_field', 'amountIdr must be 1 or more');
  const result = pay(world, context, payment, { mode, amountIdr, webhookTimes: webhookTimes(fields['webhook']) });
  if (!result.ok) throw new Refusal(409, result.code, PAY_PROBLEMS[result.code]);
  const { receipts, scheduledAt, effects } = result;
  const view = paymentView(result.payment, context.now);
  return json(scheduledAt === null ? 200 : 202, { payment: view, receipts, scheduledAt }, effects);
}

/** What somebody does in the gateway's own dashboard: `order_id`, and `amountIdr` for a part. */
function controlRefund(fields: Fields, world: World, context: Context): Handled {
  const payment = find(world, text(fields, 'order_id', ''), text(fields, 'project', '') || null);
  const amountIdr = fields['amountIdr'] === undefined ? null : wholeNumber(fields, 'amountIdr', 1);
  const key = text(fields, 'key', `DASHBOARD-${(payment.refunds?.length ?? 0) + 1}`);
  const given = giveBack(world, context, payment, { key, amountIdr, instant: true });
  if (!given) throw new Refusal(409, 'nothing_left', 'There is not so much left to give back');
  const saved = put('payments', `${payment.project} ${payment.orderId}`, given.payment);
  return json(200, { payment: paymentView(given.payment, context.now) }, [saved]);
}

/** From now on the gateway calls the payment `status`, whatever was received; null ends it. */
function controlSay(fields: Fields, world: World, context: Context): Handled {
  const payment = find(world, text(fields, 'order_id', ''), text(fields, 'project', '') || null);
  const says = { ...payment, saysStatus: text(fields, 'status', '') || null };
  const saved = put('payments', `${payment.project} ${payment.orderId}`, says);
  return json(200, { payment: paymentView(says, context.now) }, [saved]);
}

/** true = once, false = never, a number = that many copies. */
function webhookTimes(value: unknown): number {
  if (value === undefined || value === true) return 1;
  if (value === false) return 0;
  if (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_TIMES) return value as number;
  throw new Refusal(400, 'bad_field', `webhook must be true, false or a number up to ${MAX_TIMES}`);
}

/** One switch, or several as `faults`; with `clear` the old ones go first. */
function setFaults(fields: Fields, world: World): Handled {
  const wanted = fields['faults'] === undefined && fields['kind'] !== undefined ? [fields] : list(fields, 'faults');
  const first = world.counts.get('switches set') ?? 0;
  const faults = wanted.map((each, index) => faultOf(each, `fault ${first + index + 1}`));
  const cleared = flag(fields, 'clear', false) ? clearing(world) : [];
  const counted = put('counts', 'switches set', first + faults.length);
  return json(200, { faults }, [...cleared, counted, ...faults.map((fault) => put('faults', fault.id, fault))]);
}

function clearing(world: World): Effect[] {
  return [...world.faults.keys()].map((id) => del('faults', id));
}

function faultOf(fields: Fields, id: string): Fault {
  const kind = text(fields, 'kind', '');
  const known = FAULT_KINDS[kind];
  if (!known) throw new Refusal(400, 'bad_field', `kind must be one of ${Object.keys(FAULT_KINDS).join(', ')}`);
  const vendor = text(fields, 'vendor', '*') as Fault['vendor'];
  if (!['gateway', 'supplier', 'lock', 'deployment', '*'].includes(vendor))
    throw new Refusal(400, 'bad_field', 'vendor must be gateway, supplier, lock, deployment or *');
  const probability = fields['probability'] ?? 1;
  if (typeof probability !== 'number' || !(probability >= 0 && probability <= 1))
    throw new Refusal(400, 'bad_field', 'probability must be a number from 0 to 1');
  const calls = fields['calls'] === undefined || fields['calls'] === null ? null : wholeNumber(fields, 'calls', 1);
  if (calls === 0) throw new Refusal(400, 'bad_field', 'calls must be 1 or more, or null for "until cleared"');
  return {
    id,
    vendor,
    endpoint: text(fields, 'endpoint', '*'),
    kind,
    calls,
    probability,
    ms: wholeNumber(fields, 'ms', 0),
    times: wholeNumber(fields, 'times', 2),
    handled: flag(fields, 'handled', known.handled),
  };
}

/** Moves the vendors' clock against the machine's; timers are set anew by the server. */
function setClock(fields: Fields, world: World): Handled {
  const offset = fields['offsetMs'];
  if (!Number.isSafeInteger(offset)) throw new Refusal(400, 'bad_field', 'offsetMs must be a whole number');
  const meta = world.meta.get('meta');
  if (!meta) throw new Refusal(500, 'not_ready', 'The sandbox is not set up');
  return json(200, { offsetMs: offset }, [
    put('meta', 'meta', { ...meta, clockOffsetMs: offset as number }),
    count(world, 'clock moved'),
  ]);
}

const MAX_REFUSING_MS = 10 * 60_000;

/** Cuts every connection and lets nobody connect for `ms`, to no vendor and not to `/control` either; then the same port opens again. */
function refuseConnections(fields: Fields): Handled {
  const ms = wholeNumber(fields, 'ms', 1_000);
  if (ms < 1 || ms > MAX_REFUSING_MS) throw new Refusal(400, 'bad_field', `ms must be 1 to ${MAX_REFUSING_MS}`);
  return { ...json(200, { ok: true }), closePortMs: ms };
}

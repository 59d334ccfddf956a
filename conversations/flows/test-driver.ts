/**
 * For tests only: plays the conversations through the real router, turn engine and message files, over a shop kept in
 * memory. Storage, leases and channels are not here; what a person reads and may press is.
 */
import type { Commerce, OrderView, ProductView, RoomOffer } from '../../commerce/app.ts';
import type { DialogRow, Lang } from '../../commerce/chat/model.ts';
import type { PayWay } from '../../commerce/payment/methods.ts';
import type { Actor } from '../../commerce/people/model.ts';
import type { Screen } from '../../commerce/ports/screen.ts';
import { createMessages, type Rendered } from '../messages/render.ts';
import { route } from '../router.ts';
import { readPending } from '../runner/pending.ts';
import { resumeDialog, startFlow, type TurnContext, type TurnResult } from '../runner/turn.ts';
import { flows } from './index.ts';

/** 21 November 2026 is a Saturday. */
export const TODAY = '2026-11-21';
const NOW = Date.parse('2026-11-21T03:00:00Z');

export const room = (over: Partial<RoomOffer> = {}): RoomOffer => ({
  roomTypeId: 'rt-deluxe',
  code: 'DELUXE',
  name: 'Deluxe',
  description: 'Menghadap taman.',
  capacity: 2,
  picture: 'deluxe.png',
  available: 3,
  nights: 2,
  totalIdr: 900_000,
  nightly: [],
  propertyName: 'Griya Melati',
  zone: 'Asia/Jakarta',
  checkInTime: '14:00',
  checkOutTime: '12:00',
  ...over,
});

export const product = (over: Partial<ProductView> = {}): ProductView => ({
  id: 'p-ml86',
  code: 'ML86',
  kind: 'h2h',
  name: 'Mobile Legends 86',
  category: 'Game',
  brand: 'Mobile Legends',
  description: '',
  priceIdr: 23_000,
  stock: null,
  sellable: true,
  reopensAt: null,
  pausedUntil: null,
  destinationKind: 'game',
  destinationFields: ['user', 'zone'],
  ...over,
});

export const orderView = (over: Partial<OrderView> = {}): OrderView => ({
  id: 'o-1',
  code: 'K7QF2M',
  environment: 'practice',
  state: 'awaiting_payment',
  payWith: 'gateway',
  totalIdr: 23_000,
  placedAt: NOW,
  payBy: NOW + 1_800_000,
  paidAt: null,
  cancelRequested: false,
  lines: [
    {
      kind: 'h2h',
      name: 'Mobile Legends 86',
      qty: 1,
      totalIdr: 23_000,
      destination: '12345678 (1234)',
      checkIn: null,
      checkOut: null,
    },
  ],
  payment: {
    id: 'pay-1',
    state: 'pending',
    payableIdr: 23_000,
    feeIdr: 0,
    payUrl: null,
    paymentNumber: 'x',
    format: 'qris_dynamic',
    methodName: null,
    billerCode: null,
    expiresAt: NOW + 1_800_000,
  },
  fulfilments: [],
  refundDueIdr: 0,
  parked: null,
  refunds: [],
  timeline: [{ at: NOW, what: 'placed', detail: '' }],
  zone: 'Asia/Jakarta',
  pageUrl: 'http://127.0.0.1/o/token',
  ...over,
});

/** Calls of use cases by name, newest last. */
export type Calls = { name: string; args: unknown[] }[];

const QRIS: PayWay = {
  feature: 'payment.qris',
  format: 'qris_dynamic',
  name: null,
  place: 'bank',
  asksPhone: false,
  minIdr: null,
  maxIdr: null,
  feeIdr: null,
};

/** A Commerce that answers what the test says and fails loudly on anything else. */
export function fakeCommerce(answers: { [K in keyof Commerce]?: Commerce[K] }): { app: Commerce; calls: Calls } {
  const calls: Calls = [];
  const known: Partial<Commerce> = {
    mode: async () => ({ practice: false, environment: 'live', businessName: 'Griya Melati' }),
    today: async () => ({ date: TODAY, zone: 'Asia/Jakarta' }),
    relayState: async () => 'none',
    balance: async () => ({ ok: false, reason: 'not_allowed' }),
    paymentMethods: async () => [QRIS],
    productHealth: async () => ({}),
    ...answers,
  };
  const app = new Proxy({} as Commerce, {
    get:
      (_, name: string) =>
      async (...args: unknown[]) => {
        calls.push({ name, args });
        const answer = known[name as keyof Commerce] as ((...given: unknown[]) => Promise<unknown>) | undefined;
        if (!answer) throw new Error(`the test has no answer for ${name}`);
        return answer(...args);
      },
  });
  return { app, calls };
}

const stackOf = (fields: object): string => {
  const err: unknown = Reflect.get(fields, 'err');
  return err instanceof Error ? (err.stack ?? err.message) : '';
};

export interface Driver {
  /** Types words; gives what is said in return. */
  type(words: string): Promise<Rendered[]>;
  /** Presses the button with this label on the newest message that has one. */
  press(label: string): Promise<Rendered[]>;
  /** What the last turn said, as one text. */
  text(): string;
  /** Labels of the buttons below the newest message with any. */
  buttons(): string[];
  choiceIds(): string[];
  hasDialog(): boolean;
  /** Sentences with a missing key or value. */
  problems: string[];
}

export function drive(app: Commerce, at: { lang?: Lang; roles?: Actor['roles'] } = {}): Driver {
  const problems: string[] = [];
  const log = {
    debug() {},
    info() {},
    warn: (fields: object, message: string) => void problems.push(`${message} ${JSON.stringify(fields)}`),
    error: (fields: object, message: string) =>
      void problems.push(`${message} ${JSON.stringify(fields)} ${stackOf(fields)}`),
  };
  const messages = createMessages({ log });
  const lang = at.lang ?? 'id';
  const actor: Actor = { personId: 'p', chatId: 'c', roles: at.roles ?? [], via: 'chat', environment: 'live', lang };
  const journals = new Map<string, string>();
  let dialog: DialogRow | null = null;
  let rows = 0;
  let last: Rendered[] = [];

  function context(): TurnContext {
    rows += 1;
    return {
      rowId: `row-${rows}`,
      chatId: 'c',
      lang,
      actor,
      app,
      flows: new Map(flows.map((flow) => [flow.name, flow])),
      now: NOW + rows,
      dialogTimeoutMs: 1_800_000,
      turnTimeoutMs: 5_000,
      log,
      wordings: (label) => [messages.text(label, 'id'), messages.text(label, 'en')],
      journalOf: (dialogId) => ({
        get: async (key) => journals.get(`${dialogId}:${key}`) ?? null,
        put: async (key, value) => void journals.set(`${dialogId}:${key}`, value),
        seal: (_, plain) => plain,
        open: (_, sealed) => sealed,
        all: async () => [],
      }),
    };
  }

  async function turn(body: { kind: 'text'; text: string } | { kind: 'choice'; choice: string }): Promise<TurnResult> {
    const waiting = dialog;
    const to = route(body, { hasDialog: waiting !== null, pendingSecret: false, isStaffTurn: false });
    if (to.kind === 'flow') return startFlow(context(), { flow: to.flow, args: to.args });
    if (!waiting) return startFlow(context(), { flow: 'cancel' });
    if (to.kind === 'cancel') return resumeDialog(context(), waiting, { ended: 'cancelled' });
    return resumeDialog(context(), waiting, body.kind === 'text' ? { words: body.text } : { choice: body.choice });
  }

  async function play(body: Parameters<typeof turn>[0]): Promise<Rendered[]> {
    const result = await turn(body);
    // Through JSON, as the rows of a real chat go.
    dialog = JSON.parse(JSON.stringify(result.dialog)) as DialogRow | null;
    if (dialog && readPending(dialog).key === '') throw new Error('a dialog waits for nothing');
    last = result.screens.map((screen: Screen) => messages.render(screen, lang, { practice: false }));
    return last;
  }

  const choices = () => last.findLast((said) => said.choices.length > 0)?.choices ?? [];
  return {
    type: (text) => play({ kind: 'text', text }),
    press(label) {
      const found = choices().find((choice) => choice.label.includes(label));
      if (!found)
        throw new Error(
          `no button ${label} among ${choices()
            .map((choice) => choice.label)
            .join(' | ')}`,
        );
      return play({ kind: 'choice', choice: found.id });
    },
    text: () => last.map((said) => said.text).join('\n\n'),
    buttons: () => choices().map((choice) => choice.label),
    choiceIds: () => choices().map((choice) => choice.id),
    hasDialog: () => dialog !== null,
    problems,
  };
}

/**
 * The whole app in a process of its own with a gateway whose webhooks are signed, for rows that harm what the process
 * stands on (disk, power, locks, Redis, Postgres). Keeps what was acknowledged, by reference: that is what must be there
 * afterwards, whatever happened. Unsigned webhooks would not do, they are hints and need no row.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { startChild, temporaryFolder, type Child } from '../bench/children.ts';
import { sandboxControl, type SandboxControl } from '../support/sandbox-control.ts';

const TOKEN = 'tests-hold-this-token-themselves';
const ANSWER_MS = 30_000;
const AGAIN_MS = 200;

/** Times short enough that a lost webhook or lease costs seconds. */
const SETTINGS = {
  LOG_LEVEL: 'silent',
  SAPA_SANDBOX_TOKEN: TOKEN,
  SAPA_SET_pollEveryMs: '1500',
  SAPA_SET_queryGapMs: '300',
};

export interface Sent {
  reference: string;
  /** 0: no answer. */
  status: number;
  tookMs: number;
}

export interface AppUnderFault {
  child: Child;
  url: string;
  folder: string;
  vendors: SandboxControl;
  /** References whose webhook was answered 2xx. */
  acknowledged: Set<string>;
  /** One signed "paid" about a payment nobody knows: stored, acknowledged and looked into, without moving money. */
  send(reference?: string): Promise<Sent>;
  /** As a gateway does: again, the same, until it is acknowledged. Throws when it never is. */
  sendUntilTaken(withinMs: number): Promise<Sent>;
}

/** `folder` may be one that exists, on another disk for instance; without a `gateway` nothing can be sent. */
export async function openApp(
  environment: Record<string, string> = {},
  folder = temporaryFolder(),
  { gateway = true } = {},
): Promise<AppUnderFault> {
  const child = await startChild('app', { SAPA_DATA: folder, ...SETTINGS, ...environment });
  const url = `http://127.0.0.1:${await child.call<number>('port')}`;
  const sandboxUrl = await child.call<string>('sandboxUrl');
  const secret = randomBytes(24).toString('hex');
  const path = gateway ? await child.call<string>('addSignedGateway', secret) : '/none';
  const acknowledged = new Set<string>();

  async function send(reference = `X${randomBytes(6).toString('hex').toUpperCase()}-1`): Promise<Sent> {
    const body = paidBody(reference);
    const from = performance.now();
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-pakasir-signature': createHmac('sha256', secret).update(body).digest('hex'),
      },
      body,
      signal: AbortSignal.timeout(ANSWER_MS),
    }).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) acknowledged.add(reference);
    return { reference, status: answer?.status ?? 0, tookMs: performance.now() - from };
  }

  return {
    child,
    url,
    folder,
    vendors: sandboxControl(() => sandboxUrl, TOKEN),
    acknowledged,
    send,
    async sendUntilTaken(withinMs) {
      const end = performance.now() + withinMs;
      let sent = await send();
      while (sent.status !== 200) {
        if (performance.now() > end) throw new Error(`not taken in ${withinMs} ms, last answer ${sent.status}`);
        await pause(AGAIN_MS);
        sent = await send(sent.reference);
      }
      return sent;
    },
  };
}

const paidBody = (reference: string): string =>
  JSON.stringify({
    amount: 25_000,
    order_id: reference,
    project: 'toko-latihan',
    status: 'completed',
    payment_method: 'qris',
    completed_at: '2026-11-21T10:00:00.000+07:00',
    transaction_id: `TX${reference}`,
    is_sandbox: true,
  });

/** A request every so often until `over`, whatever the answers; several at a time. */
export async function keepSending(
  app: AppUnderFault,
  over: () => boolean,
  { atOnce = 4, gapMs = 10 } = {},
): Promise<Sent[]> {
  const all: Sent[] = [];
  const one = async () => {
    while (!over()) {
      all.push(await app.send());
      await pause(gapMs);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return all;
}

/** "200: 40, 503: 2". */
export function countByStatus(sent: readonly Sent[]): string {
  const counts = new Map<number, number>();
  for (const { status } of sent) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${status}: ${count}`).join(', ');
}

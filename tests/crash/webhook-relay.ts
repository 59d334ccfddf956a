/**
 * Stands between the practice vendors and a shop of several doors: each delivery goes to every door, some twice, and the
 * vendor hears the best answer. So each door gets all webhooks, at the same moment.
 */
import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { SandboxControl } from '../support/sandbox-control.ts';
import { lookInto, type Place } from '../support/shop-data.ts';

export interface WebhookRelay {
  delivered(): number;
  /** Answers that are the shop's own fault. */
  broken(): readonly string[];
  close(): Promise<void>;
}

const COPIES = 2;
const ONE_TRY_MS = 10_000;
const NOT_SENT_ON = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive']);

/** From now on the vendors send here. */
export async function relayWebhooks(
  place: Place,
  sandbox: SandboxControl,
  doors: readonly string[],
): Promise<WebhookRelay> {
  let delivered = 0;
  const broken: string[] = [];

  async function pass(door: string, { method, url, headers }: IncomingMessage, body: Buffer): Promise<number> {
    const kept = Object.entries(headers).filter(([name]) => !NOT_SENT_ON.has(name));
    try {
      const response = await fetch(`${door}${url ?? ''}`, {
        method: method ?? 'POST',
        headers: kept.map(([name, value]): [string, string] => [name, String(value)]),
        body: new Uint8Array(body),
        signal: AbortSignal.timeout(ONE_TRY_MS),
      });
      const text = await response.text();
      delivered += 1;
      if (response.status === 500) broken.push(`${door}${url}: ${text.slice(0, 200)}`);
      return response.status;
    } catch {
      // This door is dead at the moment.
      return 503;
    }
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const all = doors.flatMap((door) =>
        Array.from({ length: COPIES }, () => pass(door, request, Buffer.concat(chunks))),
      );
      void Promise.all(all).then((statuses) => response.writeHead(Math.min(...statuses)).end());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const providers = await lookInto(place, ({ all }) => all('select slug, integration_type from providers'));
  const door = (type: string) => {
    const slug = providers.find((row) => row['integration_type'] === type)?.['slug'];
    return { webhookUrl: `${url}/webhook/${type}/${slug}` };
  };
  await sandbox.call('POST', '/setup', { gateway: door('payment'), supplier: door('supplier') });
  return {
    delivered: () => delivered,
    broken: () => broken,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

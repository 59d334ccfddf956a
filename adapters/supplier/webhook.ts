/**
 * Verifies and reads a supplier's webhook. The signature is over the raw bytes; nothing signed tells its age, so a
 * captured one can be replayed for ever and only the event key and the state machine protect from it.
 */
import { createHash } from 'node:crypto';
import type { InboundRequest, WebhookReply } from '../../commerce/ports/outcome.ts';
import type { SupplierWebhookReading } from '../../commerce/ports/supplier.ts';
import { readBody } from '../wire/body.ts';
import { compilePath } from '../wire/paths.ts';
import { verifySignature } from '../wire/signature.ts';
import { classifyReply } from './classify.ts';
import type { SupplierProfile } from './profile.ts';
import type { ReplyFields, ReplyReader } from './reply.ts';

const REFUSED: WebhookReply = { status: 401, contentType: 'application/json', body: '{"error":"refused"}' };

/** The names a signature may use, as `providerScope` gives them. */
export interface WebhookSecrets {
  secret: Readonly<Record<string, unknown>>;
  cfg: Readonly<Record<string, unknown>>;
}

/** Pure. `now` in epoch milliseconds. A profile without a webhook refuses everything. */
export function readSupplierWebhook(
  profile: SupplierProfile,
  reader: ReplyReader,
  request: InboundRequest,
  names: WebhookSecrets,
  now: number,
): SupplierWebhookReading {
  const rules = profile.webhook;
  if (!rules) return { verified: false, reason: 'no_webhook', confirm: 'always', events: [], reply: REFUSED };
  if (request.method !== 'POST')
    return { verified: false, reason: 'method_not_allowed', confirm: 'always', events: [], reply: REFUSED };
  const body = readBody(request.body, 'json');
  const { verified, reason } = verifySignature(
    rules.verify,
    { raw: request.body, body, header: request.headers, path: request.path, verb: request.method, ...names },
    now,
  );
  const reading = { confirm: rules.confirm, events: [], reply: rules.reply };
  if (!verified) return { ...reading, verified, reason, reply: REFUSED };
  const reply = reader.envelope(request.body);
  if (reply === null || Array.isArray(reply)) {
    const ping = rules.ping !== undefined && compilePath(rules.ping)(body) !== undefined;
    return { ...reading, verified, reason: ping ? 'ping' : 'malformed' };
  }
  const fields = reader.fields(reply);
  const { refId } = fields;
  if (refId === null) return { ...reading, verified, reason: 'malformed' };
  const event = { refId, eventKey: eventKey(refId, fields), reading: classifyReply(fields, 'webhook', 'full', null) };
  return { ...reading, verified, reason: 'ok', events: [event] };
}

/** The same news twice has the same key, though the vendor may add a delivery id or its balance of the moment. */
function eventKey(refId: string, { statusText, rc, serial, priceIdr }: ReplyFields): string {
  const news = JSON.stringify([statusText.toLowerCase(), rc, serial, priceIdr]);
  return `${refId}:${createHash('sha256').update(news).digest('hex').slice(0, 24)}`;
}

/**
 * Verifies and reads a supplier's webhook. Signatures are over the raw bytes; nothing signed tells their age, so a
 * captured one can be replayed for ever and only the event key and the state machine protect from it. A token that does
 * not cover the body, and every report by GET, is a hint to ask and nothing more.
 */
import { createHash } from 'node:crypto';
import type { InboundRequest, WebhookReply } from '../../commerce/ports/outcome.ts';
import type { SupplierWebhookReading } from '../../commerce/ports/supplier.ts';
import { readBody } from '../wire/body.ts';
import { compilePath } from '../wire/paths.ts';
import { readQuery } from '../wire/query.ts';
import { verifySignature } from '../wire/signature.ts';
import type { Verification } from '../wire/signature.ts';
import type { Scope } from '../wire/template.ts';
import { classifyReply } from './classify.ts';
import type { SupplierProfile, SupplierWebhookRules } from './profile.ts';
import type { ReplyFields } from './reply-fields.ts';
import { textOf } from './reply-fields.ts';
import type { ReplyReader } from './reply.ts';

const REFUSED: WebhookReply = { status: 401, contentType: 'application/json', body: '{"error":"refused"}' };

/** Longer than any reference we make or number a supplier gives. */
const MAX_ID = 200;

/** Pure. `now` in epoch milliseconds. A profile without a webhook refuses everything. */
export function readSupplierWebhook(
  profile: SupplierProfile,
  reader: ReplyReader,
  request: InboundRequest,
  scope: Scope,
  now: number,
): SupplierWebhookReading {
  const rules = profile.webhook;
  const accept = rules?.accept ?? 'json';
  if (!rules) return refused('no_webhook');
  if (request.method !== (accept === 'query' ? 'GET' : 'POST')) return refused('method_not_allowed');
  const body = accept === 'query' ? readQuery(request.path) : readBody(request.body, accept);
  const verification = verify(rules, request, body, scope, now);
  if (!verification.verified && verification.reason !== 'unsigned') return refused(verification.reason);
  const confirm = accept === 'query' || !verification.verified ? 'always' : rules.confirm;
  const reading = { ...verification, confirm, events: [], reply: rules.reply };
  const fields = readFields(rules, reader, body);
  const isNews = fields !== null && (fields.refId !== null || fields.supplierRef !== null);
  if (!isNews) {
    const ping = rules.ping !== undefined && compilePath(rules.ping)(body) !== undefined;
    return { ...reading, reason: ping ? 'ping' : 'malformed' };
  }
  return { ...reading, events: [eventOf(fields)] };
}

function eventOf(fields: ReplyFields): SupplierWebhookReading['events'][number] {
  const [refId, supplierRef] = [fields.refId, fields.supplierRef].map((id) => id?.slice(0, MAX_ID) ?? null) as Pair;
  const key = eventKey(refId ?? supplierRef ?? '', fields);
  return { refId, supplierRef, eventKey: key, reading: classifyReply(fields, 'webhook', 'full', null) };
}

type Pair = [string | null, string | null];

const refused = (reason: string): SupplierWebhookReading => ({
  verified: false,
  reason,
  confirm: 'always',
  events: [],
  reply: REFUSED,
});

function verify(
  { verify: scheme }: SupplierWebhookRules,
  request: InboundRequest,
  body: object | null,
  scope: Scope,
  now: number,
): Verification {
  if (!scheme) return { verified: false, reason: 'unsigned' };
  const { secret, cfg } = scope as Record<'secret' | 'cfg', Record<string, unknown>>;
  const { body: raw, headers: header, path, method: verb } = request;
  return verifySignature(scheme, { raw, body, header, path, verb, secret, cfg }, now);
}

/** A report may give the reference apart from its sentence; when both name one and they differ, it is about nothing. */
function readFields(rules: SupplierWebhookRules, reader: ReplyReader, body: object | null): ReplyFields | null {
  if (rules.text === undefined) return reader.readParsed(body);
  const text = textOf(compilePath(rules.text)(body));
  const said = text === null ? null : reader.readText(text);
  const path = rules.reads?.reply?.refId;
  const named = path === undefined ? null : textOf(compilePath(path)(body));
  if (said === null || (named !== null && said.refId !== null && said.refId !== named)) return null;
  return { ...said, refId: named ?? said.refId };
}

/** The same news twice has the same key, though the vendor may add a delivery id or its balance of the moment. */
function eventKey(id: string, { statusText, rc, serial, priceIdr, code }: ReplyFields): string {
  const news = JSON.stringify([code === null ? statusText.toLowerCase() : code.is, rc, serial, priceIdr]);
  return `${id}:${createHash('sha256').update(news).digest('hex').slice(0, 24)}`;
}

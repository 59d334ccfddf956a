/** Reads an endpoint's callback. Its signature covers the bytes and their time, so its word needs no confirming. Pure. */
import { hash } from 'node:crypto';
import type { InboundRequest, WebhookReply } from '../../commerce/ports/outcome.ts';
import type { SupplierWebhookReading } from '../../commerce/ports/supplier.ts';
import type { FormatContext } from '../format.ts';
import { readBody } from '../wire/body.ts';
import { readReport } from './answer.ts';
import { verifyCallback } from './signature.ts';

/** Longer than any id we make. */
const MAX_ID = 100;

const reply = (status: number, body: object): WebhookReply => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify(body),
});

const refused = (reason: string): SupplierWebhookReading => ({
  verified: false,
  reason,
  confirm: 'never',
  events: [],
  reply: reply(401, { error: 'refused' }),
});

export function readCallback(context: FormatContext, request: InboundRequest, now: number): SupplierWebhookReading {
  if (request.method !== 'POST') return refused('method_not_allowed');
  const verification = verifyCallback(context, request, now);
  if (!verification.verified) return refused(verification.reason);
  const body = readBody(request.body, 'json') as Record<string, unknown> | null;
  const refId = body?.['deployment_id'];
  if (body === null || typeof refId !== 'string' || refId === '' || refId.length > MAX_ID) return refused('malformed');
  const reading = readReport(body);
  const { outcome, serial, message } = reading;
  const eventKey = `${refId}:${hash('sha256', JSON.stringify([outcome, serial, message]), 'hex').slice(0, 24)}`;
  return {
    verified: true,
    reason: 'ok',
    confirm: 'never',
    events: [{ refId, supplierRef: null, eventKey, reading }],
    reply: reply(200, { ok: true }),
  };
}

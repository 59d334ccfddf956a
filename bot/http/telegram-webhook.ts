/**
 * The address Telegram posts updates to. The secret header is compared before anything is believed; the answer follows
 * as soon as the message is a row, and an answer other than 200 makes Telegram send it again.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyPluginAsync } from 'fastify';
import { GateFull, type Gate } from '../../commerce/gate.ts';
import type { Log } from '../../commerce/ports/runtime.ts';
import type { TelegramWebhook } from '../channels/telegram/channel.ts';

export function telegramWebhook(webhook: TelegramWebhook, gate: Gate, log: Log): FastifyPluginAsync {
  return async (app) => {
    app.post(webhook.path, async (request, reply) => {
      if (!isSame(String(request.headers['x-telegram-bot-api-secret-token'] ?? ''), webhook.secretToken)) {
        log.warn({}, 'refused a Telegram webhook with a wrong secret');
        return reply.code(401).send({ error: { code: 'unauthorized', message: 'wrong secret token' } });
      }
      try {
        await gate.run(() => webhook.receive(request.body));
      } catch (error) {
        if (error instanceof GateFull) throw error;
        log.error({ error: error instanceof Error ? error.message : String(error) }, 'could not store an update');
        return reply.code(500).send({ error: { code: 'not_stored', message: 'send it again' } });
      }
      return reply.send({});
    });
  };
}

/** Digests are compared, so that neither time nor length says anything about the secret. */
function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

const digest = (text: string) => createHash('sha256').update(text).digest();

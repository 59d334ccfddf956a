/**
 * Log lines as JSON on stderr, each with the request or job it was written in. Masking here is the last net, not the
 * first: code passes ids and codes to the log, never goods, PINs, credentials or whole phone numbers.
 */
import pino from 'pino';
import type { Log } from '../commerce/ports/runtime.ts';
import { logContext } from './log-context.ts';
import { maskFields, maskText } from './log-mask.ts';

/** `stream` is for tests; production writes to stderr without buffering, so a killed process loses no line. */
export function createLog(level: string, stream?: { write(line: string): void }): Log {
  // Errors are plain objects by then; pino's own serializer would call them all Object.
  const serializers = { err: (error: unknown) => error };
  const logger = pino({ level, base: null, serializers }, stream ?? pino.destination({ dest: 2, sync: true }));
  const line = (at: 'debug' | 'info' | 'warn' | 'error') => (fields: Record<string, unknown>, message: string) => {
    if (!logger.isLevelEnabled(at)) return;
    logger[at](maskFields({ ...logContext(), ...fields }), maskText(message));
  };
  return { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
}

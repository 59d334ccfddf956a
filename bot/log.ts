/**
 * Log lines as JSON on stderr. Redaction here is the last net, not the first: code passes ids and codes to the log,
 * never goods, PINs, credentials or whole phone numbers.
 */
import pino from 'pino';
import type { Log } from '../commerce/ports/runtime.ts';

const HIDDEN = [
  'token',
  'secret',
  'password',
  'apiKey',
  'api_key',
  'pin',
  'serial',
  'voucher',
  'authorization',
  'cookie',
  'session',
  'phone',
  'customerNo',
];

/** `stream` is for tests; production writes to stderr without buffering, so a killed process loses no line. */
export function createLog(level: string, stream?: { write(line: string): void }): Log {
  const logger = pino(
    {
      level,
      base: null,
      redact: { paths: HIDDEN.flatMap((name) => [name, `*.${name}`]), censor: '***' },
      serializers: {
        err: (error: unknown) =>
          error instanceof Error ? { type: error.name, message: error.message, stack: error.stack } : error,
      },
    },
    stream ?? pino.destination({ dest: 2, sync: true }),
  );
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
  };
}

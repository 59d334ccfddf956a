/**
 * The owner's "test connection": the profile's harmless question, or else the status of a payment that does not exist.
 * Nothing is created, and "not found" proves that the key is right; creating and cancelling something cheap does not
 * work everywhere.
 */
import type { ConnectionTest } from '../../commerce/ports/outcome.ts';
import type { GatewayParts } from './gateway-parts.ts';

type Ask = () => ReturnType<GatewayParts['send']>;

export async function testConnection(parts: GatewayParts, ask: Ask): Promise<ConnectionTest> {
  const startedMs = parts.context.clock.elapsedMs();
  const answer = await ask();
  const latencyMs = Math.round(parts.context.clock.elapsedMs() - startedMs);
  const result = (reason: ConnectionTest['reason'], message: string): ConnectionTest => ({
    ok: reason === 'ok',
    latencyMs,
    reason,
    message,
  });
  if (answer.kind === 'said') return result('ok', 'answered');
  if (answer.kind === 'not_sent') return result('unreachable', answer.message);
  if (answer.kind !== 'error') return result('unexpected', answer.message);
  if (answer.is === 'not_found') return result('ok', answer.message);
  if (answer.is === 'auth') return result('credentials', answer.message);
  return result(answer.is === 'ip' ? 'ip_not_allowed' : 'unexpected', answer.message);
}

/** The owner's "does it work?": asks for the balance, which is cheap, changes nothing and needs the right credentials. */
import type { CallResult, ConnectionTest } from '../../commerce/ports/outcome.ts';
import type { Clock } from '../../commerce/ports/runtime.ts';

export async function testConnection(
  clock: Clock,
  balance: () => Promise<CallResult<{ balanceIdr: number }>>,
): Promise<ConnectionTest> {
  const startedAt = clock.elapsedMs();
  const result = await balance();
  const latencyMs = Math.round(clock.elapsedMs() - startedAt);
  if (result.kind === 'ok') {
    return { ok: true, latencyMs, reason: 'ok', message: `Rp ${String(result.value.balanceIdr)}` };
  }
  return { ok: false, latencyMs, reason: failureReason(result), message: result.message };
}

function failureReason(result: Exclude<CallResult<unknown>, { kind: 'ok' }>): ConnectionTest['reason'] {
  if (result.kind === 'not_sent') return 'unreachable';
  if (result.kind === 'unknown') return 'unexpected';
  if (result.code === 'ip_not_allowed') return 'ip_not_allowed';
  return result.code === 'credentials' ? 'credentials' : 'unexpected';
}

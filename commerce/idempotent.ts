/**
 * Makes a use case repeatable. The answer is stored under the asker's key in the transaction that did the work, so a
 * crash after the commit and a second delivery of the same wish both get the first answer. The same key with another
 * input is a `conflict`, never a second act.
 */
import type { Refusal } from './app.ts';
import type { Core } from './core.ts';
import { answering, Refused } from './refusal.ts';
import type { Stores } from './ports/stores/index.ts';

/**
 * Runs `work` in one transaction unless `key` was answered before. The stored answer must survive JSON: return ids and
 * plain values, and read views afterwards.
 */
export async function idempotent<T extends object>(
  core: Core,
  step: string,
  key: string,
  input: unknown,
  work: (stores: Stores) => Promise<T>,
): Promise<T | Refusal> {
  const inputHash = core.vault.fingerprint('idempotency', JSON.stringify(input));
  return answering(() =>
    core.uow.run(step, async (stores) => {
      const known = await stores.idempotency.find(key);
      if (known) {
        if (known.inputHash !== inputHash) throw new Refused('conflict');
        return JSON.parse(known.result) as T;
      }
      const result = await work(stores);
      await stores.idempotency.save({ key, inputHash, result: JSON.stringify(result), at: core.clock.now() });
      return result;
    }),
  );
}

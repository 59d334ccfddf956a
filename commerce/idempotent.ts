/**
 * Makes a use case repeatable. The answer is stored under the asker's key in the transaction that did the work, so a
 * crash after the commit and a second delivery of the same wish both get the first answer. The same key with another
 * input, from another person or for another use case is a `conflict`, never a second act. A refusal did nothing and is
 * not remembered: what was refused may be allowed a minute later.
 */
import type { Refusal } from './app.ts';
import type { Core } from './core.ts';
import type { Actor } from './people/model.ts';
import type { Stores } from './ports/stores/index.ts';
import { mustWin } from './ports/unit-of-work.ts';
import { answering, Refused } from './refusal.ts';

/**
 * Runs `work` in one transaction unless `key` was answered before. The stored answer must survive JSON: return ids and
 * plain values, and read views afterwards.
 */
export async function idempotent<T extends object>(
  core: Core,
  actor: Actor,
  step: string,
  key: string,
  input: unknown,
  work: (stores: Stores) => Promise<T>,
): Promise<T | Refusal> {
  const asked = { step, by: actor.personId ?? actor.via, input };
  const inputHash = core.vault.fingerprint('idempotency', JSON.stringify(asked));
  return answering(() =>
    core.uow.run(step, async (stores) => {
      const known = await stores.idempotency.find(key);
      if (known) {
        if (known.inputHash !== inputHash) throw new Refused('conflict');
        return JSON.parse(known.result) as T;
      }
      const result = await work(stores);
      const answer = { key, inputHash, result: JSON.stringify(result), at: core.clock.now() };
      // Another worker answered meanwhile: what was done here is rolled back and its answer is read.
      mustWin(await stores.idempotency.save(answer), key);
      return result;
    }),
  );
}

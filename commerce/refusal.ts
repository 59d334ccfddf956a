/**
 * How a use case says no. Inside a transaction a refusal is thrown, so that everything taken so far is rolled back;
 * `answering` turns it into a value at the edge. Any other error passes through: it is a bug or a broken machine.
 */
import type { Refusal, RefusalReason } from './app.ts';

export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(reason: RefusalReason, detail?: Record<string, string | number>) {
    super(`refused: ${reason}`);
    this.refusal = detail ? { ok: false, reason, detail } : { ok: false, reason };
  }
}

export async function answering<T>(work: () => Promise<T>): Promise<T | Refusal> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

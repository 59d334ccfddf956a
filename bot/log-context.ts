/**
 * What a line is about without every function handing it on: the HTTP request or the job in which it was written. The
 * fields are ids, so a line found later leads to the order (`./sapa orders:show` takes those of orders, payments and fulfilments).
 */
import { AsyncLocalStorage } from 'node:async_hooks';

export type LogContext = Readonly<Record<string, unknown>>;

const current = new AsyncLocalStorage<LogContext>();

/** Everything `work` does, now or after any await, logs with these fields; inner ones add to outer ones. */
export function inContext<T>(fields: LogContext, work: () => T): T {
  return current.run({ ...current.getStore(), ...fields }, work);
}

export const logContext = (): LogContext => current.getStore() ?? {};

/**
 * Does the work that waits in the `tasks` table: sends webhooks (again when they fail), settles pending purchases,
 * lands late transfers. One timer per task; after a restart or a moved clock all are set anew.
 */
import { Agent, request as httpRequest } from 'node:http';
import { decide } from './deliveries.ts';
import { collect } from './gateway/pay.ts';
import { settle } from './supplier/events.ts';
import type { Context } from './world/handling.ts';
import type { Journal } from './world/journal.ts';
import { count, del, put } from './world/model.ts';
import type { Delivery, Effect, Task } from './world/model.ts';

export interface TaskRunner {
  /** Call after every commit with its effects. */
  noticed: (effects: readonly Effect[]) => void;
  rearm: () => void;
  close: () => void;
}

export interface TaskSettings {
  /** Pauses before attempt 2, 3, …; then the webhook is given up. */
  webhookRetryMs: readonly number[];
  webhookTimeoutMs: number;
}

const STORE_AGAIN_MS = 1_000;

export function startTasks(
  journal: Journal,
  context: () => Context,
  settings: TaskSettings,
  log: (line: string) => void,
): TaskRunner {
  const timers = new Map<string, NodeJS.Timeout>();
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  /** On the wire at this moment: a moved clock must not send them a second time. */
  const inFlight = new Set<string>();
  let open = true;

  const commit = (effects: Effect[]): void => {
    if (!open) return;
    journal.commit(effects);
    noticed(effects);
  };

  function arm(key: string, task: Task): void {
    clearTimeout(timers.get(key));
    // setTimeout holds 2^31 ms at most; a task further away is simply looked at once more.
    const waitMs = Math.min(Math.max(0, task.at - context().now), 2_000_000_000);
    timers.set(
      key,
      setTimeout(() => run(key), waitMs),
    );
  }

  function noticed(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.table !== 'tasks') continue;
      if (effect.value) arm(effect.key, effect.value);
      else drop(effect.key);
    }
  }

  function drop(key: string): void {
    clearTimeout(timers.get(key));
    timers.delete(key);
  }

  function run(key: string): void {
    timers.delete(key);
    const task = journal.world.tasks.get(key);
    if (!task || !open || inFlight.has(key)) return;
    if (task.at > context().now) return arm(key, task);
    try {
      if (task.kind === 'settle') commit(settleEffects(key, task.purchase));
      else if (task.kind === 'pay_late') commit(lateEffects(key, task));
      else deliver(key, task);
    } catch (error) {
      troubled(key, task, error);
    }
  }

  /** The memory could not be written (a full disk): the task stays and is tried again. */
  function troubled(key: string, task: Task, error: unknown): void {
    log(`waiting work could not be stored: ${error instanceof Error ? error.message : String(error)}`);
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(() => run(key), STORE_AGAIN_MS),
    );
  }

  function settleEffects(key: string, purchaseKey: string): Effect[] {
    const purchase = journal.world.purchases.get(purchaseKey);
    return purchase ? settle(journal.world, context(), purchase).effects : [del('tasks', key)];
  }

  function lateEffects(key: string, task: Extract<Task, { kind: 'pay_late' }>): Effect[] {
    const payment = journal.world.payments.get(task.payment);
    if (!payment) return [del('tasks', key)];
    const { effects } = collect(journal.world, context(), payment, [task.amountIdr], task.webhookTimes);
    return [...effects, del('tasks', key)];
  }

  function deliver(key: string, task: Delivery): void {
    const decided = task.decided ? [] : decide(journal.world, context(), key, task);
    commit(decided);
    if (decided.some((effect) => effect.table === 'tasks')) return;
    inFlight.add(key);
    post(task, (status) => {
      inFlight.delete(key);
      try {
        finished(key, task, status);
      } catch (error) {
        troubled(key, task, error);
      }
    });
  }

  /** Any 2xx is an acknowledgement; everything else is tried again while pauses are left. */
  function finished(key: string, task: Delivery, status: number): void {
    const acknowledged = status >= 200 && status < 300;
    const pauseMs = settings.webhookRetryMs[task.attempt - 1];
    const outcome = acknowledged ? 'delivered' : `answered ${status || 'nothing'}`;
    const counted = count(journal.world, `${task.vendor} webhook ${outcome}`);
    if (acknowledged) return commit([counted, del('tasks', key)]);
    if (pauseMs === undefined) {
      log(`${task.vendor} webhook given up after ${task.attempt} attempts (last answer: ${status || 'none'})`);
      return commit([counted, del('tasks', key)]);
    }
    const again = { ...task, decided: true, attempt: task.attempt + 1, at: context().now + pauseMs };
    commit([counted, put('tasks', key, again)]);
  }

  /** `done` is called exactly once; 0 = no answer. */
  function post(task: Delivery, done: (status: number) => void): void {
    const { method = 'POST' } = task;
    const length = method === 'GET' ? {} : { 'content-length': String(Buffer.byteLength(task.body)) };
    const outgoing = httpRequest(task.url, {
      method,
      agent,
      timeout: settings.webhookTimeoutMs,
      headers: { ...task.headers, ...length },
    });
    let answered = false;
    outgoing.on('response', (response) => {
      answered = true;
      response.resume();
      response.on('error', () => undefined);
      done(response.statusCode ?? 0);
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error('timeout')));
    outgoing.on('error', () => {
      if (!answered) done(0);
      answered = true;
    });
    outgoing.end(method === 'GET' ? '' : task.body);
  }

  const rearm = (): void => {
    for (const [key, task] of journal.world.tasks) arm(key, task);
  };
  rearm();
  return {
    noticed,
    rearm,
    close() {
      open = false;
      for (const timer of timers.values()) clearTimeout(timer);
      agent.destroy();
    },
  };
}

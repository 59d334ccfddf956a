/**
 * What every door lock adapter must do: replay its vendor's recorded dialogues step by step, never add a second key for
 * one request, and stay honest about a door when the vendor does not behave.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DoorLock, GenerateKeyRequest } from '../../commerce/ports/door-lock.ts';
import { jsonAnswer, startVendor } from './vendor-server.ts';
import type { Asked, Behaviour, VendorServer } from './vendor-server.ts';

interface Step {
  method: string;
  path: string;
  /** Fields the request must carry, in the query or the form. */
  fields: Record<string, string>;
  answer: unknown;
}

export interface DoorLockRecording {
  credentials: Record<string, string>;
  now: number;
  key: GenerateKeyRequest;
  keyId: string;
  scenarios: { name: string; call: string; steps: Step[]; reads: unknown }[];
}

export interface DoorLockBench {
  recording: DoorLockRecording;
  build(options: {
    baseUrl: string;
    credentials: Record<string, string>;
    timeoutMs: number;
    now: () => number;
  }): DoorLock;
}

export function doorLockContract(name: string, bench: DoorLockBench): void {
  const { recording } = bench;
  const { key, keyId } = recording;
  let vendor: VendorServer;
  let lock: DoorLock;
  const buildAt = (baseUrl: string) =>
    bench.build({ baseUrl, credentials: recording.credentials, timeoutMs: 400, now: () => recording.now });
  beforeAll(async () => {
    vendor = await startVendor();
  });
  beforeEach(() => {
    vendor.asked.length = 0;
    lock = buildAt(vendor.url);
  });
  afterAll(async () => await vendor.close());

  const ask = async (call: string): Promise<unknown> => {
    if (call === 'generate') return await lock.generateKey(key);
    if (call === 'revoke') return await lock.revokeKey({ lockId: key.lockId, keyId });
    return call === 'list' ? await lock.listActiveKeys({ lockId: key.lockId }) : await lock.test();
  };

  describe(`${name}: recorded dialogues`, () => {
    test.each(recording.scenarios)('$call: $name', async ({ call, steps, reads }) => {
      vendor.behave(inTurn(steps));
      expect(await ask(call)).toMatchObject(reads as object);
      expect(vendor.asked.map(({ method, path }) => `${method} ${path}`)).toEqual(
        steps.map(({ method, path }) => `${method} ${path}`),
      );
      for (const [at, { fields }] of steps.entries()) expect(fieldsOf(vendor.asked[at])).toMatchObject(fields);
    });

    test('the token is fetched once for many calls, also for calls at the same time', async () => {
      const [signIn, list] = recording.scenarios.find(({ call }) => call === 'list')?.steps ?? [];
      vendor.behave(({ path }) => jsonAnswer(path === signIn?.path ? signIn.answer : list?.answer));
      await Promise.all([ask('list'), ask('list')]);
      await ask('list');
      expect(vendor.asked.map(({ path }) => path === signIn?.path)).toEqual([true, false, false, false]);
    });
  });

  describe(`${name}: a vendor that does not behave`, () => {
    const faults: [string, Behaviour][] = [
      ['silence', 'silence'],
      ['a reset', 'reset'],
      ['a connection cut in the answer', 'cut'],
      ['HTML with 200', html(200)],
      ['HTML with 502', html(502)],
      ['broken JSON', { status: 200, contentType: 'application/json', body: '{"errcode":' }],
      ['a list instead of an object', jsonAnswer([])],
      ['an error status with JSON', jsonAnswer({ message: 'no' }, 404)],
    ];
    const whole = recording.scenarios.find(({ call, steps }) => call === 'generate' && steps.length === 3)?.steps ?? [];
    const failingAt = (step: number, behaviour: Behaviour) => {
      const steps = inTurn(whole);
      let at = 0;
      return (asked: Asked) => (at++ === step ? behaviour : steps(asked));
    };

    test.each(faults)('%s while adding leaves the key unknown, and it is not added twice', async (_what, behaviour) => {
      vendor.behave(failingAt(2, behaviour));
      expect(await ask('generate')).toMatchObject({ kind: 'unknown' });
      expect(vendor.asked).toHaveLength(3);
    });

    test.each(faults)('%s before adding: surely nothing was added', async (_what, behaviour) => {
      for (const step of [0, 1]) {
        lock = buildAt(vendor.url);
        vendor.asked.length = 0;
        vendor.behave(failingAt(step, behaviour));
        expect(await ask('generate')).toMatchObject({ kind: 'not_sent' });
        expect(vendor.asked).toHaveLength(step + 1);
      }
    });

    test('a failed sign-in is tried again by the next call', async () => {
      vendor.behave('reset');
      expect(await ask('generate')).toMatchObject({ kind: 'not_sent' });
      vendor.behave(inTurn(whole));
      expect(await ask('generate')).toMatchObject({ kind: 'ok' });
    });

    test('after an unanswered add the same request finds the key instead of adding one', async () => {
      const found =
        recording.scenarios.find(({ call, steps }) => call === 'generate' && steps.length === 2)?.steps ?? [];
      vendor.behave(failingAt(2, 'reset'));
      expect(await ask('generate')).toMatchObject({ kind: 'unknown' });
      vendor.behave(inTurn(found.slice(1)));
      expect(await ask('generate')).toMatchObject({ kind: 'ok', value: { keyId, pin: key.pin } });
    });

    test('nobody listening: nothing was sent', async () => {
      const gone = await startVendor();
      await gone.close();
      lock = buildAt(gone.url);
      for (const call of ['generate', 'revoke', 'list']) expect(await ask(call)).toMatchObject({ kind: 'not_sent' });
      expect(await ask('test')).toMatchObject({ ok: false, reason: 'unreachable' });
    });
  });
}

/** Answers the recorded steps one after another; anything beyond them is cut off. */
function inTurn(steps: Step[]): (asked: Asked) => Behaviour {
  let at = 0;
  return () => {
    const step = steps[at++];
    return step ? jsonAnswer(step.answer) : 'reset';
  };
}

const html = (status: number): Behaviour => ({ status, contentType: 'text/html', body: '<html>Error</html>' });

function fieldsOf(asked: Asked | undefined): Record<string, string> {
  return { ...asked?.query, ...Object.fromEntries(new URLSearchParams(asked?.body)) };
}

/**
 * TTLock keypads over the vendor's cloud (facts: hotel operations §3.1). A PIN of ours is added through the lock's
 * gateway; with the lock offline the cloud computes one that the lock understands without being told, in whole hours.
 *
 * Repeatable: before adding, the keys on the lock are listed and one of the same label and PIN is taken as it is. That
 * costs one cheap read per key (a key is made once per stay) and holds whatever became of an earlier, unanswered call.
 */
import { createHash } from 'node:crypto';
import { ok } from '../../commerce/ports/outcome.ts';
import type { CallResult, ConnectionTest } from '../../commerce/ports/outcome.ts';
import type { DoorKey, DoorLock, GenerateKeyRequest } from '../../commerce/ports/door-lock.ts';
import { shapeErrors } from '../wire/profile.ts';
import { ProfileError } from '../format.ts';
import type { AdapterFormat, FormatContext } from '../format.ts';
import { z } from 'zod';
import { createLockCloud } from './cloud.ts';
import type { LockCloud } from './cloud.ts';
import { listKeys, plainLabel } from './keys.ts';
import type { StoredKey } from './keys.ts';

const HOUR_MS = 3_600_000;
const TYPE_PERIOD = 3;
/** Through the gateway instead of a phone beside the lock; the same number for adding and deleting. */
const BY_GATEWAY = 2;

const profileSchema = z.strictObject({});

export const ttlock: AdapterFormat<'door_lock'> = {
  integrationType: 'door_lock',
  apiFormat: 'ttlock',
  summary: 'Keypad locks of the TTLock cloud, reached through a gateway',
  capabilities: ['pin', 'revoke', 'list'],
  profileErrors,
  build: (context) => {
    const problems = profileErrors(context.provider.profile);
    if (problems.length > 0) throw new ProfileError(problems);
    return createDoorLock(context, createLockCloud(context));
  },
};

function profileErrors(profile: unknown): string[] {
  const parsed = profileSchema.safeParse(profile);
  return parsed.success ? [] : shapeErrors(parsed.error);
}

function createDoorLock(context: FormatContext, cloud: LockCloud): DoorLock {
  return {
    generateKey: async (request) => await generateKey(cloud, request),
    revokeKey: async ({ lockId, keyId }) => await revokeKey(cloud, lockId, keyId),
    listActiveKeys: async ({ lockId }) => {
      const keys = await listKeys(cloud, lockId);
      if (keys.kind !== 'ok') return keys;
      const now = context.clock.now();
      return ok(keys.value.filter(({ validTo }) => validTo > now).map(withPlainLabel));
    },
    test: async () => await testConnection(context, cloud),
  };
}

async function generateKey(cloud: LockCloud, request: GenerateKeyRequest): Promise<CallResult<DoorKey>> {
  const before = await findKey(cloud, request);
  // Nothing was added by this call, so asking again is safe.
  if (before.kind === 'unknown') return { kind: 'not_sent', message: `list of keys: ${before.message}` };
  if (before.kind !== 'ok') return before;
  if (before.value) return ok(before.value);
  const added = await addPin(cloud, request);
  if (added.kind !== 'rejected') return added;
  if (added.code === 'lock_offline') return await computePin(cloud, request);
  if (added.code !== 'pin_conflict') return added;
  // An earlier call of ours may have arrived at the lock just now.
  const after = await findKey(cloud, request);
  if (after.kind === 'ok') return after.value ? ok(after.value) : added;
  // Whose PIN it is stays open: another PIN now could be a second key of the same guest.
  return { kind: 'unknown', message: `list of keys: ${after.message}` };
}

/** The key an earlier call for the same label and PIN made, either way; with the window the lock really has. */
async function findKey(cloud: LockCloud, request: GenerateKeyRequest): Promise<CallResult<DoorKey | null>> {
  const keys = await listKeys(cloud, request.lockId);
  if (keys.kind !== 'ok') return keys;
  const { label, pin } = request;
  const computed = computedLabel(request);
  const own = keys.value.find((key) => (key.label === label && key.pin === pin) || key.label === computed);
  return ok(own ? withPlainLabel(own) : null);
}

async function addPin(cloud: LockCloud, request: GenerateKeyRequest): Promise<CallResult<DoorKey>> {
  const { lockId, label, pin, validFrom, validTo } = request;
  const answer = await cloud.call('POST', '/v3/keyboardPwd/add', {
    lockId,
    keyboardPwd: pin,
    keyboardPwdName: label,
    keyboardPwdType: TYPE_PERIOD,
    startDate: validFrom,
    endDate: validTo,
    addType: BY_GATEWAY,
  });
  if (answer.kind !== 'ok') return answer;
  const keyId = idOf(answer.value['keyboardPwdId']);
  return keyId === null ? noKey : ok({ keyId, pin, validFrom, validTo, label });
}

/** Hours are whole in every Indonesian zone, so rounding the instant rounds the local time as well. */
async function computePin(cloud: LockCloud, request: GenerateKeyRequest): Promise<CallResult<DoorKey>> {
  const validFrom = Math.floor(request.validFrom / HOUR_MS) * HOUR_MS;
  const validTo = Math.ceil(request.validTo / HOUR_MS) * HOUR_MS;
  const answer = await cloud.call('POST', '/v3/keyboardPwd/get', {
    lockId: request.lockId,
    keyboardPwdType: TYPE_PERIOD,
    keyboardPwdName: computedLabel(request),
    startDate: validFrom,
    endDate: validTo,
  });
  if (answer.kind !== 'ok') return answer;
  const keyId = idOf(answer.value['keyboardPwdId']);
  const pin = idOf(answer.value['keyboardPwd']);
  return keyId === null || pin === null ? noKey : ok({ keyId, pin, validFrom, validTo, label: request.label });
}

/**
 * Names a computed key after the PIN we wanted and did not get, so that a repeated request finds it. The digest is of a
 * PIN that opens nothing.
 */
function computedLabel({ label, pin }: GenerateKeyRequest): string {
  return `${label} #${createHash('sha256').update(`${label}:${pin}`).digest('hex').slice(0, 6)}`;
}

/** A key that is gone already is revoked: the vendor refuses to delete it twice, so the list decides. */
async function revokeKey(cloud: LockCloud, lockId: string, keyId: string): Promise<CallResult<{ revoked: true }>> {
  const answer = await cloud.call('POST', '/v3/keyboardPwd/delete', {
    lockId,
    keyboardPwdId: keyId,
    deleteType: BY_GATEWAY,
  });
  if (answer.kind === 'ok') return ok({ revoked: true });
  if (answer.kind !== 'rejected' || answer.code !== 'refused') return answer;
  const keys = await listKeys(cloud, lockId);
  const gone = keys.kind === 'ok' && keys.value.every((key) => key.keyId !== keyId);
  return gone ? ok({ revoked: true }) : answer;
}

/** Only reads: a test must not leave a key on a door. */
async function testConnection({ clock }: FormatContext, cloud: LockCloud): Promise<ConnectionTest> {
  const startedAt = clock.elapsedMs();
  const answer = await cloud.call('GET', '/v3/lock/list', { pageNo: 1, pageSize: 20 });
  const latencyMs = Math.round(clock.elapsedMs() - startedAt);
  if (answer.kind === 'ok') {
    const { list, total } = answer.value;
    const locks = typeof total === 'number' ? total : Array.isArray(list) ? list.length : 0;
    return { ok: true, latencyMs, reason: 'ok', message: `locks: ${String(locks)}` };
  }
  const reason =
    answer.kind === 'not_sent'
      ? 'unreachable'
      : answer.kind === 'rejected' && answer.code === 'auth'
        ? 'credentials'
        : 'unexpected';
  return { ok: false, latencyMs, reason, message: answer.message };
}

const noKey: CallResult<never> = { kind: 'unknown', message: 'the answer holds no key' };

const withPlainLabel = (key: StoredKey): DoorKey => ({ ...key, label: plainLabel(key.label) });

function idOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

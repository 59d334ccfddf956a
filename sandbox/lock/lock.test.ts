import { describe, expect, it } from 'vitest';
import { PRACTICE_CREDENTIALS } from '../index.ts';
import type { Client } from '../testing.ts';
import { md5, started } from '../testing.ts';

const { clientId, clientSecret, username, password } = PRACTICE_CREDENTIALS.lock;
const HOUR_MS = 3_600_000;

async function signIn(client: Client): Promise<string> {
  const { body } = await client.form('/lock/oauth2/token', {
    clientId,
    clientSecret,
    username,
    password: md5(password),
  });
  return body.access_token;
}

async function locks(): Promise<
  Client & { call: (path: string, fields?: Record<string, string | number>) => Promise<any> }
> {
  const client = await started();
  const accessToken = await signIn(client);
  const call = async (path: string, fields: Record<string, string | number> = {}) => {
    const reply = await client.form(`/lock/v3${path}`, { clientId, accessToken, date: Date.now(), ...fields });
    expect(reply.status).toBe(200);
    return reply.body;
  };
  return { ...client, call };
}

const tonight = Date.now() - (Date.now() % HOUR_MS) + HOUR_MS;
const stay = { startDate: tonight, endDate: tonight + 24 * HOUR_MS };
const add = { lockId: 7_000_101, addType: 2, keyboardPwdType: 3, keyboardPwdName: 'BK-1', ...stay };

describe('signing in', () => {
  it('wants the right account, then a token and the time with every call', async () => {
    const client = await started();
    const bad = await client.form('/lock/oauth2/token', { clientId, clientSecret, username, password });
    expect(bad.body.errcode).toBe(10_007);
    const { body } = await client.form('/lock/oauth2/token', {
      clientId,
      clientSecret,
      username,
      password: md5(password),
    });
    const list = (fields: Record<string, string | number>) => client.form('/lock/v3/lock/list', fields);
    expect((await list({ clientId, accessToken: 'x', date: Date.now() })).body.errcode).toBe(10_003);
    const old = { clientId, accessToken: body.access_token, date: Date.now() - 6 * 60_000 };
    expect((await list(old)).body.errcode).toBe(80_000);
    expect((await list({ ...old, date: Date.now() })).body.list).toHaveLength(12);
  });

  it('refreshes: the old token ends', async () => {
    const client = await started();
    const first = await client.form('/lock/oauth2/token', {
      clientId,
      clientSecret,
      username,
      password: md5(password),
    });
    const refresh = { clientId, clientSecret, grant_type: 'refresh_token', refresh_token: first.body.refresh_token };
    const second = await client.form('/lock/oauth2/token', refresh);
    expect(second.body.access_token).not.toBe(first.body.access_token);
    const stale = { clientId, accessToken: first.body.access_token, date: Date.now() };
    expect((await client.form('/lock/v3/lock/list', stale)).body.errcode).toBe(10_003);
    expect((await client.form('/lock/oauth2/token', refresh)).body.errcode).toBe(10_011);
  });
});

describe('PINs', () => {
  it('adds, lists, changes and deletes', async () => {
    const { call } = await locks();
    const { keyboardPwdId } = await call('/keyboardPwd/add', { ...add, keyboardPwd: '482913' });
    expect(keyboardPwdId).toBeGreaterThan(0);
    const { list, total } = await call('/lock/listKeyboardPwd', { lockId: add.lockId, pageNo: 1, pageSize: 20 });
    expect(total).toBe(1);
    expect(list[0]).toMatchObject({ keyboardPwdId, keyboardPwd: '482913', keyboardPwdName: 'BK-1', ...stay });
    const change = { lockId: add.lockId, keyboardPwdId, changeType: 2, newKeyboardPwd: '771122' };
    expect((await call('/keyboardPwd/change', change)).errcode).toBe(0);
    expect((await call('/keyboardPwd/delete', { lockId: add.lockId, keyboardPwdId, deleteType: 2 })).errcode).toBe(0);
    expect((await call('/lock/listKeyboardPwd', { lockId: add.lockId })).list).toEqual([]);
  });

  it.each([
    ['a short PIN', { keyboardPwd: '123' }, -3006],
    ['letters', { keyboardPwd: '12345a' }, -3006],
    ['a PIN that exists', { keyboardPwd: '482913' }, -3007],
    ['an unknown lock', { keyboardPwd: '555555', lockId: 1 }, -1003],
    ['a window that ends before it starts', { keyboardPwd: '555555', endDate: 5 }, -3],
  ])('refuses %s and adds nothing', async (_what, fields, errcode) => {
    const { call } = await locks();
    await call('/keyboardPwd/add', { ...add, keyboardPwd: '482913' });
    expect((await call('/keyboardPwd/add', { ...add, ...fields })).errcode).toBe(errcode);
    expect((await call('/lock/listKeyboardPwd', { lockId: add.lockId })).total).toBe(1);
  });

  it('cannot reach an offline lock, but can compute a passcode for whole hours', async () => {
    const { call, control } = await locks();
    const { keyboardPwdId } = await call('/keyboardPwd/add', { ...add, keyboardPwd: '482913' });
    await control('POST', '/setup', { lock: { locks: [{ lockId: add.lockId, online: false }] } });
    expect((await call('/keyboardPwd/add', { ...add, keyboardPwd: '555555' })).errcode).toBe(-3002);
    const gone = await call('/keyboardPwd/delete', { lockId: add.lockId, keyboardPwdId, deleteType: 2 });
    expect(gone.errcode).toBe(-3002);
    const got = await call('/keyboardPwd/get', { ...add, startDate: stay.startDate + 1 });
    expect(got.keyboardPwd).toMatch(/^\d{8}$/);
    const { list } = await call('/lock/listKeyboardPwd', { lockId: add.lockId });
    expect(list.map((key: any) => key.startDate % HOUR_MS)).toContain(0);
    expect(list).toHaveLength(2);
    await control('POST', '/setup', { lock: { locks: [{ lockId: add.lockId, online: true, hasGateway: false }] } });
    expect((await call('/keyboardPwd/add', { ...add, keyboardPwd: '555555' })).errcode).toBe(-2012);
  });
});

/**
 * A practice endpoint that sets things up as an owner's own would (docs/deployment.md): one deployment per id however
 * often it is asked, and a signed callback when it is done. An answer that contains "tolak" is refused, "gagal" fails
 * later; everything else becomes an address.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { schedule } from '../deliveries.ts';
import { fingerprint, json, objectOf } from '../world/handling.ts';
import type { Context, Handled, Incoming, Outgoing, Route } from '../world/handling.ts';
import { put } from '../world/model.ts';
import type { Deployer, Deployment, Effect, World } from '../world/model.ts';

const HEADER = 'x-deployment-signature';

export function deploymentRoute(method: string, path: string): Route | null {
  if (method === 'POST' && path === '/orders') return { endpoint: 'order', handle: signed(order) };
  if (method === 'GET' && path.startsWith('/orders/')) return { endpoint: 'status', handle: signed(status) };
  return null;
}

type Handler = (request: Incoming, world: World, context: Context, deployer: Deployer) => Handled;

function signed(handle: Handler): Route['handle'] {
  return (request, world, context) => {
    const deployer = world.deployers.get('deployer');
    if (!deployer || !isSigned(request, deployer)) return json(401, { error: 'bad signature' });
    return handle(request, world, context, deployer);
  };
}

function isSigned({ headers, body }: Incoming, { secret }: Deployer): boolean {
  const [, t = '', v1 = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers[HEADER] ?? '') ?? [];
  const expected = digest(secret, t, body);
  return v1.length === expected.length && timingSafeEqual(Buffer.from(v1), Buffer.from(expected));
}

const digest = (secret: string, t: string, body: string): string =>
  createHmac('sha256', secret).update(`${t}.${body}`).digest('hex');

function order({ body }: Incoming, world: World, context: Context, deployer: Deployer): Handled {
  const asked = objectOf(body);
  if (asked?.['ping'] === true) return json(200, { ok: true });
  const id = asked?.['deployment_id'];
  if (typeof id !== 'string' || id === '') return json(400, { message: 'deployment_id is missing' });
  const known = world.deployments.get(id);
  if (known) return json(200, reportOf(known), [put('deployments', id, { ...known, asks: known.asks + 1 })]);
  const answer = JSON.stringify(asked?.['answer'] ?? '').toLowerCase();
  if (answer.includes('tolak')) return json(422, { message: 'nama ini tidak bisa dipakai' });
  const made: Deployment = {
    id,
    order: asked ?? {},
    status: answer.includes('gagal') ? 'failed' : 'done',
    code: fingerprint(context.seed, 'deployment', JSON.stringify(asked?.['order_code'])).slice(0, 10),
    asks: 1,
  };
  const running = { deployment_id: id, status: 'running', message: 'sedang disiapkan' };
  return json(202, running, [put('deployments', id, made), ...announce(world, context, made, deployer)]);
}

function status({ path }: Incoming, world: World): Handled {
  const known = world.deployments.get(decodeURIComponent(path.slice('/orders/'.length)));
  return known ? json(200, reportOf(known)) : json(404, { message: 'unknown deployment' });
}

function reportOf({ id, status: word, code }: Deployment): object {
  if (word === 'failed') return { deployment_id: id, status: 'failed', message: 'server penuh' };
  const url = `https://${code}.latihan.example`;
  return { deployment_id: id, status: 'done', message: 'siap dipakai', url, credentials: `admin / ${code}` };
}

function announce(world: World, context: Context, made: Deployment, { secret, webhookUrl }: Deployer): Effect[] {
  if (!webhookUrl) return [];
  const body = JSON.stringify(reportOf(made));
  const t = String(Math.floor(context.now / 1000));
  const headers = { 'content-type': 'application/json', [HEADER]: `t=${t},v1=${digest(secret, t, body)}` };
  return schedule(world, context, {
    vendor: 'deployment',
    name: `deployment ${made.id}`,
    url: webhookUrl,
    headers,
    body,
    times: 1,
  });
}

/** It tells no lies of its own. */
export const twistDeployment = (_kind: string, response: Outgoing): Outgoing => response;

/** What somebody reads who buys what an endpoint of the owner's sets up, and what the owner reads of it. */
import { createHmac } from 'node:crypto';
import { test } from 'vitest';
import { systemActor } from '../../commerce/audit.ts';
import { addProduct } from '../../commerce/catalogue/add-product.ts';
import { createIntake } from '../../webhooks/intake.ts';
import { inEveryVoice } from './stage/voices.ts';
import { MINUTE, type Part, type Stage } from './stage/stage.ts';

async function sells({ app, sandbox }: Stage): Promise<void> {
  const owner = { ...systemActor('practice'), via: 'cli' as const };
  const product = {
    code: 'BOT1',
    name: 'Userbot',
    priceIdr: 75_000,
    category: 'Bot',
    endpoint: 'deployment',
    ask: 'domain',
  };
  const added = await addProduct(app.core, owner, product);
  if (!added.ok) throw new Error(added.reason);
  // The callbacks are the script's.
  await sandbox.faults([{ vendor: 'deployment', kind: 'drop_webhook' }], true);
}

async function orders(stage: Stage, buyer: Part, domain: string): Promise<void> {
  await buyer.says('userbot');
  await buyer.says(domain);
  await buyer.presses(stage.w('Ya, pesan', 'Yes, order'));
  await stage.pays();
}

/** The endpoint calls back about the newest order. */
async function callsBack({ app, newestOrder }: Stage, news: object, secret = 'practice-deployment-signing-secret') {
  const { uow, clock } = app.core;
  const order = await uow.read.orders.byCode(await newestOrder());
  const [unit] = await uow.read.fulfilments.ofOrder(order?.id ?? '');
  const row = await uow.read.deployments.ofFulfilment(unit?.id ?? '');
  const body = JSON.stringify({ deployment_id: row?.id, ...news });
  const t = Math.floor(clock.now() / 1000);
  const v1 = createHmac('sha256', secret).update(`${t}.${body}`).digest('hex');
  const headers = { 'x-deployment-signature': `t=${t},v1=${v1}` };
  await createIntake(app.core).take('deployment', 'deployment', {
    method: 'POST',
    path: '/webhook/deployment/deployment',
    headers,
    body: Buffer.from(body),
  });
}

const DONE = { status: 'done', message: 'siap', url: 'https://toko.example/admin', credentials: 'admin / k3jutan' };

inEveryVoice(['web', 'telegram'], (stage) => {
  test('buys a deployment and gets it when the endpoint says it is done, however often it says so', async () => {
    const { w, scene, enter, later } = stage();
    await scene('deployment', async () => {
      await sells(stage());
      const buyer = await enter('Pembeli');
      await orders(stage(), buyer, 'toko.example');
      await callsBack(stage(), { status: 'failed' }, 'a-secret-somebody-made-up-somewhere-else');
      for (let time = 0; time < 50; time += 1) await callsBack(stage(), DONE);
      await later(3 * MINUTE, w('3 menit kemudian', '3 minutes later'));
    });
  });

  test('waits while the endpoint is down, and has the money back when it refuses', async () => {
    const { w, scene, enter, later, sandbox } = stage();
    await scene('deployment-trouble', async () => {
      await sells(stage());
      await sandbox.faults([{ vendor: 'deployment', endpoint: 'order', kind: 'http_500', calls: 1 }]);
      const buyer = await enter('Pembeli');
      await orders(stage(), buyer, 'toko.example');
      await later(3 * MINUTE, w('3 menit kemudian', '3 minutes later'));
      await later(3 * MINUTE, w('3 menit lagi', '3 more minutes'));
      await orders(stage(), buyer, 'tolak.example');
    });
  });
});

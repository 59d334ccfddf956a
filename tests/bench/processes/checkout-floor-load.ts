/** Sixteen buyers of the bare checkout: place, pay (the webhook), get the code. */
import { createHmac } from 'node:crypto';
import { serveCalls } from '../children.ts';
import { openConnection, requestBytes } from '../http-client.ts';

interface Options {
  port: number;
  secret: string;
  buyers: number;
  checkouts: number;
}

async function load({ port, secret, buyers, checkouts }: Options): Promise<number> {
  const connections = await Promise.all(Array.from({ length: buyers }, () => openConnection(port)));
  const order = requestBytes('POST', '/orders', '{"product":"WIFI1"}');
  let left = checkouts;
  const begun = performance.now();
  await Promise.all(
    connections.map(async (connection) => {
      while (left-- > 0) {
        const { code } = JSON.parse((await connection.send(order)).body) as { code: string };
        const body = JSON.stringify({ order_id: `${code}-1`, amount: 10_000, status: 'completed' });
        const signature = createHmac('sha256', secret).update(body).digest('hex');
        const paid = await connection.send(requestBytes('POST', '/webhook', body, { 'x-signature': signature }));
        if (!paid.body.includes('CODE-')) throw new Error(`no voucher: ${paid.status} ${paid.body}`);
      }
    }),
  );
  const perSecond = checkouts / ((performance.now() - begun) / 1000);
  for (const connection of connections) connection.close();
  return perSecond;
}

serveCalls({ load });

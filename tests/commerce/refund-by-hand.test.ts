/** Refunds no gateway can make: the payer says where to, the owner transfers and says so; the account is a secret. */
import { expect, test } from 'vitest';
import type { OrderView } from '../../commerce/app.ts';
import { openTill, POLL, PRICE } from '../support/till.ts';

const till = openTill();
const WORDS = 'BCA 1234567890 Budi Santoso';

async function owed(): Promise<OrderView> {
  const order = await till.placed();
  await till.pay(`${order.code}-1`, 'twice');
  await till.shop.pass(POLL);
  await till.resolve(order, 'paid_twice', 'refund');
  await till.shop.settle();
  expect(await till.said()).toContain('refund-where');
  return order;
}

const give = (order: OrderView, words: string, actor = till.buyer) =>
  till.shop.commerce.giveDestination(actor, till.shop.core.ids.uuid(), { reference: `${order.code}-R1`, words });

test('given, changed, transferred with a proof: sealed at rest, masked for everybody, shown once to who transfers', async () => {
  const order = await owed();
  expect(await give(order, 'BCA saja')).toMatchObject({ ok: false, reason: 'bad_destination' });
  expect(await give(order, WORDS, await till.shop.buyer())).toMatchObject({ ok: false, reason: 'not_found' });
  expect(await give(order, 'DANA 081234567890 Siti')).toMatchObject({ ok: true });
  expect(await give(order, WORDS)).toEqual({ ok: true, masked: 'BCA ••••7890 a.n. B*** S***' });
  expect(await till.shop.alerts()).toContain('alert-refund-destination');

  const [refund] = await till.refunds(order);
  expect(refund?.destinationSealed).not.toContain('1234567890');
  const view = await till.shop.commerce.order(till.buyer, order.code);
  expect(JSON.stringify(view)).not.toContain('1234567890');
  const said = (await till.shop.core.uow.read.outgoing.after(till.buyer.chatId ?? '', 0, 100)).map((row) =>
    till.shop.core.uow.read.outgoing.screen(row),
  );
  expect(JSON.stringify(said)).not.toContain('1234567890');

  const caseId = (await till.openCase(order, 'refund_due'))?.id ?? '';
  expect(await till.shop.commerce.refundDestination(till.buyer, caseId)).toMatchObject({ reason: 'not_allowed' });
  expect(await till.shop.commerce.refundDestination(till.shop.owner, caseId)).toMatchObject({
    destination: { bank: 'BCA', number: '1234567890', name: 'Budi Santoso' },
  });

  const input = { caseId, decision: 'accept', reason: 'ref 778812' } as const;
  const key = till.shop.core.ids.uuid();
  for (let again = 0; again < 2; again += 1)
    expect(await till.shop.commerce.resolveCase(till.shop.owner, key, input)).toMatchObject({ ok: true });
  expect(await till.refunds(order)).toMatchObject([{ state: 'paid_out', proof: 'ref 778812' }]);
  expect(await till.said()).toContain('refund-paid-to');
  expect(await give(order, WORDS)).toMatchObject({ ok: false, reason: 'wrong_state' });
  await till.expectSound(order);
});

test('without a chat the order page takes it', async () => {
  const order = await owed();
  const token = order.pageUrl.split('/').at(-1) ?? '';
  const { commerce, core } = till.shop;
  const wish = { token, words: WORDS };
  expect(await commerce.giveDestinationByToken(core.ids.uuid(), { ...wish, token: `${token}x` })).toMatchObject({
    reason: 'not_found',
  });
  expect(await commerce.giveDestinationByToken(core.ids.uuid(), wish)).toMatchObject({ ok: true });
  expect(await till.refunds(order)).toMatchObject([{ destinationMasked: 'BCA ••••7890 a.n. B*** S***' }]);
});

test('given up by the owner with a reason, never without one', async () => {
  const order = await owed();
  const caseId = (await till.openCase(order, 'refund_due'))?.id ?? '';
  const writeOff = (reason: string) =>
    till.shop.commerce.resolveCase(till.shop.owner, till.shop.core.ids.uuid(), {
      caseId,
      decision: 'write_off',
      reason,
    });
  expect(await writeOff('  ')).toMatchObject({ ok: false, reason: 'bad_input' });
  expect(await writeOff('paid in cash at the desk')).toMatchObject({ ok: true });
  expect(await till.refunds(order)).toMatchObject([{ state: 'written_off', amountIdr: PRICE }]);
  await till.expectSound(order);
});

test('only owner, manager and finance decide', async () => {
  const order = await owed();
  const caseId = (await till.openCase(order, 'refund_due'))?.id ?? '';
  const actor = { ...till.buyer, roles: ['support'] as const };
  const input = { caseId, decision: 'accept', reason: '' } as const;
  expect(await till.shop.commerce.resolveCase(actor, till.shop.core.ids.uuid(), input)).toMatchObject({
    reason: 'not_allowed',
  });
  expect(await till.shop.commerce.caseView(actor, caseId)).toMatchObject({ ok: true });
});

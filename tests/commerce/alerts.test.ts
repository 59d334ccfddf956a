/** The owner hears of everything, also of what happens while something else is being told. */
import { expect, test } from 'vitest';
import { openTill } from '../support/till.ts';

const till = openTill();

async function ownerChat() {
  const owner = await till.shop.buyer();
  const code = await till.shop.commerce.renewClaimCode();
  expect(await till.shop.commerce.claimOwner(owner, code?.code ?? '')).toMatchObject({ ok: true });
  await till.shop.settle();
  return owner;
}

test('an alert raised while the delivery of another is ending is delivered', async () => {
  const owner = await ownerChat();
  const first = await till.placed();
  await till.pay(`${first.code}-1`);
  await till.shop.commerce.checkPayment(till.buyer, first.code);
  // Every due job has done its work, the delivery of alerts among them, and none is marked as done.
  const unended = await till.shop.takeAndWork();
  const second = await till.placed();
  await till.pay(`${second.code}-1`);
  await till.shop.skip(11_000);
  await till.shop.commerce.checkPayment(till.buyer, second.code);
  await till.shop.settle();
  await unended.end();
  await till.shop.settle();
  expect((await till.shop.said(owner)).filter((key) => key === 'alert-sold')).toHaveLength(2);
  expect(await till.shop.alerts()).toEqual([]);
});

test('a claim code opens the shop once', async () => {
  expect(await till.shop.commerce.renewClaimCode()).toBeNull();
  expect(await till.shop.commerce.claimOwner(till.buyer, 'ABCDEFGH')).toMatchObject({ reason: 'not_allowed' });
});

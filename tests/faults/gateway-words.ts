/** What the practice gateway's webhooks look like. Imports nothing of ours, so that load drivers can send them, too. */
import { createHmac } from 'node:crypto';

/** The signature header of the practice gateway's format. */
export const signature = (secret: string, body: string | Buffer): Record<string, string> => ({
  'x-pakasir-signature': createHmac('sha256', secret).update(body).digest('hex'),
});

/** A "paid" in the practice gateway's words. */
export const paidBody = (reference: string, amountIdr: number, changes: Record<string, unknown> = {}): string =>
  JSON.stringify({
    amount: amountIdr,
    order_id: reference,
    project: 'toko-latihan',
    status: 'completed',
    payment_method: 'qris',
    completed_at: new Date().toISOString(),
    is_sandbox: true,
    ...changes,
  });

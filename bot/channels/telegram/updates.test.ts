import type { Update } from 'grammy/types';
import { expect, test } from 'vitest';
import { readUpdate } from './updates.ts';

const message = {
  message_id: 7,
  date: 1_764_000_000,
  chat: { id: 5, type: 'private', first_name: 'Sari' },
  from: { id: 5, is_bot: false, first_name: 'Sari' },
  text: 'ya',
};
const update = (kind: string) => ({ update_id: 1, [kind]: message }) as unknown as Update;

test('an edit is no second answer, and what we did not ask for is nothing', () => {
  expect(readUpdate(update('message'), 0)).toMatchObject({
    kind: 'message',
    message: { messageId: 'update:1:7', body: { kind: 'text', text: 'ya' } },
  });
  for (const kind of ['edited_message', 'deleted_business_messages', 'channel_post', 'edited_channel_post'])
    expect(readUpdate(update(kind), 0)).toMatchObject({ kind: 'ignored' });
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { openChatRig, type ChatRig } from '../tests/rig/chat-rig.ts';
import { groupCommit } from './group-commit.ts';

let rig: ChatRig;
beforeEach(async () => {
  rig = await openChatRig();
});
afterEach(() => rig.close());

test('writes that come together share a commit; one that fails takes nothing of the others with it', async () => {
  const runs: number[] = [];
  const group = groupCommit(rig.db.uow, 'test.group');
  const put = (key: string) =>
    group(async (stores) => {
      runs.push(1);
      await stores.dialogs.journalPut('d', key, '1');
      if (key === 'bad') throw new Error('refused');
      return key;
    });
  const results = await Promise.allSettled(['a', 'bad', 'c'].map(put));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect((await rig.db.uow.read.dialogs.journalOf('d')).map(({ key }) => key)).toEqual(['a', 'c']);
  runs.length = 0;
  expect(await Promise.all([put('x'), put('y')])).toEqual(['x', 'y']);
  expect(runs).toHaveLength(2);
});

import { describe, expect, it } from 'vitest';
import type { Rendered } from '../../conversations/messages/render.ts';
import { createWebChannel } from './web.ts';

const rendered: Rendered = {
  text: 'halo',
  choices: [],
  image: null,
  file: null,
  link: null,
  copy: null,
  expiresAt: null,
  secret: false,
  practice: false,
};

describe('web channel', () => {
  it('counts a message as sent at once, and tells the pages of that address only when that is written', async () => {
    const web = createWebChannel();
    const heard: string[] = [];
    const stop = web.subscribe('a', (signal) => heard.push(`1 ${signal.kind}`));
    web.subscribe('a', (signal) => heard.push(`2 ${signal.kind}`));
    web.subscribe('b', (signal) => heard.push(`b ${signal.kind}`));
    const message = {
      id: 'row',
      address: 'a',
      lang: 'id' as const,
      author: 'bot' as const,
      rendered,
      replacesExternalId: null,
      openFile: async () => null,
    };
    expect(await web.deliver(message)).toEqual({ kind: 'sent', externalId: 'row' });
    expect(heard).toEqual([]);
    web.delivered?.('a', null);
    await web.typing('a');
    stop();
    web.changed('a', null);
    web.changed('nobody', null);
    await web.stop();
    web.changed('a', null);
    expect(heard).toEqual(['1 changed', '2 changed', '1 typing', '2 typing', '2 changed']);
  });
});

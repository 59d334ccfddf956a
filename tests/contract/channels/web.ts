/** The web chat for the contract: the real server, and a person behind its documented HTTP API. */
import { openTestSite } from '../../../bot/http/testing.ts';
import { readQr } from '../../support/bot-api/shown.ts';
import type { WebMessage } from '../../support/web-client.ts';
import type { ChannelEnd, Seen } from './bench.ts';

export async function webEnd(): Promise<ChannelEnd> {
  let practice = false;
  const site = await openTestSite({ overrides: { mode: async () => ({ practice }) } });
  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(site.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as { session: string; practice: boolean };
  };
  const { session } = await post('/api/chat/sessions', { lang: 'id' });
  let sent = 0;
  let last: object = {};
  const send = async (body: { text: string } | { choice: string }) => {
    sent += 1;
    last = { session, id: `m${sent}`, ...body };
    await post('/api/chat/messages', last);
  };
  const messages = async () => {
    const response = await fetch(`${site.url}/api/chat/messages`, { headers: { 'x-chat-session': session } });
    const body = (await response.json()) as { messages: WebMessage[] };
    const replaced = new Set(body.messages.map(({ replaces }) => replaces));
    return body.messages.filter(({ from, id }) => from !== 'user' && !replaced.has(id));
  };
  return {
    channel: site.web,
    uow: site.uow,
    clock: { now: () => site.now(), elapsedMs: () => performance.now() },
    setPractice: (on) => (practice = on),
    person: {
      types: (text) => send({ text }),
      async presses(label) {
        const choices = (await messages()).flatMap((message) => message.choices);
        await send({ choice: choices.findLast((choice) => choice.label === label)?.id ?? '' });
      },
      sees: async () => Promise.all((await messages()).map((message) => seen(site.url, session, message))),
      seesPractice: async () => (await post('/api/chat/sessions', { session })).practice,
      repeatLast: async () => void (await post('/api/chat/messages', last)),
      blocks: null,
      limitOnce: null,
    },
    close: () => site.close(),
  };
}

async function seen(
  url: string,
  session: string,
  { text, choices, image, link, file, copy }: WebMessage,
): Promise<Seen> {
  const picture = image && Buffer.from(await (await fetch(new URL(image.url, url))).arrayBuffer());
  return {
    text: copy === undefined ? text : `${text}\n${copy}`,
    choices: choices.map(({ label }) => label),
    qr: picture && readQr(picture),
    picture: picture !== null,
    link: link?.url ?? null,
    file: file ? { name: file.name, bytes: await fetched(url, session, file.url) } : null,
  };
}

async function fetched(url: string, session: string, path: string): Promise<Buffer> {
  const response = await fetch(new URL(path, url), { headers: { 'x-chat-session': session } });
  return Buffer.from(await response.arrayBuffer());
}

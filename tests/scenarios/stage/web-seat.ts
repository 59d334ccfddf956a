/** A visitor of the web chat, over its HTTP API. */
import { randomUUID } from 'node:crypto';
import { openVisitor, type WebMessage } from '../../support/web-client.ts';
import { pressed, typed, written, type OpenSeat } from './person.ts';

export function webSeats(url: () => string, lang: string): OpenSeat {
  return async () => {
    const visitor = await openVisitor(url(), { lang });
    const said: string[] = [];
    let shown = 0;
    let last: object = {};
    let outbox = Promise.resolve();

    /** As the page does it: in the order they were written, each after the one before was taken. */
    function post(body: object): Promise<void> {
      last = body;
      outbox = outbox.then(() => send(body));
      return outbox;
    }

    async function send(body: object): Promise<void> {
      const headers = { 'content-type': 'application/json' };
      const request = { method: 'POST', headers, body: JSON.stringify({ session: visitor.session, ...body }) };
      const response = await fetch(`${url()}/api/chat/messages`, request);
      if (!response.ok) said.push(`! ${response.status} ${await response.text()}`);
    }

    return {
      async says(words, messageId = randomUUID()) {
        said.push(typed(words));
        await post({ id: messageId, text: words });
      },
      async presses(label) {
        await visitor.refresh();
        const choices = visitor.seen.toReversed().flatMap((message) => message.choices);
        const choice = choices.find((candidate) => candidate.label.includes(label));
        if (!choice) throw new Error(`nobody sees a button "${label}":\n${visitor.transcript()}`);
        said.push(pressed(choice.label));
        await post({ id: randomUUID(), choice: choice.id });
      },
      async news() {
        await visitor.refresh();
        const fresh = visitor.seen.slice(shown).filter(({ from }) => from !== 'user');
        shown = visitor.seen.length;
        return [...said.splice(0), ...fresh.map(view)];
      },
      async reopened() {
        const headers = { 'x-chat-session': visitor.session };
        return (await fetch(`${url()}/api/chat/messages?after=0`, { headers })).text();
      },
      repeats: () => post(last),
      sendsSticker: null,
    };
  };
}

const view = ({ from, text, choices, image, link, file, copy, replaces }: WebMessage): string =>
  written({
    text: from === 'staff' ? `(staff) ${text}` : text,
    picture: image?.alt ?? null,
    file: file?.name ?? null,
    copy: copy ?? null,
    link: link ? `${link.label}: ${link.url}` : null,
    buttons: choices.length > 0 ? [choices.map(({ label }) => label)] : [],
    replaces: replaces !== undefined,
  });

/** A visitor of the web chat, over its documented HTTP API: says, presses, waits for what must come. */
import { randomUUID } from 'node:crypto';

export interface WebMessage {
  seq: number;
  id: string;
  from: 'user' | 'bot' | 'staff';
  text: string;
  choices: { id: string; label: string }[];
  image: { url: string; alt: string } | null;
  link: { url: string; label: string } | null;
  file?: { url: string; name: string; sizeBytes: number; expiresAt: number | null };
  copy?: string;
  replaces?: string;
  expiresAt?: number;
  secret?: boolean;
  practiceBank?: string;
  at: number;
}

export interface Visitor {
  session: string;
  /** Everything seen so far, in order. */
  seen: WebMessage[];
  say(text: string): Promise<void>;
  /** Presses a button by its label, or part of it, on the newest message that has it. */
  press(label: string | RegExp): Promise<void>;
  /** Waits until a message after `mark` fits; throws with the transcript when none does in time. */
  until(what: RegExp | ((message: WebMessage) => boolean), deadlineMs?: number): Promise<WebMessage>;
  refresh(): Promise<WebMessage[]>;
  transcript(): string;
}

const DEADLINE_MS = 10_000;
const LOOK_EVERY_MS = 25;

export interface VisitorOptions {
  lang?: string;
  persona?: string;
  /** How requests are made; see patient-fetch.ts for one that outlives restarts. */
  via?: typeof fetch;
}

export async function openVisitor(baseUrl: string, { via = fetch, ...options }: VisitorOptions = {}): Promise<Visitor> {
  const { session } = (await post(via, `${baseUrl}/api/chat/sessions`, options)) as { session: string };
  const seen: WebMessage[] = [];
  let mark = 0;

  async function refresh(): Promise<WebMessage[]> {
    const after = seen.at(-1)?.seq ?? 0;
    const response = await via(`${baseUrl}/api/chat/messages?after=${after}`, {
      headers: { 'x-chat-session': session },
    });
    if (!response.ok) throw new Error(`messages: ${response.status} ${await response.text()}`);
    const { messages } = (await response.json()) as { messages: WebMessage[] };
    seen.push(...messages);
    return messages;
  }

  async function send(body: { text: string } | { choice: string }): Promise<void> {
    await refresh();
    mark = seen.at(-1)?.seq ?? 0;
    await post(via, `${baseUrl}/api/chat/messages`, { session, id: randomUUID(), ...body });
  }

  return {
    session,
    seen,
    refresh,
    say: (text) => send({ text }),
    async press(label) {
      await refresh();
      const fits = (text: string) => (typeof label === 'string' ? text.includes(label) : label.test(text));
      const choice = seen
        .toReversed()
        .flatMap((message) => message.choices)
        .find((candidate) => fits(candidate.label));
      if (!choice) throw new Error(`no button ${String(label)} in:\n${transcriptOf(seen)}`);
      await send({ choice: choice.id });
    },
    async until(what, deadlineMs = DEADLINE_MS) {
      const fits = (message: WebMessage) =>
        message.from !== 'user' &&
        message.seq > mark &&
        (typeof what === 'function' ? what(message) : what.test(message.text));
      const end = performance.now() + deadlineMs;
      for (;;) {
        await refresh();
        const found = seen.find(fits);
        if (found) return found;
        if (performance.now() > end) throw new Error(`nothing like ${String(what)} came:\n${transcriptOf(seen)}`);
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      }
    },
    transcript: () => transcriptOf(seen),
  };
}

async function post(via: typeof fetch, url: string, body: unknown): Promise<unknown> {
  const response = await via(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return response.json();
}

export function transcriptOf(messages: readonly WebMessage[]): string {
  return messages
    .map((message) => {
      const lines = [`${message.from === 'user' ? '>' : '<'} ${message.text.replaceAll('\n', '\n  ')}`];
      if (message.image) lines.push(`  [image: ${message.image.alt}]`);
      if (message.file) lines.push(`  [file: ${message.file.name}]`);
      if (message.copy) lines.push(`  [copy: ${message.copy}]`);
      if (message.link) lines.push(`  [link: ${message.link.label}]`);
      if (message.choices.length > 0) lines.push(`  ${message.choices.map((choice) => `[${choice.label}]`).join(' ')}`);
      return lines.join('\n');
    })
    .join('\n');
}

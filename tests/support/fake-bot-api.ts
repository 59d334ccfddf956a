/**
 * A small Bot API on loopback, strict where the real one is: what it would refuse is refused here with its words. People
 * are played by `userSays` and `userPresses`; updates go out by long polling or to a webhook, and stay until confirmed.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readCall, sendJson, sendRefusal, words, type Payload, type Uploads } from './bot-api/body.ts';
import { createFakeChats, type FakeChats } from './bot-api/chats.ts';
import { createFailures, type FailNext } from './bot-api/failures.ts';
import { createPeople, type People } from './bot-api/people.ts';
import { createPusher, type Webhook } from './bot-api/pusher.ts';
import { createUpdateQueue, type UpdateQueue } from './bot-api/queue.ts';
import { Refusal } from './bot-api/rules.ts';
import type { ShownMessage } from './bot-api/shown.ts';

export interface FakeBotApi extends People {
  url: string;
  token: string;
  calls: { method: string; payload: Payload }[];
  failNext: (failure: FailNext) => void;
  /** Hands the same update out again. */
  redeliver: (updateId: number) => void;
  /** Messages of a chat as they stand now, the person's included. */
  messages: (chatId: number) => readonly ShownMessage[];
  /** Everything that happened in a chat: > person, < bot, ~ edited, x deleted. Pictures of codes are decoded. */
  transcript: (chatId: number) => string;
  /** Updates below this id are confirmed and never come again. */
  confirmedBelow: () => number;
  /** From now on this message can be neither edited nor deleted, or just not the one. */
  freeze: (messageId: number, against?: 'edit' | 'delete') => void;
  /** Uploaded files are no longer known. */
  forgetFiles: () => void;
  webhook: () => Webhook | null;
  close: () => Promise<void>;
}

type Method = (payload: Payload, uploads: Uploads) => unknown;

export async function startFakeBotApi(options: { token?: string } = {}): Promise<FakeBotApi> {
  const token = options.token ?? '123456:fake-token-for-tests-0123456789abcdef';
  const chats = createFakeChats();
  const queue = createUpdateQueue();
  const failures = createFailures();
  const calls: FakeBotApi['calls'] = [];
  const { methods, webhook, close: closeUpdates } = updateMethods(queue);
  const all: Record<string, Method> = { ...plainMethods, ...chatMethods(chats), ...methods };

  async function call(method: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { payload, uploads } = await readCall(request);
    calls.push({ method, payload });
    const failure = failures.take(method);
    if (failure?.status === 'reset') return void response.destroy();
    if (failure) throw new Refusal(failure.status, failure.description ?? 'As ordered', failure.retry_after);
    const run = Object.hasOwn(all, method) ? all[method] : undefined;
    if (!run) throw new Refusal(404, 'Not Found: method not found');
    sendJson(response, 200, { ok: true, result: await run(payload, uploads) });
  }

  const server = createServer((request, response) => {
    const [, given, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(request.url ?? '') ?? [];
    if (given !== token) return sendRefusal(response, new Refusal(401, 'Unauthorized'));
    call(method, request, response).catch((error: unknown) => sendRefusal(response, error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    ...createPeople(chats, queue),
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    calls,
    failNext: failures.order,
    redeliver: (updateId) => void queue.again(updateId),
    messages: chats.messages,
    transcript: chats.transcript,
    confirmedBelow: queue.confirmedBelow,
    freeze: chats.freeze,
    forgetFiles: chats.forgetFiles,
    webhook,
    async close() {
      await closeUpdates();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const plainMethods: Record<string, Method> = {
  getMe: () => ({ id: 123456, is_bot: true, first_name: 'Sapa', username: 'sapa_test_bot' }),
  answerCallbackQuery: () => true,
  setMyCommands: () => true,
  deleteMyCommands: () => true,
};

const chatMethods = (chats: FakeChats): Record<string, Method> => ({
  sendMessage: chats.sendMessage,
  sendPhoto: chats.sendPhoto,
  sendDocument: chats.sendDocument,
  editMessageText: chats.editMessageText,
  editMessageCaption: chats.editMessageCaption,
  editMessageReplyMarkup: chats.editMessageReplyMarkup,
  deleteMessage: chats.deleteMessage,
  sendChatAction: chats.sendChatAction,
});

/** Polling and webhook: the real one refuses the first while the second is set, and so does this. */
function updateMethods(queue: UpdateQueue) {
  const pusher = createPusher();
  let webhook: Webhook | null = null;
  const methods: Record<string, Method> = {
    getUpdates: async ({ offset, limit, timeout }) => {
      if (webhook) throw new Refusal(409, "Conflict: can't use getUpdates method while webhook is active");
      return await queue.take(Number(offset ?? 0), Number(limit ?? 100), Number(timeout ?? 0) * 1000);
    },
    setWebhook: (payload) => {
      const to = { url: words(payload['url']), secret: words(payload['secret_token']) };
      webhook = to;
      queue.onAdded((update) => pusher.push(update, to));
      for (const update of queue.all()) if (update.update_id >= queue.confirmedBelow()) pusher.push(update, to);
      return true;
    },
    deleteWebhook: () => {
      webhook = null;
      queue.onAdded(null);
      return true;
    },
  };
  const close = async () => {
    queue.close();
    await pusher.close();
  };
  return { methods, webhook: () => webhook, close };
}

/**
 * The same conversation with the package's own plugin, as its manual shows it: the state of a chat is one row, written
 * after each update in one commit (WAL, FULL). What the bot says goes nowhere.
 */
import { join } from 'node:path';
import { conversations, createConversation, type Conversation, type ConversationFlavor } from '@grammyjs/conversations';
import BetterSqlite from 'better-sqlite3';
import { Bot, type Context, type Transformer } from 'grammy';
import { serveCalls, temporaryFolder } from '../children.ts';
import { inLanes } from '../lanes.ts';

type Talk = ConversationFlavor<Context>;

const db = new BetterSqlite(join(temporaryFolder(), 'floor.sqlite'));
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec('create table states (key text primary key, value text not null)');
const sql = {
  read: db.prepare('select value from states where key = ?'),
  write: db.prepare('insert into states values (?, ?) on conflict (key) do update set value = excluded.value'),
  delete: db.prepare('delete from states where key = ?'),
};

const nowhere: Transformer = (_previous, _method, payload) => {
  const chat = { id: 'chat_id' in payload ? payload.chat_id : 0, type: 'private' };
  return Promise.resolve({ ok: true, result: { message_id: 1, date: 0, chat } }) as ReturnType<Transformer>;
};

async function three(conversation: Conversation<Talk>, ctx: Context): Promise<void> {
  const answers: string[] = [];
  for (const question of ['name', 'date', 'guests']) {
    await ctx.reply(question);
    answers.push((await conversation.waitFor('message:text')).message.text);
  }
  await ctx.reply(answers.join(', '));
}

const me = { id: 1, is_bot: true as const, first_name: 'Floor', username: 'floor_bot' };
const bot = new Bot<Talk>('1:floor', { botInfo: me as never });
bot.api.config.use(nowhere);
bot.use(
  conversations<Talk, Context>({
    plugins: [
      async (ctx, next) => {
        ctx.api.config.use(nowhere);
        await next();
      },
    ],
    storage: {
      type: 'key',
      adapter: {
        read: (key) => {
          const row = sql.read.get(key) as { value: string } | undefined;
          return row && JSON.parse(row.value);
        },
        write: (key, value) => void sql.write.run(key, JSON.stringify(value)),
        delete: (key) => void sql.delete.run(key),
      },
    },
  }),
);
bot.use(createConversation<Talk, Context>(three));
bot.hears('start three', (ctx) => ctx.conversation.enter('three'));

const WORDS = ['start three', 'Sari', 'besok', '2'];
let updates = 0;

function say(chat: number, words: string): Promise<void> {
  updates += 1;
  const from = { id: chat, is_bot: false, first_name: 'Sari' };
  const message = {
    message_id: updates,
    date: 0,
    text: words,
    from,
    chat: { id: chat, type: 'private' as const, first_name: 'Sari' },
  };
  return bot.handleUpdate({ update_id: updates, message });
}

serveCalls({
  async talk({ conversations: count, lanes }: { conversations: number; lanes: number }): Promise<number> {
    const begun = performance.now();
    await inLanes(lanes, count, async (lane) => {
      for (const words of WORDS) await say(1_000 + lane, words);
    });
    return count / ((performance.now() - begun) / 1000);
  },
  /** Chats with a conversation under way: none after whole ones, or the floor does not do what it says. */
  open: () => (db.prepare('select count(*) as count from states').get() as { count: number }).count,
});

/**
 * The command menu beside the text field. Everybody has the same; a chat with staff has their commands as well, because
 * the narrowest list replaces the wider one. The menu only shows: whether somebody may is checked by the use case.
 */
import type { Api } from 'grammy';
import type { Lang } from '../../../commerce/chat/model.ts';
import type { Role } from '../../../commerce/people/model.ts';
import { channelWord, type ChannelWord } from '../words.ts';

/** Command per language and the word that explains it. The router knows all of them in every language. */
const COMMON: [id: string, en: string, word: ChannelWord][] = [
  ['menu', 'menu', 'command_menu'],
  ['kamar', 'rooms', 'command_rooms'],
  ['belanja', 'shop', 'command_shop'],
  ['pesanan', 'orders', 'command_orders'],
  ['saldo', 'balance', 'command_balance'],
  ['bantuan', 'help', 'command_help'],
  ['batal', 'cancel', 'command_cancel'],
];
const STAFF: typeof COMMON = [
  ['antrean', 'queue', 'command_queue'],
  ['why', 'why', 'command_why'],
  ['reseller', 'resellers', 'command_resellers'],
  ['harga', 'prices', 'command_prices'],
  ['laporan', 'report', 'command_report'],
  ['pemasok', 'suppliers', 'command_suppliers'],
  ['sinkron', 'sync', 'command_sync'],
  ['tambah', 'add', 'command_add'],
  ['penyedia', 'providers', 'command_providers'],
  ['selesai', 'done', 'command_done'],
];

/** English for every language but Indonesian, as in the chat itself. */
const LANGUAGES: { lang: Lang; scope: { language_code?: 'id' } }[] = [
  { lang: 'en', scope: {} },
  { lang: 'id', scope: { language_code: 'id' } },
];

const listed = (commands: typeof COMMON, lang: Lang) =>
  commands.map(([id, en, word]) => ({ command: lang === 'id' ? id : en, description: channelWord(lang, word) }));

export async function setCommonMenu(api: Api): Promise<void> {
  for (const { lang, scope } of LANGUAGES) await api.setMyCommands(listed(COMMON, lang), scope);
}

/** Gives a chat the staff's menu, or takes it away again where none of the roles is a staff role. */
export async function setChatMenu(api: Api, address: string, roles: readonly Role[]): Promise<void> {
  const scope = { type: 'chat', chat_id: Number(address) } as const;
  const isStaff = roles.some((role) => role !== 'reseller');
  for (const { lang, scope: language } of LANGUAGES) {
    if (isStaff) await api.setMyCommands(listed([...COMMON, ...STAFF], lang), { scope, ...language });
    else await api.deleteMyCommands({ scope, ...language });
  }
}

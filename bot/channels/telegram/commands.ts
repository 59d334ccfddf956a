/**
 * The command menu beside the text field. Everybody has the same; a chat with staff has their commands as well, because
 * the narrowest list replaces the wider one. The menu only shows: whether somebody may is checked by the use case.
 */
import type { Api } from 'grammy';
import type { Lang } from '../../../commerce/chat/model.ts';
import type { Role } from '../../../commerce/people/model.ts';
import { mayUse } from '../../../commerce/people/rights.ts';
import type { StaffRight } from '../../../commerce/people/rights-table.ts';
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
/** The same of the staff, with the use case behind it: who may not use that one is not shown the command. */
const STAFF: [...(typeof COMMON)[number], right: StaffRight][] = [
  ['antrean', 'queue', 'command_queue', 'queue'],
  ['why', 'why', 'command_why', 'dossier'],
  ['reseller', 'resellers', 'command_resellers', 'resellers'],
  ['harga', 'prices', 'command_prices', 'setPrice'],
  ['laporan', 'report', 'command_report', 'dailyReport'],
  ['pemasok', 'suppliers', 'command_suppliers', 'suppliers'],
  ['sinkron', 'sync', 'command_sync', 'startSync'],
  ['tambah', 'add', 'command_add', 'addProvider'],
  ['penyedia', 'providers', 'command_providers', 'providerLines'],
  ['staf', 'staff', 'command_staff', 'team'],
  ['catatan', 'audit', 'command_audit', 'auditLog'],
  ['pin', 'pin', 'command_pin', 'staffPin'],
  ['selesai', 'done', 'command_done', 'takeRelay'],
];

/** English for every language but Indonesian, as in the chat itself. */
const LANGUAGES: { lang: Lang; scope: { language_code?: 'id' } }[] = [
  { lang: 'en', scope: {} },
  { lang: 'id', scope: { language_code: 'id' } },
];

const listed = (commands: readonly [string, string, ChannelWord, ...unknown[]][], lang: Lang) =>
  commands.map(([id, en, word]) => ({ command: lang === 'id' ? id : en, description: channelWord(lang, word) }));

export async function setCommonMenu(api: Api): Promise<void> {
  for (const { lang, scope } of LANGUAGES) await api.setMyCommands(listed(COMMON, lang), scope);
}

/** Gives a chat the staff's menu, or takes it away again where none of the roles is a staff role. */
export async function setChatMenu(api: Api, address: string, roles: readonly Role[]): Promise<void> {
  const scope = { type: 'chat', chat_id: Number(address) } as const;
  const own = STAFF.filter(([, , , right]) => mayUse({ roles }, right));
  for (const { lang, scope: language } of LANGUAGES) {
    if (own.length > 0) await api.setMyCommands(listed([...COMMON, ...own], lang), { scope, ...language });
    else await api.deleteMyCommands({ scope, ...language });
  }
}

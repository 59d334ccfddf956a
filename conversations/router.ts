/**
 * Decides where an inbound message goes, from the message and the state of the chat alone. A waiting question gets
 * everything that is not one of a few words meaning the same anywhere; while it waits for a secret, only an exact word
 * of cancelling gets past it, because a password may look like anything.
 */
import { DEFAULT_SETTINGS } from '../commerce/settings.ts';
import { readAction } from './actions.ts';
import type { Route, Router } from './port.ts';
import { readOrderLines } from './understand/order-lines.ts';
import { fold, isGreeting, isThanks, isTooLong, normalise } from './understand/words.ts';

const flow = (name: string, args?: unknown): Route =>
  args === undefined ? { kind: 'flow', flow: name } : { kind: 'flow', flow: name, args };
const DIALOG: Route = { kind: 'dialog' };
const CANCEL: Route = { kind: 'cancel' };

const CANCEL_WORDS =
  /^(?:batal|batalkan|cancel|stop|(?:ga|gak|nggak|ngga|enggak|tidak|tdk) jadi|ngga jd|ga jd|gak jd|gajadi|gakjadi)$/;
const CANCEL_SECRET = /^(?:\/cancel(?:@\w+)?|batal)$/i;
const DONE_WORDS = /^(?:selesai|done|akhiri|end chat)$/;

/** Words that mean the same whatever was asked. */
const ANYWHERE: [RegExp, Route][] = [
  [/^(?:menu|menu utama|main menu|home)$/, flow('menu')],
  [/^(?:bantuan|help|tolong bantu)$/, flow('help')],
  [/^(?:cs|admin|operator|human|orang asli|petugas|customer service|minta admin|agent)$/, flow('human')],
  [/^(?:pesanan|pesanan saya|orderan|order saya|orders|my orders|status|status pesanan)$/, flow('orders')],
  [/^(?:english|inggris|bahasa inggris|in english)$/, flow('language', { lang: 'en' })],
  [/^(?:indonesia|indonesian|bahasa indonesia|indo)$/, flow('language', { lang: 'id' })],
  [/^(?:bahasa|ganti bahasa|language|lang)$/, flow('language')],
];

/** Words that start something only when nothing is asked: as an answer they may mean themselves. */
const WHEN_IDLE: [RegExp, Route][] = [
  [
    /^(?:kamar|pesan kamar|booking|booking kamar|book|book a room|rooms?|reservasi|hotel|menginap|nginap|cek kamar)$/,
    flow('rooms'),
  ],
  [/^(?:belanja|shop|toko|produk|products?|katalog|catalog|beli|buy|voucher|top ?up|isi ulang)$/, flow('shop')],
  [/^(?:antrean|antrian|queue)$/, flow('queue')],
  [/^(?:riwayat|history|rekap|transaksi)$/, flow('history')],
  [/^(?:daftar harga|price ?list|pl)$/, flow('price-list')],
  [/^(?:saldo|cek saldo|saldo saya|balance|my balance|check balance)$/, flow('balance')],
  [/^(?:mutasi|mutasi saldo|riwayat saldo|statement)$/, flow('statement')],
  [/^(?:pin|pin transaksi|ganti pin|ubah pin|transaction pin|change pin)$/, flow('pin')],
  [
    /^(?:daftar reseller|jadi reseller|daftar jadi reseller|mau jadi reseller|become a reseller|register reseller)$/,
    flow('reseller-join'),
  ],
  [/^(?:resellers?|list reseller)$/, flow('resellers')],
  [/^(?:harga|atur harga|prices?|set prices?)$/, flow('prices')],
  [/^(?:laporan|report)$/, flow('report')],
  [/^(?:ringkasan|brief|morning brief)$/, flow('brief')],
  [/^(?:(?:ganti|ubah|pindah|geser) (?:tanggal|tgl)|(?:change|other) dates?)$/, flow('change-dates')],
  [/^(?:pemasok|suppliers?)$/, flow('suppliers')],
  [/^(?:penyedia|providers?)$/, flow('providers')],
  [/^(?:staf|staff)$/, flow('staff')],
  [/^(?:catatan|audit|audit log|log)$/, flow('audit')],
  [/^(?:sinkron|sinkronkan|sinkron harga|sinkronkan harga|sync|sync prices)$/, flow('sync')],
];

/** "tambah gateway": the kinds are read where they are shown. */
const ADD_PROVIDER =
  /^(?:tambah|tambahkan|add) ((?:payment )?gateway|pembayaran|payment|pemasok|supplier|kunci(?: pintu)?|(?:door )?lock|deployment)$/;

/** Words that begin something and say more about it. */
const WITH_REST: [RegExp, (rest: string) => Route][] = [
  [/^(?:riwayat|history|rekap|transaksi) (.+)$/, (rest) => flow('history', { words: rest })],
  [/^(?:cek|check|status) ((?:\+|\d|\().{3,60})$/, (rest) => flow('history', { words: rest })],
  [/^(?:pemasok|suppliers?) ([a-z0-9.-]{1,26})$/, (rest) => flow('rungs', { code: rest.toUpperCase() })],
  [/^(?:daftar harga|price ?list|pl) (.+)$/, (rest) => flow('price-list', { words: rest })],
  [ADD_PROVIDER, (rest) => flow('provider-add', { words: rest })],
  [/^(?:tambah|tambahkan|add)( penyedia| provider)$/, () => flow('provider-add')],
];

/** "isi saldo", with or without the amount behind it. */
const TOP_UP = /^(?:isi saldo|tambah saldo|top ?up saldo|deposit|top ?up (?:my )?balance|add balance)(?: (.{1,40}))?$/;

type Command = (rest: string) => Route;

/** Of the shop, or of the product whose code stands behind the word. */
const toSuppliers: Command = (rest) => (rest === '' ? flow('suppliers') : flow('rungs', { code: rest.toUpperCase() }));

const COMMANDS: Record<string, Command> = {
  start: (rest) => (rest === '' ? flow('menu') : flow('start', { payload: rest })),
  menu: () => flow('menu'),
  help: () => flow('help'),
  bantuan: () => flow('help'),
  cs: (rest) => flow('human', rest === '' ? undefined : { words: rest }),
  rooms: (rest) => flow('rooms', rest === '' ? undefined : { words: rest }),
  kamar: (rest) => flow('rooms', rest === '' ? undefined : { words: rest }),
  shop: (rest) => flow('shop', rest === '' ? undefined : { search: rest }),
  belanja: (rest) => flow('shop', rest === '' ? undefined : { search: rest }),
  orders: () => flow('orders'),
  pesanan: () => flow('orders'),
  order: (rest) => (rest === '' ? flow('orders') : flow('order', { code: rest.toUpperCase() })),
  cancel: () => CANCEL,
  batal: () => CANCEL,
  claim: (rest) => flow('claim', { code: rest }),
  persona: (rest) => flow('persona', { persona: rest.toLowerCase() }),
  language: (rest) => flow('language', languageOf(rest)),
  bahasa: (rest) => flow('language', languageOf(rest)),
  history: (rest) => flow('history', rest === '' ? undefined : { words: rest }),
  riwayat: (rest) => flow('history', rest === '' ? undefined : { words: rest }),
  pricelist: (rest) => flow('price-list', rest === '' ? undefined : { words: rest }),
  queue: () => flow('queue'),
  queues: () => flow('queues'),
  antrean: () => flow('queue'),
  webhook: (rest) => flow('webhooks', rest === '' ? undefined : { slug: rest.toLowerCase() }),
  webhooks: (rest) => flow('webhooks', rest === '' ? undefined : { slug: rest.toLowerCase() }),
  brief: (rest) => flow('brief', { day: rest }),
  ringkasan: (rest) => flow('brief', { day: rest }),
  pagi: (rest) => flow('brief', { day: rest }),
  report: () => flow('report'),
  laporan: () => flow('report'),
  suppliers: toSuppliers,
  pemasok: toSuppliers,
  tambah: (rest) => flow('provider-add', rest === '' ? undefined : { words: rest }),
  add: (rest) => flow('provider-add', rest === '' ? undefined : { words: rest }),
  staf: () => flow('staff'),
  staff: () => flow('staff'),
  audit: (rest) => flow('audit', rest === '' ? undefined : { words: rest }),
  log: (rest) => flow('audit', rest === '' ? undefined : { words: rest }),
  catatan: (rest) => flow('audit', rest === '' ? undefined : { words: rest }),
  keluar: () => flow('staff-leave'),
  leave: () => flow('staff-leave'),
  penyedia: () => flow('providers'),
  providers: () => flow('providers'),
  sync: () => flow('sync'),
  sinkron: () => flow('sync'),
  pause: (rest) => flow('product-pause', { code: rest.toUpperCase() }),
  jeda: (rest) => flow('product-pause', { code: rest.toUpperCase() }),
  sell: (rest) => flow('product-sell', { code: rest.toUpperCase() }),
  jual: (rest) => flow('product-sell', { code: rest.toUpperCase() }),
  why: (rest) => flow('why', { code: rest.toUpperCase() }),
  saldo: () => flow('balance'),
  balance: () => flow('balance'),
  isi: (rest) => flow('topup', { words: rest }),
  topup: (rest) => flow('topup', { words: rest }),
  mutasi: () => flow('statement'),
  statement: () => flow('statement'),
  pin: () => flow('pin'),
  daftar: () => flow('reseller-join'),
  join: () => flow('reseller-join'),
  reseller: () => flow('resellers'),
  resellers: () => flow('resellers'),
  harga: () => flow('prices'),
  prices: () => flow('prices'),
  done: () => flow('relay-end'),
  selesai: () => flow('relay-end'),
};

function languageOf(rest: string): { lang: 'id' | 'en' } | undefined {
  const word = rest.toLowerCase();
  if (/^(?:en|english|inggris)$/.test(word)) return { lang: 'en' };
  return /^(?:id|indonesia|indonesian)$/.test(word) ? { lang: 'id' } : undefined;
}

export const route: Router = (body, at) => {
  if (body.kind === 'choice') return beside(routeChoice(body.choice, at), at);
  if (body.kind === 'unsupported') return at.hasDialog ? DIALOG : flow('menu', { hint: 'unsupported' });
  if (at.pendingSecret) return CANCEL_SECRET.test(body.text.trim()) ? CANCEL : DIALOG;
  return beside(routeWords(body.text, at), at);
};

/** Another language costs nobody what they have typed so far: the waiting question is put again in it. */
function beside(route: Route, at: Parameters<Router>[1]): Route {
  const lang =
    route.kind === 'flow' && route.flow === 'language' ? (route.args as { lang?: string } | undefined)?.lang : null;
  if (!lang || !at.hasDialog) return route;
  return { kind: 'aside', flow: 'language', args: { lang, aside: true }, note: 'menu-hint-language-set' };
}

function routeChoice(choice: string, at: Parameters<Router>[1]): Route {
  const start = readAction(choice);
  if (start) return { kind: 'flow', ...start };
  // An option of a question: the runner holds its token against the question that waits.
  return at.hasDialog ? DIALOG : flow('menu', { hint: 'stale' });
}

function routeWords(text: string, at: Parameters<Router>[1]): Route {
  const words = fold(text);
  if (at.isStaffTurn && DONE_WORDS.test(words)) return flow('relay-end');
  const command = readCommand(text);
  if (command) return command;
  // What staff types to a guest is for the guest, also "menu" and "batal".
  if (at.isStaffTurn && !at.hasDialog) return flow('words', { words: normalise(text) });
  if (CANCEL_WORDS.test(words)) return CANCEL;
  const anywhere = ANYWHERE.find(([pattern]) => pattern.test(words));
  if (anywhere) return anywhere[1];
  if (at.hasDialog) return DIALOG;
  if (DONE_WORDS.test(words)) return flow('relay-end');
  const why = /^(?:why|kenapa) #?([a-z0-9]{4,12})$/.exec(words);
  if (why) return flow('why', { code: (why[1] ?? '').toUpperCase() });
  const pause = /^(jeda|pause|jual lagi|sell again) ([a-z0-9.-]{1,26})$/.exec(words);
  if (pause) {
    const isPause = /^(?:jeda|pause)$/.test(pause[1] ?? '');
    return flow(isPause ? 'product-pause' : 'product-sell', { code: (pause[2] ?? '').toUpperCase() });
  }
  const idle = WHEN_IDLE.find(([pattern]) => pattern.test(words));
  if (idle) return idle[1];
  const withRest = readWithRest(words);
  if (withRest) return withRest;
  const topUp = TOP_UP.exec(words);
  if (topUp) return flow('topup', { words: topUp[1] ?? '' });
  if (isGreeting(words)) return flow('menu');
  if (isThanks(words)) return flow('menu', { hint: 'thanks' });
  if (readOrderLines(text, DEFAULT_SETTINGS.maxOrderLines) !== null) return flow('order-lines', { text });
  if (isTooLong(text)) return flow('menu', { hint: 'too-long' });
  return flow('words', { words: normalise(text) });
}

function readWithRest(words: string): Route | null {
  for (const [pattern, to] of WITH_REST) {
    const rest = pattern.exec(words)?.[1];
    if (rest !== undefined) return to(rest);
  }
  return null;
}

/** "/command@botname rest"; null for anything else and for commands we do not have. */
function readCommand(text: string): Route | null {
  const match = /^\/([a-z]+)(?:@\w+)?(?:\s+(.*))?$/i.exec(normalise(text));
  const name = match?.[1]?.toLowerCase() ?? '';
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  return command ? command((match?.[2] ?? '').trim()) : null;
}

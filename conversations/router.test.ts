/** Where every kind of message goes, with and without a waiting question. */
import { describe, expect, test } from 'vitest';
import { action } from '../commerce/ports/actions.ts';
import { readAction } from './actions.ts';
import { flows } from './flows/index.ts';
import { route } from './router.ts';

const IDLE = { hasDialog: false, pendingSecret: false, isStaffTurn: false };
const ASKED = { ...IDLE, hasDialog: true };
const SECRET = { ...ASKED, pendingSecret: true };
const STAFF = { ...IDLE, isStaffTurn: true };
const DIALOG = { kind: 'dialog' };
const CANCEL = { kind: 'cancel' };
const words = (text: string, at = IDLE) => route({ kind: 'text', text }, at);
const pressed = (choice: string, at = IDLE) => route({ kind: 'choice', choice }, at);
const to = (flow: string, args?: unknown) =>
  args === undefined ? { kind: 'flow', flow } : { kind: 'flow', flow, args };

/** Words that mean the same with and without a question. */
const ANYWHERE: [string, object][] = [
  ['menu', to('menu')],
  ['MENU!', to('menu')],
  [' menu utama ', to('menu')],
  ['/menu', to('menu')],
  ['/start', to('menu')],
  ['/start@SapaBot', to('menu')],
  ['/start p_ML86', to('start', { payload: 'p_ML86' })],
  ['/start@SapaBot K7QF2M', to('start', { payload: 'K7QF2M' })],
  ['batal', CANCEL],
  ['Batal.', CANCEL],
  ['cancel', CANCEL],
  ['ga jadi', CANCEL],
  ['gak jadi', CANCEL],
  ['nggak jadi', CANCEL],
  ['stop', CANCEL],
  ['/tambah', to('provider-add')],
  ['/add@SapaBot gateway', to('provider-add', { words: 'gateway' })],
  ['/penyedia', to('providers')],
  ['/suppliers ml86', to('rungs', { code: 'ML86' })],
  ['/cancel', CANCEL],
  ['/cancel@SapaBot', CANCEL],
  ['/batal', CANCEL],
  ['bantuan', to('help')],
  ['help', to('help')],
  ['/help', to('help')],
  ['cs', to('human')],
  ['CS', to('human')],
  ['admin', to('human')],
  ['/cs AC mati', to('human', { words: 'AC mati' })],
  ['pesanan', to('orders')],
  ['pesanan saya', to('orders')],
  ['orders', to('orders')],
  ['/orders', to('orders')],
  ['/order k7qf2m', to('order', { code: 'K7QF2M' })],
  ['bahasa', to('language')],
  ['/claim ABCD2345', to('claim', { code: 'ABCD2345' })],
  ['/claim', to('claim', { code: '' })],
  ['/persona Owner', to('persona', { persona: 'owner' })],
  ['/queue', to('queue')],
  ['/queues', to('queues')],
  ['/why k7qf2m', to('why', { code: 'K7QF2M' })],
];

/** Words that answer a question when there is one. */
const IDLE_ONLY: [string, object][] = [
  ['kamar', to('rooms')],
  ['rooms', to('rooms')],
  ['pesan kamar', to('rooms')],
  ['belanja', to('shop')],
  ['voucher', to('shop')],
  ['antrean', to('queue')],
  ['pemasok', to('suppliers')],
  ['penyedia', to('providers')],
  ['tambah gateway', to('provider-add', { words: 'gateway' })],
  ['add supplier', to('provider-add', { words: 'supplier' })],
  ['tambah penyedia', to('provider-add')],
  ['sinkron', to('sync')],
  ['pemasok ml86', to('rungs', { code: 'ML86' })],
  ['jeda ml86', to('product-pause', { code: 'ML86' })],
  ['sell again ml86', to('product-sell', { code: 'ML86' })],
  ['kenapa K7QF2M', to('why', { code: 'K7QF2M' })],
  ['why #k7qf2m', to('why', { code: 'K7QF2M' })],
  ['halo', to('menu')],
  ['makasih', to('menu', { hint: 'thanks' })],
  ['selesai', to('relay-end')],
  ['done', to('relay-end')],
  ['pulsa 10rb', to('words', { words: 'pulsa 10rb' })],
  ['besok 2 malam', to('words', { words: 'besok 2 malam' })],
  ['/nosuchcommand', to('words', { words: '/nosuchcommand' })],
  ['batalkan pesanan kemarin dong', to('words', { words: 'batalkan pesanan kemarin dong' })],
  ['x'.repeat(10_000), to('menu', { hint: 'too-long' })],
  ['', to('words', { words: '' })],
];

describe('typed words', () => {
  test.each(ANYWHERE)('anywhere: %s', (typed, goes) => {
    expect(words(typed)).toEqual(goes);
    expect(words(typed, ASKED)).toEqual(goes);
  });

  test.each(IDLE_ONLY)('only when nothing is asked: %s', (typed, goes) => {
    expect(words(typed)).toEqual(goes);
    expect(words(typed, ASKED)).toEqual(DIALOG);
  });

  test('while a secret is awaited only an exact cancel is a word', () => {
    for (const typed of ['menu', 'stop', 'cs', '/start', '/claim X', 'ga jadi', 'batal ya', 'bahasa', 'cancel']) {
      expect(words(typed, SECRET), typed).toEqual(DIALOG);
    }
    for (const typed of ['/cancel', 'batal', ' Batal ', '/cancel@SapaBot'])
      expect(words(typed, SECRET), typed).toEqual(CANCEL);
  });

  test("staff's words are for the guest, except commands and the end", () => {
    for (const typed of ['menu', 'batal', 'pesanan', 'help', 'halo']) {
      expect(words(typed, STAFF), typed).toEqual(to('words', { words: typed }));
    }
    expect(words('selesai', STAFF)).toEqual(to('relay-end'));
    expect(words('selesai', { ...STAFF, hasDialog: true })).toEqual(to('relay-end'));
    expect(words('/queue', STAFF)).toEqual(to('queue'));
  });

  test('names inherited by every object are no commands and no actions', () => {
    expect(words('/constructor')).toEqual(to('words', { words: '/constructor' }));
    for (const id of ['constructor', '__proto__', 'toString', 'hasOwnProperty:x', '__proto__:x'])
      expect(readAction(id)).toBeNull();
  });
});

describe('pressed buttons', () => {
  test.each([
    [action.menu, to('menu')],
    [action.rooms, to('rooms')],
    [action.room('DELUXE'), to('rooms', { room: 'DELUXE' })],
    [action.shop, to('shop')],
    [action.product('ML86'), to('product', { code: 'ML86' })],
    [action.orders, to('orders')],
    [action.order('K7QF2M'), to('order', { code: 'K7QF2M' })],
    [action.checkPayment('K7QF2M'), to('check-payment', { code: 'K7QF2M' })],
    [action.cancelOrder('K7QF2M'), to('cancel', { code: 'K7QF2M' })],
    [action.renewPayment('K7QF2M'), to('renew-payment', { code: 'K7QF2M' })],
    [action.resendGoods('K7QF2M'), to('resend-goods', { code: 'K7QF2M' })],
    [action.help, to('help')],
    [action.human, to('human')],
    [action.takeRelay('0192-abc'), to('relay-take', { relayId: '0192-abc' })],
    [action.endRelay, to('relay-end')],
    [action.dossier('K7QF2M'), to('why', { code: 'K7QF2M' })],
    [action.queue, to('queue')],
  ])('%s means the same whatever is asked', (id, goes) => {
    expect(pressed(id)).toEqual(goes);
    expect(pressed(id, ASKED)).toEqual(goes);
    expect(pressed(id, STAFF)).toEqual(goes);
  });

  test('another language is set beside a waiting dialog, and ends nothing', () => {
    const beside = {
      kind: 'aside',
      flow: 'language',
      args: { lang: 'en', aside: true },
      note: 'menu-hint-language-set',
    };
    expect(pressed(action.language('en'))).toEqual(to('language', { lang: 'en' }));
    expect(pressed(action.language('en'), ASKED)).toEqual(beside);
    for (const typed of ['english', '/language en']) {
      expect(words(typed)).toEqual(to('language', { lang: 'en' }));
      expect(words(typed, ASKED)).toEqual(beside);
    }
  });

  test('an option goes to the question that waits; without one the button is stale', () => {
    expect(pressed('d.abc.1.yes', ASKED)).toEqual(DIALOG);
    expect(pressed('d.abc.1.yes')).toEqual(to('menu', { hint: 'stale' }));
  });

  test('an id nobody made changes nothing', () => {
    for (const id of ['', 'x', 'order:', 'order:a b', `order:${'x'.repeat(80)}`, 'drop:table']) {
      expect(pressed(id)).toEqual(to('menu', { hint: 'stale' }));
      expect(pressed(id, ASKED)).toEqual(DIALOG);
    }
  });
});

describe('the rest', () => {
  test('a sticker is for the question, or gets the menu', () => {
    expect(route({ kind: 'unsupported', what: 'sticker' }, IDLE)).toEqual(to('menu', { hint: 'unsupported' }));
    expect(route({ kind: 'unsupported', what: 'sticker' }, ASKED)).toEqual(DIALOG);
  });

  test('every flow a message can lead to exists', () => {
    const names = new Set(flows.map((flow) => flow.name));
    const targets = [...ANYWHERE, ...IDLE_ONLY].map(([typed]) => words(typed)).filter((goes) => goes.kind === 'flow');
    for (const target of targets) expect(names.has(target.flow), target.flow).toBe(true);
    expect(names.size).toBe(flows.length);
  });
});

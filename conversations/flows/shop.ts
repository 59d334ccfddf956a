/** Walking through the shop, page by page, or typing what is looked for at any of them. */
import type { Commerce } from '../../commerce/app.ts';
import { text, type Text } from '../../commerce/ports/screen.ts';
import type { FlowEnd, Parsed, TalkChat } from '../port.ts';
import { searchVariants } from '../understand/amounts.ts';
import { wantsRoom } from '../understand/wants-room.ts';
import { fold, isNo, isYes } from '../understand/words.ts';
import { screen, toHuman, toMenu } from './say.ts';
import { pageChoices, pageLines, readPage, turnPage, type Place } from './shop-view.ts';

/** After so many pages the walk goes on in a fresh dialog, so that no log grows without end. */
const MAX_TURNS = 20;

export async function shop(chat: TalkChat, app: Commerce, args: Place | null): Promise<FlowEnd> {
  let place: Place = args ?? {};
  let note: Text[] = [];
  for (let turn = 1; turn <= MAX_TURNS; turn += 1) {
    const here = place;
    const page = await chat.read(`page:${turn}`, () => readPage(app, chat.actor, here));
    if (page.items.length === 0) {
      if (isStart(place)) return chat.say(screen([text('shop-empty')], [toHuman, toMenu]));
      note = [
        place.search === undefined ? text('shop-page-gone') : text('shop-nothing-found', { words: place.search }),
      ];
      place = {};
      continue;
    }
    const lines = [...note, ...pageLines(place, page)];
    note = [];
    const chosen = await chat.choose(`pick:${turn}`, screen(lines), pageChoices(place, page), readSearch);
    if (chosen.startsWith('s:')) {
      const typed = chosen.slice(2);
      const found = await findSpelling(chat, app, turn, typed);
      // The only one there is needs no list to be chosen from.
      if (found?.only) return { next: 'product', args: { code: found.only, from: place } };
      // Somebody who looks at vouchers may want a room next.
      if (found === null && (await isAboutRooms(chat, app, turn, typed)))
        return { next: 'rooms', args: { words: typed } };
      if (found === null) note = [text('shop-nothing-found', { words: typed })];
      else place = { search: found.search };
      continue;
    }
    const next = turnPage(place, page, chosen);
    if ('product' in next) return { next: 'product', args: { code: next.product, from: place } };
    place = next;
  }
  return { next: 'shop', args: place };
}

async function isAboutRooms(chat: TalkChat, app: Commerce, turn: number, typed: string): Promise<boolean> {
  const today = await chat.read(`today:${turn}`, () => app.today(chat.actor));
  return wantsRoom(typed, today.date) !== null;
}

const isStart = (place: Place): boolean =>
  place.category === undefined && place.search === undefined && (place.offset ?? 0) === 0;

const MIN_SEARCH_CHARS = 2;
const MAX_SEARCH_CHARS = 60;

export function readSearch(words: string): Parsed<string> {
  const search = fold(words).slice(0, MAX_SEARCH_CHARS);
  const isWord = /\p{L}/u.test(search) && search.length >= MIN_SEARCH_CHARS && !isYes(search) && !isNo(search);
  if (!isWord) return { ok: false, say: text('shop-search-unclear') };
  return { ok: true, value: `s:${search}` };
}

interface Found {
  search: string;
  /** The code of the product, where it is one. */
  only: string | null;
}

/** The first spelling of the search that finds something. */
async function findSpelling(chat: TalkChat, app: Commerce, turn: number, typed: string): Promise<Found | null> {
  for (const [i, search] of searchVariants(typed).entries()) {
    const found = await chat.read(`find:${turn}:${i}`, async () => {
      const { items, total } = await app.products(chat.actor, { search, limit: 1, offset: 0 });
      return { total, code: items[0]?.code ?? null };
    });
    if (found.total > 0) return { search, only: found.total === 1 ? found.code : null };
  }
  return null;
}

/**
 * The ways of paying that take an amount, in words. A question only where there is a choice; a long list is asked about
 * by kind first, and the name of a bank typed at any point is enough.
 */
import type { Commerce } from '../../commerce/app.ts';
import type { PayWay } from '../../commerce/payment/methods.ts';
import { readPayerPhone } from '../../commerce/payment/payer-phone.ts';
import { PAYMENT_FEATURE } from '../../commerce/payment/routes.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import type { Parsed, SecretAnswer, TalkChat } from '../port.ts';
import { fold } from '../understand/words.ts';
import { paragraphs, screen } from './say.ts';

/** As many as fit a small phone without scrolling. */
const MAX_FLAT = 4;
const MAX_ROUNDS = 8;

type Kind = 'qr' | 'bank' | 'wallet' | 'shop' | 'page';
const KINDS: readonly Kind[] = ['qr', 'bank', 'wallet', 'shop', 'page'];

function kindOf({ format, place }: PayWay): Kind {
  if (format === 'qris_dynamic') return 'qr';
  if (format === 'e_wallet_redirect') return 'wallet';
  return format === 'va_static' ? place : 'page';
}

export function wayName(way: Pick<PayWay, 'feature' | 'format' | 'place' | 'name'>): Text {
  const { format, place, name, feature } = way;
  if (format === 'qris_dynamic') return text('pay-via-qr');
  if (format === 'va_static' && name !== null) return text(`pay-via-${place}`, { name });
  if (feature === 'payment.link' || (format === 'embed_flow' && name === null)) return text('pay-via-link');
  return text('pay-via-other', { name: name ?? feature.replace(/^payment\./, '') });
}

export const readWays = (chat: TalkChat, app: Commerce, name: string, amountIdr: number): Promise<PayWay[]> =>
  chat.read(`ways:${name}`, () => app.paymentMethods(chat.actor, amountIdr));

/** The feature chosen; null = the QR alone, or nothing at all, which the order then says. */
export async function chooseWay(chat: TalkChat, ways: PayWay[], name: string, question: Text): Promise<string | null> {
  const [only] = ways;
  if (!only || (ways.length === 1 && only.feature === PAYMENT_FEATURE)) return null;
  let shown = ways;
  for (let round = 1; shown.length > 1 && round <= MAX_ROUNDS; round += 1) {
    const { lines, options } = questionAbout(shown, shown === ways ? [] : [BACK]);
    const answer = await chat.choose(`way:${name}:${round}`, screen([question, ...lines]), options, (words) =>
      readWay(ways, words),
    );
    const named = ways.find(({ feature }) => feature === answer);
    if (named) return named.feature;
    shown = answer === BACK.id ? ways : ways.filter((way) => `kind:${kindOf(way)}` === answer);
  }
  return (shown[0] ?? only).feature;
}

const BACK: Choice = { id: 'back', label: text('pay-via-back') };

function questionAbout(shown: readonly PayWay[], back: Choice[]): { lines: Text[]; options: Choice[] } {
  const kinds = KINDS.filter((kind) => shown.some((way) => kindOf(way) === kind));
  if (shown.length <= MAX_FLAT || kinds.length === 1) {
    const options = shown.map((way): Choice => ({ id: way.feature, label: wayName(way) }));
    return { lines: termsOf(shown), options: [...options, ...back] };
  }
  const options = kinds.map((kind): Choice => {
    const [way, ...more] = shown.filter((one) => kindOf(one) === kind);
    if (way && more.length === 0) return { id: way.feature, label: wayName(way) };
    return { id: `kind:${kind}`, label: text(`pay-via-kind-${kind}`) };
  });
  return { lines: [], options };
}

/** What each costs on top and takes, where anything is known. */
function termsOf(ways: readonly PayWay[]): Text[] {
  const told = ways.filter(({ feeIdr, minIdr, maxIdr }) => feeIdr !== null || minIdr !== null || maxIdr !== null);
  return told.length === 0 ? [] : paragraphs(told.map(termsLine));
}

function termsLine(way: PayWay): Text {
  const { feeIdr, minIdr, maxIdr } = way;
  const fee = feeIdr === null ? 'unknown' : feeIdr === 0 ? 'none' : 'some';
  const limits = `${minIdr === null ? '' : 'min'}${maxIdr === null ? '' : 'max'}` || 'none';
  return text('pay-way-terms', {
    way: { text: wayName(way) },
    fee: { text: text(`pay-way-fee-${fee}`, { fee: { money: feeIdr ?? 0 } }) },
    limits: { text: text(`pay-way-limits-${limits}`, { min: { money: minIdr ?? 0 }, max: { money: maxIdr ?? 0 } }) },
  });
}

/** "bca", "va bni", "qris". A word that fits several is no answer. */
function readWay(ways: readonly PayWay[], words: string): Parsed<string> {
  const typed = fold(words)
    .replace(/^(?:pakai|bayar|lewat|via|pay|with|by)\s+/, '')
    .replace(/^(?:va|bank|transfer)\s+/, '');
  const found = ways.filter(({ name, format }) => {
    if (format === 'qris_dynamic') return /^(?:qris|qr)$/.test(typed);
    return name !== null && fold(name) === typed;
  });
  const [way] = found;
  if (way && found.length === 1) return { ok: true, value: way.feature };
  return { ok: false, say: text('pay-via-unclear') };
}

/** The way and, where its wallet asks the payer by itself, whom it has to ask. */
export interface PayVia {
  payVia?: string;
  phone?: SecretAnswer;
}

export async function viaOf(chat: TalkChat, ways: PayWay[], feature: string | null, name: string): Promise<PayVia> {
  if (feature === null) return {};
  const way = ways.find((one) => one.feature === feature);
  if (!way?.asksPhone) return { payVia: feature };
  const question = screen([text('pay-phone-ask', { name: way.name ?? '' }), text('pay-phone-note')]);
  const phone = await chat.askSecret(`phone:${name}`, question, (words): Parsed<string> => {
    const value = readPayerPhone(words);
    return value === null ? { ok: false, say: text('pay-phone-unfit') } : { ok: true, value };
  });
  return { payVia: feature, phone };
}

/** As a use case takes it; only inside `once`, because it opens the number. */
export async function opened({ payVia, phone }: PayVia): Promise<{ payVia?: string; payerPhone?: string }> {
  return { ...(payVia === undefined ? {} : { payVia }), ...(phone ? { payerPhone: await phone.open() } : {}) };
}

/** The owner changes how one supplier is sent a destination of several parts, after a look at an example. */
import type { Commerce } from '../../commerce/app.ts';
import type { ProductRungs } from '../../commerce/catalogue/rungs/model.ts';
import { text, type Choice } from '../../commerce/ports/screen.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import { normalise } from '../understand/words.ts';
import { agrees, pickRung, sayKept, sayRefused, toRungs } from './rungs-say.ts';
import { screen, toMenu } from './say.ts';

/** What vendors are known to put between the parts. */
const SEPARATORS = ['', '|', ',', '-', '/'];

export async function changeFormat(chat: TalkChat, app: Commerce, product: ProductRungs): Promise<FlowEnd> {
  const { code } = product;
  const rung = await pickRung(chat, 'which', text('rungs-ask-format'), product.rungs);
  if (!rung) return;
  const parts = (rung.template ?? '').match(/\{[^{}]*\}/g) ?? [];
  const common = SEPARATORS.map((separator) => parts.join(separator)).filter((one) => one !== rung.template);
  const options = common.map((template, at): Choice => ({ id: `t${at}`, label: text('rungs-format', { template }) }));
  const ask = text('rungs-format-ask', { supplier: rung.supplier, template: rung.template ?? '' });
  const chosen = await chat.choose('format', screen([ask]), options, (words) => ({
    ok: true,
    value: `=${normalise(words)}`,
  }));
  const template = chosen.startsWith('=') ? chosen.slice(1) : (common[Number(chosen.slice(1))] ?? '');
  const wish = { code, offerId: rung.offerId, template };
  const answer = await chat.read('preview', () => app.previewTemplate(chat.actor, wish));
  if (!answer.ok) return sayRefused(chat, answer, code);
  const { preview } = answer;
  const lines = [
    text(preview.before === null ? 'rungs-format-example' : 'rungs-format-change', {
      ...preview,
      before: preview.before ?? '',
    }),
    text('rungs-format-check'),
  ];
  if (!(await agrees(chat, lines, text('rungs-button-format-yes')))) return sayKept(chat, code);
  const done = await chat.once('set-format', (key) => app.setOfferTemplate(chat.actor, key, wish));
  if (!done.ok) return sayRefused(chat, done, code);
  await chat.say(screen([text('rungs-format-set', { ...preview, before: '' })], [toRungs(code), toMenu]));
}

/** The owner adds another supplier to a product: proposals, both side by side, and only then the join. */
import type { Commerce } from '../../commerce/app.ts';
import type { Candidate, ProductRungs } from '../../commerce/catalogue/rungs/model.ts';
import { text, type Text } from '../../commerce/ports/screen.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import { agrees, factsOf, sayKept, sayRefused, toRungs } from './rungs-say.ts';
import { screen, stack, toMenu } from './say.ts';

/** Costs further apart than this are worth a warning: the same goods cost about the same everywhere. */
const NEAR_PCT = 15;

export async function addRung(chat: TalkChat, app: Commerce, product: ProductRungs): Promise<FlowEnd> {
  const { code } = product;
  const answer = await chat.read('candidates', () => app.rungCandidates(chat.actor, code));
  if (!answer.ok) return sayRefused(chat, answer, code);
  const { candidates } = answer;
  if (candidates.length === 0)
    return chat.say(screen([text('rungs-candidates-none', { name: product.name })], [toRungs(code), toMenu]));
  const options = candidates.map(({ rung }, at) => ({ id: `c${at}`, label: text('rungs-pick', factsOf(rung)) }));
  const lines = candidates.map(({ rung }) => text('rungs-side', factsOf(rung)));
  const asked = [text('rungs-candidates', { name: product.name }), stack(lines)];
  const chosen = await chat.choose('candidate', screen(asked, [toMenu]), options);
  const candidate = candidates[Number(chosen.slice(1))];
  if (!candidate) return;
  const preview = [...sideBySide(product, candidate), text('rungs-join-ask', { code, other: candidate.code })];
  if (!(await agrees(chat, preview, text('rungs-button-join')))) return sayKept(chat, code);
  const wish = { code, offerId: candidate.offerId, from: candidate.productId };
  const done = await chat.once('join', (key) => app.joinOffer(chat.actor, key, wish));
  if (!done.ok) return sayRefused(chat, done, code);
  const said = text('rungs-joined', { supplier: candidate.rung.supplier, code, other: done.oldCode });
  await chat.say(screen([said], [toRungs(code), toMenu]));
}

function sideBySide(product: ProductRungs, { rung, likeness, costPct }: Candidate): Text[] {
  const both = [...product.rungs, rung].map((one) => {
    const line = text('rungs-side', factsOf(one));
    return one.example === null ? line : stack([line, text('rungs-sent', { sent: one.example })]);
  });
  const warnings: Text[] = [];
  if (likeness === 'unsure') warnings.push(text('rungs-warn-name'));
  if (Math.abs(costPct - 100) > NEAR_PCT) warnings.push(text('rungs-warn-cost', { pct: costPct }));
  if (product.rungs.some((one) => one.template !== rung.template)) warnings.push(text('rungs-formats-differ'));
  return [stack(both), ...warnings];
}

/**
 * What a typed line means under the last message that had choices. "[2]" and "#2" always press the second. A bare 2
 * presses it, too, unless the labels are numbers themselves ("1 malam", "3 malam"): then it may mean two of something,
 * and the conversation, which knows the question, decides.
 */
import type { InboundBody } from '../../../commerce/chat/model.ts';
import type { Rendered } from '../../../conversations/messages/render.ts';

export function readTyped(line: string, choices: Rendered['choices']): InboundBody {
  const words = line.trim();
  const match = /^(?:\[(\d{1,3})\]|#(\d{1,3})|(\d{1,3}))$/.exec(words);
  const number = match?.[1] ?? match?.[2] ?? (asksForNumber(choices) ? undefined : match?.[3]);
  const pressed = number === undefined ? undefined : choices[Number(number) - 1];
  return pressed ? { kind: 'choice', choice: pressed.id } : { kind: 'text', text: line };
}

const asksForNumber = (choices: Rendered['choices']) => choices.some(({ label }) => /^\P{L}*\d/u.test(label));

/** "Ringkasan": the brief of a day, said by the use case with its file. This only answers when it cannot be. */
import type { Commerce } from '../../commerce/app.ts';
import { text } from '../../commerce/ports/screen.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import { refusalText } from './refusals.ts';
import { screen, toMenu } from './say.ts';

export async function brief(chat: TalkChat, app: Commerce, args: { day?: string } | null): Promise<FlowEnd> {
  const day = args?.day ?? '';
  const sent = await chat.once('send', (key) => app.sendBrief(chat.actor, key, { day }));
  if (sent.ok) return;
  const isDay = sent.reason === 'bad_input' && sent.detail?.['field'] === 'day';
  const said = isDay ? text('brief-bad-day', { typed: day.slice(0, 20) }) : refusalText(sent, 'owner');
  await chat.say(screen([said], [toMenu]));
}

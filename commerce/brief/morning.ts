/**
 * The recurring `brief.send` job: yesterday's brief for everybody who looks after the money. It may run twice, or be
 * killed between two owners: the message is said under a key of day and chat, and its file is stored in the same
 * transaction. A shop that was off at the hour sends the day's one when it is back, never those of the days between.
 */
import { audit, systemActor } from '../audit.ts';
import type { Core } from '../core.ts';
import { sayWithFile } from '../files/say-with-file.ts';
import { staffChats } from '../people/deliver-alerts.ts';
import type { JobVerdict } from '../ports/jobs.ts';
import { readMode } from '../provider/mode.ts';
import { addDays, instantOf } from '../stay/local-time.ts';
import { today } from '../stay/search-rooms.ts';
import { briefWithCases } from './open-differences.ts';
import { briefScreen } from './screen.ts';
import { briefFile, dayOf } from './send-brief.ts';

export async function sendMorningBriefs(core: Core): Promise<JobVerdict> {
  const { briefHour } = core.settings;
  if (briefHour > 23) return;
  const { environment } = await readMode(core.uow.read);
  const actor = systemActor(environment);
  const now = await today(core, actor);
  const dueOn = (date: string) => instantOf(date, `${String(Math.floor(briefHour)).padStart(2, '0')}:00`, now.zone);
  if (core.clock.now() < dueOn(now.date)) return { againAt: dueOn(now.date) };
  const chatIds = await staffChats(core.uow.read, ['owner', 'finance'], environment === 'practice');
  if (chatIds.length > 0) {
    const brief = await briefWithCases(core, environment, dayOf(addDays(now.date, -1), now));
    for (const chatId of chatIds) {
      const chat = await core.uow.read.chats.get(chatId);
      if (!chat) continue;
      const file = await briefFile(core, brief, chat.lang);
      const message = {
        chatId,
        screen: briefScreen(brief),
        dedupeKey: `brief:${environment}:${now.date}:${chat.personId}`,
      };
      await core.uow.run('brief.send', async (stores) => {
        if (!(await sayWithFile(core, stores, message, { personId: chat.personId, ...file }))) return;
        await audit(core, stores, actor, 'brief.sent', `chats:${chatId}`, brief.date);
      });
    }
  }
  return { againAt: dueOn(addDays(now.date, 1)) };
}

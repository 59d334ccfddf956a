/** A job that used up its attempts: what it was for, what it stumbled over, and one more try from the start. */
import type { Commerce } from '../../commerce/app.ts';
import { action } from '../../commerce/ports/actions.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import { DEFAULT_ZONE } from '../../commerce/stay/local-time.ts';
import type { DeadJob } from '../../commerce/upkeep/stuck-work.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import { refusalText } from './refusals.ts';
import { screen, toMenu } from './say.ts';

const toQueue: Choice = { id: action.queue, label: text('menu-button-queue') };
const MAX_ERROR_CHARS = 200;

/** Kinds of work with words of their own; the others are "work in the background". */
const TOPICS: ReadonlySet<string> = new Set([
  'payment',
  'refund',
  'order',
  'webhook',
  'fulfilment',
  'key',
  'alerts',
  'supplier',
  'brief',
  'backup',
]);

function topicOf({ name }: DeadJob): Text {
  const topic = name.split('.')[0] ?? '';
  return text(`stuck-job-${TOPICS.has(topic) ? topic : 'other'}`);
}

export const deadJobChoice = (job: DeadJob): Choice => ({
  id: action.deadJob(job.id),
  label: text('stuck-button-job', { what: { text: topicOf(job) } }),
});

export async function deadJob(chat: TalkChat, app: Commerce, { id }: { id: string }): Promise<FlowEnd> {
  const answer = await chat.read('job', () => app.stuckWork(chat.actor));
  if (!answer.ok) return chat.say(screen([refusalText(answer, 'owner')], [toMenu]));
  const job = answer.deadJobs.find((one) => one.id === id);
  if (!job) return chat.say(screen([text('stuck-job-gone')], [toQueue, toMenu]));
  const story = text('stuck-job', {
    what: { text: topicOf(job) },
    count: job.attempts,
    when: { dateTime: job.diedAt, zone: DEFAULT_ZONE },
  });
  const error = job.error === '' ? [] : [text('stuck-error', { error: job.error.slice(0, MAX_ERROR_CHARS) })];
  const options: Choice[] = [
    { id: 'retry', label: text('stuck-button-retry') },
    { id: 'later', label: text('case-button-later') },
  ];
  if ((await chat.choose('act', screen([story, ...error, text('stuck-job-retry')]), options)) === 'later')
    return { next: 'queue' };
  const retried = await chat.once('retry', () => app.retryJob(chat.actor, id));
  const said = retried.ok ? text('stuck-job-retried') : text('stuck-job-gone');
  await chat.say(screen([said], [toQueue, toMenu]));
}

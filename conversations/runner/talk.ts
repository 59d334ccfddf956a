/**
 * The chat port of a conversation over the replayed steps. What is said is collected, not sent: it leaves in the
 * transaction that saves the dialog. What a replay says again is dropped.
 */
import type { Lang } from '../../commerce/chat/model.ts';
import type { Actor } from '../../commerce/people/model.ts';
import { text, type Choice, type Screen, type Text } from '../../commerce/ports/screen.ts';
import { readAction } from '../actions.ts';
import { DialogEnded, type Parsed, type SecretAnswer, type TalkChat } from '../port.ts';
import { pressedOption, questionToken, tokenise, typedOption } from './options.ts';
import type { Pending } from './pending.ts';
import type { Steps, Understood } from './replay.ts';

/** What reaches a waiting question: an answer, or the news that there will be none. */
export type Given = { words: string } | { choice: string } | { ended: DialogEnded['why'] };
/** What is said to an answer that does not do. */
export type Reply = Screen;

/** Effects of one dialog that were written down the moment they happened. */
export interface DialogJournal {
  get(key: string): Promise<string | null>;
  put(key: string, value: string): Promise<void>;
  /** Seals and opens an answer that must not lie in the journal as it is. */
  seal(key: string, plain: string): string;
  open(key: string, sealed: string): string;
}

export interface TalkDeps {
  chatId: string;
  dialogId: string;
  lang: Lang;
  actor: Actor;
  journal: DialogJournal;
  /** A label in every language, for matching typed words. */
  wordings(label: Text): string[];
}

/** What a run leaves beside its log. */
export interface Spoken {
  /** Said for the first time in this run, questions included. */
  said: Screen[];
  /** The last question that was put, with its screen as the person sees it. */
  question: { screen: Screen; pending: Omit<Pending, 'key'> } | null;
}

interface Question {
  key: string;
  screen: Screen;
  options: Choice[];
  numbered: boolean;
  secret: boolean;
}

/** The chat of one run; what it says goes to `spoken`. */
export function createTalk(steps: Steps<Given, Reply>, deps: TalkDeps, spoken: Spoken): TalkChat {
  let questions = 0;
  const count = counter();

  /** Puts a question and waits; `read` makes sense of an option's id or of other words. */
  function put<T>(question: Question, read: (answer: Answer) => Promise<Parsed<T>>): Promise<T> {
    const token = questionToken(deps.dialogId, ++questions);
    const shown = tokenise(question.options, token);
    const choices = [...shown, ...(question.screen.choices ?? []).filter(isStanding)];
    const screen: Screen = choices.length > 0 ? { ...question.screen, choices } : question.screen;
    if (steps.isNew()) spoken.said.push(screen);
    const options = question.options.map(({ id }) => id);
    spoken.question = { screen, pending: { token, options, secret: question.secret } };
    return steps.question<T>(question.key, async (given) => {
      const answer = answerOf(given, question, token, deps);
      const parsed = await read(answer);
      return parsed.ok ? parsed : refusal(parsed.say, choices);
    });
  }

  return {
    chatId: deps.chatId,
    lang: deps.lang,
    actor: deps.actor,
    async say(screen) {
      if (steps.isNew()) spoken.said.push(screen);
    },
    ask<T>(name: string, screen: Screen, parse: (words: string) => Parsed<T> | Promise<Parsed<T>>) {
      const options = (screen.choices ?? []).filter((choice) => !isStanding(choice));
      const question = { key: `ask:${name}`, screen, options, numbered: false, secret: false };
      return put<T>(question, async (answer) => parse('option' in answer ? answer.option : answer.words));
    },
    choose(name, screen, options, other) {
      const question = { key: `choose:${name}`, screen, options, numbered: true, secret: false };
      return put<string>(question, async (answer) => {
        if ('option' in answer) return { ok: true, value: answer.option };
        return other ? other(answer.words) : { ok: false, say: text('choose-again', { count: options.length }) };
      });
    },
    askSecret(name, screen, parse) {
      const ref = `secret:${name}:${count(`secret:${name}`)}`;
      const question = { key: `secret:${name}`, screen, options: [], numbered: false, secret: true };
      const stored = put<null>(question, async (answer) => {
        const parsed = parse('option' in answer ? answer.option : answer.words);
        if (!parsed.ok) return parsed;
        await deps.journal.put(ref, deps.journal.seal(ref, parsed.value));
        return { ok: true, value: null };
      });
      const answered = stored.then(() => secretAnswer(ref, deps.journal));
      // A forgotten await must not end the process; who awaits still sees the failure.
      answered.catch(() => undefined);
      return answered;
    },
    once<T>(name: string, effect: (key: string) => Promise<T>) {
      const key = `${name}:${count(`once:${name}`)}`;
      return steps.step<T>(`once:${name}`, async () => {
        const known = await deps.journal.get(key);
        if (known !== null) return (JSON.parse(known) as { v: T }).v;
        const value = await effect(`${deps.dialogId}:${key}`);
        await deps.journal.put(key, JSON.stringify({ v: value }));
        return value;
      });
    },
    read: (name, query) => steps.step(`read:${name}`, query),
  };
}

type Answer = { words: string } | { option: string };

function answerOf(given: Given, question: Question, token: string, deps: TalkDeps): Answer {
  if ('ended' in given) throw new DialogEnded(given.ended);
  const { options } = question;
  if ('choice' in given) {
    const option = pressedOption(given.choice, options, token);
    return option === null ? { words: '' } : { option };
  }
  const option = question.secret
    ? null
    : typedOption(given.words, options, (label) => deps.wordings(label), question.numbered);
  return option === null ? given : { option };
}

/** Buttons that mean the same at any time stay what they are; the others are options of the question. */
const isStanding = (choice: Choice): boolean => readAction(choice.id) !== null;

const refusal = (say: Text, choices: Choice[]): Understood<never, Reply> => ({
  ok: false,
  reply: { lines: [say], ...(choices.length > 0 ? { choices } : {}) },
});

/** How often a name came up in this run: the second "once:pay" of a dialog has a key of its own. */
function counter(): (name: string) => number {
  const counts = new Map<string, number>();
  return (name) => {
    const next = (counts.get(name) ?? 0) + 1;
    counts.set(name, next);
    return next;
  };
}

function secretAnswer(ref: string, journal: DialogJournal): SecretAnswer {
  return {
    ref,
    async open() {
      const sealed = await journal.get(ref);
      if (sealed === null) throw new Error(`there is no secret ${ref}`);
      return journal.open(ref, sealed);
    },
  };
}

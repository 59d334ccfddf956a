/** What the engine itself says: about errors, endings and messages that are no answer. Every one has a way on. */
import { action } from '../../commerce/ports/actions.ts';
import { text, type Choice, type Screen, type Text } from '../../commerce/ports/screen.ts';

const menu: Choice = { id: action.menu, label: text('button-menu') };
const help: Choice = { id: action.help, label: text('button-help') };

export const sorryScreen: Screen = { lines: [text('error-sorry')], choices: [menu, help] };
export const timedOutScreen: Screen = { lines: [text('dialog-timed-out')], choices: [menu] };
export const cancelledScreen: Screen = { lines: [text('dialog-cancelled')], choices: [menu] };
export const restartScreen: Screen = { lines: [text('dialog-restarted')], choices: [menu] };
export const tooLongScreen: Screen = { lines: [text('dialog-too-long')], choices: [menu] };
export const relayTextOnlyScreen: Screen = { lines: [text('unsupported-relay')] };

/** The waiting question once more, under a word about why. */
export const repeated = (note: Text, question: Screen): Screen => ({ ...question, lines: [note, ...question.lines] });

/**
 * A state machine as data: which events are allowed in which state, where they lead, and which effects the use case has
 * to carry out. Nothing here touches a clock, a store or an id.
 */
export interface Transition<S extends string, F extends string> {
  to: S;
  effects: readonly F[];
}

export type Table<S extends string, E extends string, F extends string> = Record<
  S,
  Partial<Record<E, Transition<S, F>>>
>;

/** The transition, or null when the event means nothing in this state: repeats and late news change nothing. */
export function next<S extends string, E extends string, F extends string>(
  table: Table<S, E, F>,
  state: S,
  event: E,
): Transition<S, F> | null {
  return table[state][event] ?? null;
}

export const go = <S extends string, F extends string>(to: S, ...effects: F[]): Transition<S, F> => ({ to, effects });

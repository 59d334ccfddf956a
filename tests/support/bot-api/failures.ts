/** Failures ordered by a test, each met by the next call it is meant for. */
export interface FailNext {
  /** Only calls of this method; any call that people would notice where not said. */
  method?: string;
  /** 'reset' drops the connection. */
  status: number | 'reset';
  retry_after?: number;
  description?: string;
  times?: number;
}

/** Not noticed by people: left alone by a failure without a method. */
const SILENT = new Set([
  'getUpdates',
  'getMe',
  'setWebhook',
  'deleteWebhook',
  'setMyCommands',
  'deleteMyCommands',
  'sendChatAction',
  'answerCallbackQuery',
]);

export interface Failures {
  order: (failure: FailNext) => void;
  /** The failure of this call, used up by asking. */
  take: (method: string) => FailNext | null;
}

export function createFailures(): Failures {
  let ordered: FailNext[] = [];
  const isMeant = (failure: FailNext, method: string) =>
    failure.method ? failure.method === method : !SILENT.has(method);
  return {
    order: (failure) => void ordered.push({ ...failure }),
    take(method) {
      const failure = ordered.find((one) => isMeant(one, method));
      if (!failure) return null;
      failure.times = (failure.times ?? 1) - 1;
      ordered = ordered.filter(({ times }) => times !== 0);
      return failure;
    },
  };
}

import type { Schemas } from '../api/client';

const WHILE_READING = 2_000;
const WHILE_INCOMPLETE = 10_000;
/** After an answer that was none. */
export const AFTER_FAILURE = 5_000;
const WHEN_COMPLETE = 5 * 60_000;

/** Milliseconds until it is worth asking again. */
export function intervalOf(
  answer: (Pick<Schemas['NothingYet'], 'freshness'> & { progress?: Schemas['Progress'] | null }) | undefined,
): number {
  if (answer === undefined || answer.progress?.reading === true) return WHILE_READING;
  if (answer.progress?.failure) return AFTER_FAILURE;
  return answer.freshness.complete ? WHEN_COMPLETE : WHILE_INCOMPLETE;
}

import { Problem } from '../api/problems';

/** How it went with one of many: done, or what went wrong. */
export interface Outcome {
  readonly key: string;
  readonly error: unknown;
}

const LONGEST_WAIT_SECONDS = 90;
const TRIES = 3;
const rest = (seconds: number): Promise<void> => new Promise((done) => setTimeout(done, seconds * 1000));

/** Does something to each of many, one after the other; where the service asks to wait, it waits. Never gives up half-way. */
export async function inTurn(
  keys: readonly string[],
  act: (key: string) => Promise<unknown>,
  onEach: (outcome: Outcome) => void,
  wait: (seconds: number) => Promise<void> = rest,
): Promise<void> {
  for (const key of keys) onEach({ key, error: await failureOf(() => act(key), wait) });
}

async function failureOf(act: () => Promise<unknown>, wait: (seconds: number) => Promise<void>): Promise<unknown> {
  for (let tried = 1; ; tried++) {
    try {
      await act();
      return null;
    } catch (error) {
      const seconds = error instanceof Problem && error.status === 429 ? error.waitSeconds : null;
      if (seconds === null || tried === TRIES) return error;
      await wait(Math.min(seconds, LONGEST_WAIT_SECONDS));
    }
  }
}

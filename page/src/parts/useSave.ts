import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';

/** A change on its way to the service: nothing counts before the service has confirmed it. */
export interface Saving<Input, Answer> {
  /** Saves, and says whether that went well; while one is on its way a second does nothing. */
  readonly run: (input: Input) => Promise<boolean>;
  readonly isBusy: boolean;
  /** What went wrong the last time; null where nothing did. */
  readonly error: unknown;
  /** What the service answered the last time it went well. */
  readonly answer: Answer | null;
  readonly forget: () => void;
}

interface Standing<Answer> {
  isBusy: boolean;
  error: unknown;
  answer: Answer | null;
}

/** Saves through `save`, then asks anew for whatever begins with one of the keys in `touches`. */
export function useSave<Input, Answer>(
  save: (input: Input) => Promise<Answer>,
  touches: readonly string[] = [],
): Saving<Input, Answer> {
  const queries = useQueryClient();
  const busy = useRef(false);
  const latest = useRef({ save, touches });
  latest.current = { save, touches };
  const [standing, setStanding] = useState<Standing<Answer>>(NOTHING);
  const run = useCallback(
    async (input: Input): Promise<boolean> => {
      if (busy.current) return false;
      busy.current = true;
      setStanding({ ...NOTHING, isBusy: true });
      try {
        const answer = await latest.current.save(input);
        await Promise.all(latest.current.touches.map((key) => queries.invalidateQueries({ queryKey: [key] })));
        setStanding({ ...NOTHING, answer });
        return true;
      } catch (error) {
        setStanding({ ...NOTHING, error });
        return false;
      } finally {
        busy.current = false;
      }
    },
    [queries],
  );
  const forget = useCallback(() => setStanding(NOTHING), []);
  return { run, ...standing, forget };
}

const NOTHING = { isBusy: false, error: null, answer: null };

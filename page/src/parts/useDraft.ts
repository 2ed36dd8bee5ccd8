import { useCallback, useState } from 'react';

const PREFIX = 'seatlight.draft.';

/** What somebody is typing, kept until it is saved: over a reload, a sign-in, a look at another page. Never a secret. */
export function useDraft<T>(name: string, empty: T): [T, (next: T) => void, () => void] {
  const [value, setValue] = useState<T>(() => read(name, empty));
  const change = useCallback(
    (next: T) => {
      setValue(next);
      write(name, next);
    },
    [name],
  );
  const forget = useCallback(() => {
    setValue(empty);
    write(name, null);
  }, [name, empty]);
  return [value, change, forget];
}

function read<T>(name: string, empty: T): T {
  try {
    const kept = sessionStorage.getItem(PREFIX + name);
    return kept === null ? empty : (JSON.parse(kept) as T);
  } catch {
    return empty; // a browser may forbid to keep anything
  }
}

function write(name: string, value: unknown): void {
  try {
    if (value === null) sessionStorage.removeItem(PREFIX + name);
    else sessionStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // it lasts as long as the form then
  }
}

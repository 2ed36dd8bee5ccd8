import { useCallback, useSyncExternalStore } from 'react';

const PREFIX = 'seatlight.';
const listeners = new Set<() => void>();

/** What this browser keeps under a name, and the way to change it; a browser that keeps nothing has null. */
export function useKept(name: string | null): [string | null, (value: string | null) => void] {
  const value = useSyncExternalStore(listen, () => (name === null ? null : read(name)));
  const keep = useCallback(
    (next: string | null) => {
      if (name !== null) write(name, next);
    },
    [name],
  );
  return [value, keep];
}

function listen(changed: () => void): () => void {
  listeners.add(changed);
  globalThis.addEventListener('storage', changed);
  return () => {
    listeners.delete(changed);
    globalThis.removeEventListener('storage', changed);
  };
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

function write(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, value);
  } catch {
    return; // nothing is kept then
  }
  for (const listener of listeners) listener();
}

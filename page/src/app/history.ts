/** Where the page is: the same three verbs in a browser of its own, inside Jira, and where neither keeps a history. */
export interface Address {
  readonly path: string;
  /** With its question mark, or empty. */
  readonly search: string;
}

export interface PageHistory {
  now(): Address;
  push(url: string): void;
  replace(url: string): void;
  /** Calls back after every change; gives the way to stop that. */
  listen(changed: () => void): () => void;
}

/** The parts of a URL of the page. */
export function addressOf(url: string): Address {
  const [path = '/', search = ''] = url.split('?', 2);
  return { path: path === '' ? '/' : path, search: search === '' ? '' : `?${search}` };
}

/** A browser takes some two hundred entries in ten seconds and drops what comes beyond; so many milliseconds apart we stay below. */
const APART_MS = 60;

/**
 * The browser's own history. Steps that follow on each other's heels become one entry of it: what counts for the page
 * is where it is now, and that is known at once.
 */
export function browserHistory(view: Window = globalThis.window): PageHistory {
  const listeners = new Set<() => void>();
  let here = shownBy(view);
  let isResting = false;
  let waiting: { url: string; replace: boolean } | null = null;
  const arrive = (address: Address): void => {
    // The same object while nothing has changed: React compares what it is given.
    if (address.path !== here.path || address.search !== here.search) here = address;
    for (const listener of listeners) listener();
  };
  const write = ({ url, replace }: { url: string; replace: boolean }): void => {
    waiting = null;
    isResting = true;
    view.history[replace ? 'replaceState' : 'pushState'](null, '', url);
    setTimeout(() => {
      isResting = false;
      if (waiting !== null) write(waiting);
    }, APART_MS);
  };
  const go = (url: string, replace: boolean): void => {
    const step = { url, replace: replace && waiting?.replace !== false };
    if (isResting) waiting = step;
    else write(step);
    arrive(addressOf(url));
  };
  view.addEventListener('popstate', () => {
    waiting = null;
    arrive(shownBy(view));
  });
  return {
    now: () => here,
    push: (url) => go(url, false),
    replace: (url) => go(url, true),
    listen: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

function shownBy(view: Window): Address {
  return { path: view.location.pathname, search: view.location.search };
}

/** A history that nobody else sees: where Jira has none for a module, and in tests. */
export function memoryHistory(first: string): PageHistory {
  let here = addressOf(first);
  const listeners = new Set<() => void>();
  const go = (url: string): void => {
    here = addressOf(url);
    for (const listener of listeners) listener();
  };
  return {
    now: () => here,
    push: go,
    replace: go,
    listen: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

/** What `view.createHistory()` gives inside Jira. */
export interface ForgeHistory {
  location: { pathname: string; search?: string };
  push(url: string): void;
  replace(url: string): void;
  listen(changed: (location: { pathname: string; search?: string }) => void): unknown;
}

/** Jira's history; a module that opens at its root begins at `first`. */
export function forgeHistory(theirs: ForgeHistory, first: string): PageHistory {
  const mine = memoryHistory(first);
  const { pathname, search = '' } = theirs.location;
  if (pathname !== '/' && pathname !== '') mine.replace(pathname + search);
  let ours: string | null = null;
  theirs.listen((location) => {
    const url = location.pathname + (location.search ?? '');
    if (url !== ours) mine.replace(url === '/' || url === '' ? first : url);
  });
  const go = (url: string, verb: 'push' | 'replace'): void => {
    ours = url;
    theirs[verb](url);
    mine[verb](url);
  };
  return { ...mine, push: (url) => go(url, 'push'), replace: (url) => go(url, 'replace') };
}

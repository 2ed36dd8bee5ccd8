/** Heavy pieces of work one after the other, each when the page has a moment, so that nothing stutters meanwhile. */
let before: Promise<unknown> = Promise.resolve();

/** Does a piece of work when those that were asked for before are done. */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const done = before.then(moment).then(work);
  before = done.catch(() => undefined);
  return done;
}

const LONGEST_MS = 500;

function moment(): Promise<void> {
  return new Promise((done) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => done(), { timeout: LONGEST_MS });
    else setTimeout(done, 0);
  });
}

/** Calls once as soon as an element is in sight or nearly so; what is given back stops waiting. */
export function whenNear(element: Element, call: () => void): () => void {
  const watcher = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watcher.disconnect();
      call();
    },
    { rootMargin: '50%' },
  );
  watcher.observe(element);
  return () => watcher.disconnect();
}

import {
  createContext,
  type MouseEvent,
  type ReactNode,
  useCallback,
  useContext,
  useMemo,
  useSyncExternalStore,
} from 'react';
import type { Home } from './home';

const HomeContext = createContext<Home | null>(null);
export const HomeProvider = HomeContext.Provider;

/** Where the page lives. */
export function useHome(): Home {
  const home = useContext(HomeContext);
  if (home === null) throw new Error('There is no home here.');
  return home;
}

/** What the address says: the path, and its parameters. */
export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

/** Where the viewer is now. */
export function usePlace(): Place {
  const { history } = useHome();
  const here = useSyncExternalStore(history.listen, history.now);
  return useMemo(() => ({ path: here.path, query: new URLSearchParams(here.search) }), [here]);
}

/** A change of the address: a path, parameters to set (null takes one away), whether Back should come by here again. */
export interface Step {
  path?: string;
  set?: Readonly<Record<string, string | readonly string[] | null>>;
  replace?: boolean;
}

/** The way to go somewhere else; parameters that are not named stay as they are, on another path only `KEPT` do. */
export function useGo(): (step: Step) => void {
  const { history } = useHome();
  return useCallback(
    (step: Step) => {
      const here = history.now();
      const url = urlOf({ path: here.path, query: new URLSearchParams(here.search) }, step);
      if (url === here.path + here.search) return;
      history[step.replace === true ? 'replace' : 'push'](url);
    },
    [history],
  );
}

/** What goes along from one area to another: which project, which days. */
export const KEPT = ['project', 'connection', 'days', 'since', 'until'];

/** The address that a step leads to. */
export function urlOf(here: Place, step: Step): string {
  const moves = step.path !== undefined && step.path !== here.path;
  const query = new URLSearchParams();
  for (const [key, value] of here.query) {
    if (!moves || KEPT.includes(key)) query.append(key, value);
  }
  for (const [key, value] of Object.entries(step.set ?? {})) {
    query.delete(key);
    for (const one of value === null ? [] : typeof value === 'string' ? [value] : value) query.append(key, one);
  }
  const search = query.toString();
  return (step.path ?? here.path) + (search === '' ? '' : `?${search}`);
}

interface LinkProps extends Step {
  children: ReactNode;
  className?: string | undefined;
  current?: boolean;
  label?: string;
}

/** A link inside the page. */
export function Link({ children, className, current, label, ...step }: LinkProps) {
  const go = useGo();
  const place = usePlace();
  const { inJira } = useHome();
  const url = urlOf(place, step);
  const follow = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(step);
  };
  return (
    <a
      href={inJira ? `#${url}` : url}
      className={className}
      onClick={follow}
      aria-current={current === true ? 'page' : undefined}
      aria-label={label}
    >
      {children}
    </a>
  );
}

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browserHistory } from './history';

/** A browser that writes down what is done to its history. */
function browser() {
  const written: [string, string][] = [];
  const heard: (() => void)[] = [];
  const location = { pathname: '/report', search: '' };
  const write = (verb: string) => (_state: null, _title: string, url: string) => {
    [location.pathname = '', location.search = ''] = url.split(/(?=\?)/);
    written.push([verb, url]);
  };
  const history = { pushState: write('push'), replaceState: write('replace') };
  const view = { location, history, addEventListener: (_name: string, work: () => void) => heard.push(work) };
  const back = (url: string): void => {
    [location.pathname = '', location.search = ''] = url.split(/(?=\?)/);
    for (const work of heard) work();
  };
  return { mine: browserHistory(view as unknown as Window), written, back };
}

describe("the browser's own history", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('writes a step at once, and the next when it rests', () => {
    const { mine, written } = browser();
    mine.push('/report?sort=name');
    vi.runAllTimers();
    mine.replace('/report?search=a');
    expect(written).toEqual([
      ['push', '/report?sort=name'],
      ['replace', '/report?search=a'],
    ]);
  });

  it('makes few entries of a thousand steps, and is where the last of them led', () => {
    const { mine, written } = browser();
    const seen: string[] = [];
    mine.listen(() => seen.push(mine.now().search));
    for (let step = 1; step <= 1000; step += 1) mine.push(`/report?page=${step}`);
    expect(mine.now()).toEqual({ path: '/report', search: '?page=1000' });
    vi.runAllTimers();
    expect(seen.length).toBe(1000);
    expect(written).toEqual([
      ['push', '/report?page=1'],
      ['push', '/report?page=1000'],
    ]);
  });

  it('keeps an entry to go back to, whatever is replaced after it', () => {
    const { mine, written } = browser();
    mine.replace('/report?a=1');
    mine.push('/own');
    mine.replace('/own?days=7');
    vi.runAllTimers();
    expect(written.at(-1)).toEqual(['push', '/own?days=7']);
  });

  it('goes where the browser goes, and forgets what it had not written', () => {
    const { mine, written, back } = browser();
    mine.push('/own');
    mine.push('/privacy');
    back('/report');
    vi.runAllTimers();
    expect(mine.now()).toEqual({ path: '/report', search: '' });
    expect(written).toEqual([['push', '/own']]);
  });
});

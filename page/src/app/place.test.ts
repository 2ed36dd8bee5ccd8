import { describe, expect, it } from 'vitest';
import { areaOf } from './areas';
import { addressOf, type ForgeHistory, forgeHistory, memoryHistory } from './history';
import { urlOf } from './place';

const here = (url: string) => {
  const { path, search } = addressOf(url);
  return { path, query: new URLSearchParams(search) };
};

describe('addresses', () => {
  it('keep what is not named on the same path', () => {
    expect(urlOf(here('/report?days=7&page=3'), { set: { page: null, sort: '-name' } })).toBe(
      '/report?days=7&sort=-name',
    );
  });

  it('keep whom and which days on another one, and nothing else', () => {
    expect(urlOf(here('/report?project=APP&days=7&page=3&state=left'), { path: '/pictures' })).toBe(
      '/pictures?project=APP&days=7',
    );
  });

  it('name several values one by one', () => {
    expect(urlOf(here('/report'), { set: { state: ['left', 'new'] } })).toBe('/report?state=left&state=new');
  });

  it('lead to an area, to what lies below it, or nowhere', () => {
    expect(['/', '/report', '/admin/people', '/reports', '/x'].map((path) => areaOf(path)?.path)).toEqual([
      '/report',
      '/report',
      '/admin',
      undefined,
      undefined,
    ]);
  });
});

describe('the history inside Jira', () => {
  const jira = (pathname: string) => {
    let tell: Parameters<ForgeHistory['listen']>[0] = () => undefined;
    const went: string[] = [];
    const history: ForgeHistory = {
      location: { pathname, search: '' },
      push: (url) => went.push(url),
      replace: (url) => went.push(url),
      listen: (changed) => {
        tell = changed;
      },
    };
    return { history, went, back: (path: string) => tell({ pathname: path, search: '' }) };
  };

  it('begins where the module opens, or where the address of Jira says', () => {
    expect(forgeHistory(jira('/').history, '/admin').now().path).toBe('/admin');
    expect(forgeHistory(jira('/privacy').history, '/admin').now().path).toBe('/privacy');
  });

  it('tells Jira of every step, and follows when somebody goes back there', () => {
    const { history, went, back } = jira('/');
    const ours = forgeHistory(history, '/report');
    let changes = 0;
    ours.listen(() => {
      changes += 1;
    });
    ours.push('/pictures?days=7');
    expect([went, ours.now()]).toEqual([['/pictures?days=7'], { path: '/pictures', search: '?days=7' }]);
    back('/');
    expect([ours.now().path, changes]).toEqual(['/report', 2]);
  });
});

describe('a history in memory', () => {
  it('stops telling whoever does not listen any more', () => {
    const history = memoryHistory('/report');
    let changes = 0;
    const stop = history.listen(() => {
      changes += 1;
    });
    history.push('/own');
    stop();
    history.push('/privacy');
    expect([changes, history.now().path]).toEqual([1, '/privacy']);
  });
});

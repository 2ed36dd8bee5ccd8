import { describe, expect, it } from 'vitest';
import { isFiltered, nextOrder, viewOf } from './view';

const view = (search: string) => viewOf(new URLSearchParams(search));

describe('the view of an address', () => {
  it('shows most tokens first unless it says otherwise', () => {
    expect(view('')).toEqual({
      page: 1,
      size: 50,
      sort: 'total_tokens',
      descending: true,
      states: [],
      signals: [],
      search: '',
    });
  });

  it('takes every part from the address', () => {
    const search = 'page=3&size=100&sort=name&state=active&state=left&signal=declining&search=in%C3%A9s';
    expect(view(search)).toEqual({
      page: 3,
      size: 100,
      sort: 'name',
      descending: false,
      states: ['active', 'left'],
      signals: ['declining'],
      search: 'inés',
    });
  });

  it('lets no nonsense through', () => {
    expect([view('page=0'), view('page=x'), view('page=1e9')].map((one) => one.page)).toEqual([1, 1, 1]);
    expect([view('size=0'), view('size=5000')].map((one) => one.size)).toEqual([50, 50]);
  });

  it('is turned round by a second click, and begins with the largest number or with A', () => {
    expect(nextOrder(view(''), 'total_tokens', 'tokens')).toBe('total_tokens');
    expect(nextOrder(view(''), 'active_days', 'count')).toBe('-active_days');
    expect(nextOrder(view(''), 'name', 'text')).toBe('name');
    expect(nextOrder(view('sort=name'), 'name', 'text')).toBe('-name');
  });

  it('knows whether anything narrows it', () => {
    expect([view('page=2'), view('state=left'), view('search=a')].map(isFiltered)).toEqual([false, true, true]);
  });
});

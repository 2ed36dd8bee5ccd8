import { describe, expect, it } from 'vitest';
import { isOutOfOrder, steady } from './steady';

const id = (row: string): string => row.charAt(0);

describe('rows that stay where they are', () => {
  it('keep their places whatever the order is now, with their new figures', () => {
    expect(steady(['a', 'b', 'c'], ['c2', 'a2', 'b2'], id)).toEqual(['a2', 'b2', 'c2']);
  });

  it('let newcomers in where somebody left', () => {
    expect(steady(['a', 'b', 'c'], ['d1', 'c1', 'a1'], id)).toEqual(['a1', 'd1', 'c1']);
  });

  it('put whoever is new behind the others', () => {
    expect(steady(['a'], ['b1', 'a1', 'c1'], id)).toEqual(['a1', 'b1', 'c1']);
  });

  it('are as they come when there was nothing before', () => {
    expect(steady([], ['b1', 'a1'], id)).toEqual(['b1', 'a1']);
  });

  it('know when the order asks for something else', () => {
    expect([isOutOfOrder(['a', 'b'], ['a', 'b'], id), isOutOfOrder(['a', 'b'], ['b', 'a'], id)]).toEqual([false, true]);
  });
});

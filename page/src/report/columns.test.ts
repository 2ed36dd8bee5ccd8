import { describe, expect, it } from 'vitest';
import { type Column, choosable, grows, shownColumns, toggled, USUAL } from './columns';
import { layoutOf } from './useLayout';

const column = (key: string, kind: Column['kind'] = 'text'): Column => ({ key, kind, title: key, explanation: '' });
const CATALOGUE = [column('developer_id'), column('name'), column('state', 'state'), column('events', 'count')];

describe('columns', () => {
  it('begin with who it is, then stand in the order in which they were chosen', () => {
    expect(shownColumns(CATALOGUE, ['events', 'state', 'gone']).map((one) => one.key)).toEqual([
      'name',
      'events',
      'state',
    ]);
  });

  it('leave out what others are drawn with', () => {
    expect(choosable(CATALOGUE).map((one) => one.key)).toEqual(['state', 'events']);
  });

  it('come and go one by one', () => {
    expect([toggled(['a'], 'b'), toggled(['a', 'b'], 'a')]).toEqual([['a', 'b'], ['b']]);
  });

  it('are marked so far where figures grow', () => {
    expect([column('events', 'count'), column('state', 'state'), column('trend')].map(grows)).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe('the layout that was kept', () => {
  it('is the usual one where there is none, or nothing that can be read', () => {
    const usual = { columns: USUAL, density: 'comfortable' };
    expect([null, '', '{', '7', '{"columns":3,"density":"huge"}'].map(layoutOf)).toEqual(Array(5).fill(usual));
  });

  it('is what this person chose', () => {
    expect(layoutOf('{"columns":["events"],"density":"compact"}')).toEqual({ columns: ['events'], density: 'compact' });
  });
});

import { describe, expect, it } from 'vitest';
import { daysOf, questionOf } from './question';

const asked = (search: string) => daysOf(new URLSearchParams(search));

describe('the days of an address', () => {
  it('are the last thirty unless it says otherwise', () => {
    expect(asked('')).toEqual({ days: 30 });
  });

  it('are a custom range where both ends are days in order', () => {
    expect(asked('since=2026-10-01&until=2026-10-31&days=7')).toEqual({ since: '2026-10-01', until: '2026-10-31' });
    expect(asked('since=2026-10-31&until=2026-10-01')).toEqual({ days: 30 });
  });

  it('are the usual ones where the address is nonsense', () => {
    expect(['days=0', 'days=-3', 'days=x', 'days=1.5', 'since=2026&until=x'].map(asked)).toEqual(
      Array(5).fill({ days: 30 }),
    );
  });

  it('go together with the project and the connection', () => {
    expect(questionOf(new URLSearchParams('days=7&connection=labs'), { kind: 'project', project: 'APP' })).toEqual({
      days: 7,
      project: 'APP',
      connection: 'labs',
    });
  });

  it('are asked of the first connection where there are several, and of the only one without naming it', () => {
    const of = (connections: string[]) => questionOf(new URLSearchParams(), { kind: 'site' }, connections).connection;
    expect([of([]), of(['cursor']), of(['cursor', 'labs'])]).toEqual([undefined, undefined, 'cursor']);
  });
});

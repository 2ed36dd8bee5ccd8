import { describe, expect, it } from 'vitest';
import { detailsOf } from './auditDetails';

const AT = '2026-11-26T01:19:03Z';

describe('the details of a line of the audit log', () => {
  it('leave out what the line says, and write the rest as people do', () => {
    expect(detailsOf('mode: self; project_id: 10001; roles: Developers, Users', AT)).toEqual([
      'mode Only oneself',
      'roles Developers, Users',
    ]);
    expect(detailsOf('kind: plus_tag', AT)).toEqual(['kind plus tag']);
    expect(detailsOf(null, AT)).toEqual([]);
  });

  it('say a change as a change', () => {
    expect(detailsOf('before: 60; value: 14', AT)).toEqual(['60 → 14']);
    expect(detailsOf('value: 14', AT)).toEqual(['set to 14']);
    expect(detailsOf('before: 14', AT)).toEqual(['14 → as usual']);
  });

  it('write days and instants out', () => {
    expect(detailsOf('reason: other_project; starts_on: 2026-11-01; until: 2035-01-31', AT)).toEqual([
      'reason other project',
      'from 1\u00a0Nov\u00a02026',
      'until 31\u00a0Jan\u00a02035',
    ]);
    expect(detailsOf('reason: leave; starts_on: 1970-01-01; until: 2035-01-31', AT)[1]).toBe('from ever');
    expect(detailsOf('expires_at: 2027-02-24T01:19:03Z', AT)).toEqual(['ends 24\u00a0Feb\u00a02027, 01:19\u00a0UTC']);
  });

  it('tell of looks how many they were, and when the last was unless that is the same minute', () => {
    expect(detailsOf(`first_at: ${AT}; last_at: ${AT}; times: 1; people: 11`, AT)).toEqual(['1 time', '11 people']);
    expect(detailsOf('last_at: 2026-11-26T01:44:03Z; times: 2', AT)).toEqual([
      '2 times',
      'the last at 26\u00a0Nov\u00a02026, 01:44\u00a0UTC',
    ]);
  });

  it('change nothing of what somebody wrote as a reason', () => {
    const reason = 'she said: no; project_id: 1; true';
    expect(detailsOf(`account_id: 7:a; reason: ${reason}`, AT)).toEqual(['account 7:a', `reason ${reason}`]);
  });
});

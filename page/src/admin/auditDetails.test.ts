import { describe, expect, it } from 'vitest';
import { detailsOf } from './auditDetails';

const AT = '2026-11-26T01:19:03Z';
const texts = (written: string | null, at = AT): string[] => detailsOf(written, at).map((one) => one.text);

describe('the details of a line of the audit log', () => {
  it('leave out what the line says, and write the rest as people do', () => {
    expect(texts('project_id: 10001; roles: Developers, Users; mode: self')).toEqual([
      'roles Developers, Users',
      'mode Only oneself',
    ]);
    expect(texts('account_id: 712020:ab; reason: on_leave')).toEqual(['account 712020:ab', 'reason on leave']);
  });

  it('say a change as a change', () => {
    expect(texts('before: 60; value: 14')).toEqual(['60 → 14']);
    expect(texts('value: 14')).toEqual(['set to 14']);
    expect(texts('before: 14')).toEqual(['14, back to what is usual']);
  });

  it('write days and instants out', () => {
    expect(texts('starts_on: 2026-11-01; until: 2035-01-31')).toEqual([
      'from 1\u00a0Nov\u00a02026',
      'until 31\u00a0Jan\u00a02035',
    ]);
    expect(texts('expires_at: 2027-02-24T01:19:03Z')).toEqual(['ends 24\u00a0Feb\u00a02027, 01:19\u00a0UTC']);
  });

  it('count people, and still name them', () => {
    const looked = detailsOf(`first_at: ${AT}; last_at: ${AT}; times: 1; people: a@b.org, c:d`, AT);
    expect(looked).toEqual([{ text: '1 time' }, { text: '2 people', people: ['a@b.org', 'c:d'] }]);
    expect(texts('last_at: 2026-11-26T01:44:03Z; times: 2')[0]).toContain('01:44');
  });

  it('lose nothing of what somebody wrote as a reason', () => {
    expect(texts('reason: she said: no; project_id: 1; true')).toEqual(['reason she said: no; project_id: 1; true']);
    expect(texts(null)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { whoWillSee } from './modes';

const opening = {
  members: 12,
  membersBy: 'people in the role Developers',
  site: 'members',
  project: null,
  groupOf: null,
  standsIn: false,
} as const;

describe('who will see what', () => {
  it('names the members, and tells none and one apart from many', () => {
    expect(whoWillSee(opening)[0]).toMatch(/^Its 12 members \(people in the role Developers\) who can browse/);
    expect(whoWillSee({ ...opening, members: 1 })[0]).toMatch(/^Its one member/);
    expect(whoWillSee({ ...opening, members: null })[0]).toMatch(/^Its members who/);
    const [who, what] = whoWillSee({ ...opening, members: 0 });
    expect(who).toMatch(/^It has no members now .+Jira admins will see the report\.$/);
    expect(what).toBe('There are no rows in it until somebody becomes a member.');
  });

  it('lets the mode of the site and that of the project both hold', () => {
    expect(whoWillSee({ ...opening, project: 'pseudonyms' })[1]).toMatch(/under a pseudonym/);
    expect(whoWillSee({ ...opening, site: 'leads', project: 'pseudonyms' }).join(' ')).toMatch(
      /other members will not.*under a pseudonym/,
    );
    expect(whoWillSee({ ...opening, site: 'self', project: 'members' })[1]).toMatch(/not even sums/);
    expect(whoWillSee({ ...opening, site: 'groups', groupOf: 7 })[1]).toMatch(/groups of at least 7 people/);
  });

  it('lets nobody but admins see anything where the roles cannot be read', () => {
    expect(whoWillSee({ ...opening, standsIn: true })[0]).toMatch(/only Jira admins/);
  });
});

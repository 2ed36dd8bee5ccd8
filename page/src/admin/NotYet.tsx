import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from '../app/place';
import { Asked } from '../parts/Asked';
import { Screen } from '../parts/Screen';
import type { Listed } from './usePeople';
import { isListed } from './usePeople';

/** That the roster is still being read. */
export function NotYet({ found }: { found: Listed }) {
  if (isListed(found)) return null;
  const { progress, freshness } = found;
  return (
    <Screen
      title={progress.failure ? 'Cursor could not be read' : 'Reading who has a seat'}
      says={progress.failure ?? (freshness.notes ?? []).join(' ')}
      isLoading={!progress.failure}
    />
  );
}

interface AskedPeopleProps {
  query: UseQueryResult<Listed>;
  children: (found: Listed) => ReactNode;
}

/** The list once it is there; where no Cursor team is connected, the way to connect one. */
export function AskedPeople({ query, children }: AskedPeopleProps) {
  if (query.data === undefined && query.error !== null && /connect cursor/i.test(query.error.message)) {
    return (
      <Screen
        title="No Cursor team is connected yet"
        says="Who has a seat is known from Cursor’s roster: connect a team first."
        actions={<Link path="/admin/connection">Connect Cursor</Link>}
      />
    );
  }
  return <Asked query={query}>{children}</Asked>;
}

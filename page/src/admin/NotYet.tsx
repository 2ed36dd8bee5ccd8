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

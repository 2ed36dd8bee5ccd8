import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { given, type Schemas, useApi } from '../api/client';

export type Listed = Schemas['PeopleList'] | Schemas['NothingYet'];

export const PEOPLE = 'people';
/** What changes with a match. */
export const TOUCHED = [PEOPLE, 'report', 'accounts'];
const WHILE_READING = 2_000;

interface Wanted {
  table: 'open' | 'matched';
  connection: string | undefined;
  search: string;
  page: number;
}

/** A page of open matches or of matched addresses; asked for again until the roster has been read. */
export function usePeople({ table, connection, search, page }: Wanted): UseQueryResult<Listed> {
  const api = useApi();
  return useQuery<Listed>({
    queryKey: [PEOPLE, table, connection, search, page],
    queryFn: () =>
      given<Listed>(api.GET('/api/v1/people', { params: { query: { table, connection, search, page, size: 50 } } })),
    placeholderData: (before) => before,
    refetchInterval: ({ state }) => (state.data !== undefined && !isListed(state.data) ? WHILE_READING : false),
  });
}

/** Whether it is the list, or that nothing is known yet. */
export function isListed(found: Listed): found is Schemas['PeopleList'] {
  return 'schema' in found;
}

import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Waiting } from '../app/Waiting';
import { Failure } from './Failure';
import { Trouble } from './Trouble';

interface AskedProps<T> {
  query: UseQueryResult<T>;
  children: (found: T) => ReactNode;
}

/** What was asked for once it is there; until then that it is on its way, or why it is not. */
export function Asked<T>({ query, children }: AskedProps<T>) {
  if (query.data === undefined) {
    return query.isError ? <Failure error={query.error} again={() => void query.refetch()} /> : <Waiting />;
  }
  return (
    <>
      {query.isError ? <Trouble error={query.error} /> : null}
      {children(query.data)}
    </>
  );
}

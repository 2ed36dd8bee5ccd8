import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { given, type Schemas, useApi } from '../api/client';
import type { Question } from '../parts/question';
import { intervalOf } from './interval';

/** One developer, or that nothing is known yet. */
export type OneAnswer = Schemas['OneDeveloper'] | Schemas['NothingYet'];

/** One developer of the report, day by day and by model. */
export function useDeveloper(question: Question, developerId: string): UseQueryResult<OneAnswer> {
  const api = useApi();
  return useQuery<OneAnswer>({
    queryKey: ['developer', question, developerId],
    queryFn: () =>
      given(api.GET('/api/v1/developer', { params: { query: { ...question, developer_id: developerId } } })),
    refetchInterval: ({ state }) => (state.status === 'error' ? false : intervalOf(state.data)),
  });
}

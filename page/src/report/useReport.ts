import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { type Api, given, type Schemas, useApi } from '../api/client';
import type { Question } from '../parts/question';
import { AFTER_FAILURE, intervalOf } from './interval';
import { type View, viewQuery } from './view';

/** The report, or that nothing is known yet; both say how the reading gets on. */
export type Answer = Schemas['Report'] | Schemas['NothingYet'];

/** The report that is asked for, asked for again while it is not complete; what was shown stays until then. */
export function useReport(question: Question, view: View): UseQueryResult<Answer> {
  const api = useApi();
  return useQuery<Answer>({
    queryKey: ['report', question, view],
    queryFn: () => given(asked(api, question, view)),
    placeholderData: (before, query) => (isSamePeople(query?.queryKey[1], question) ? before : undefined),
    refetchInterval: ({ state }) => (state.status === 'error' ? AFTER_FAILURE : intervalOf(state.data)),
    refetchIntervalInBackground: false,
  });
}

function asked(api: Api, question: Question, view: View) {
  const query = { ...question, ...viewQuery(view), page: view.page, size: view.size, strips: true };
  return api.GET('/api/v1/report', { params: { query } });
}

/** Whether an answer has a report in it. */
export function isReport(answer: Answer): answer is Schemas['Report'] {
  return 'schema' in answer;
}

/** Rows of one project are never left standing under the name of another. */
function isSamePeople(before: unknown, question: Question): boolean {
  if (typeof before !== 'object' || before === null) return false;
  const { project, connection }: Question = before;
  return project === question.project && connection === question.connection;
}

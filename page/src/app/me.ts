import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { given, type Schemas, useApi } from '../api/client';
import { useHome, usePlace } from './place';

const SELDOM = 5 * 60_000;

/** Who looks, and what they may at this site. */
export function useMe(): UseQueryResult<Schemas['Me']> {
  const api = useApi();
  return useQuery({ queryKey: ['me'], queryFn: () => given(api.GET('/api/v1/me')), staleTime: SELDOM });
}

/** The projects whose report is open to whoever looks. */
export function useProjects(): UseQueryResult<Schemas['ProjectToSee'][]> {
  const api = useApi();
  return useQuery({ queryKey: ['projects'], queryFn: () => given(api.GET('/api/v1/projects')), staleTime: SELDOM });
}

/** The connections whose figures are open to whoever looks, by name. */
export function useConnections(): UseQueryResult<string[]> {
  const api = useApi();
  return useQuery({
    queryKey: ['me', 'connections'],
    queryFn: () => given(api.GET('/api/v1/me/connections')),
    staleTime: SELDOM,
  });
}

/** What states and signals are called and mean. */
export function useMeanings(): UseQueryResult<Schemas['Meanings']> {
  const api = useApi();
  return useQuery({
    queryKey: ['meanings'],
    queryFn: () => given(api.GET('/api/v1/meanings')),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Whose figures are looked at: those of a project, of the whole site (null); or nothing is open to the viewer. */
export type Subject = { kind: 'project'; project: string } | { kind: 'site' } | { kind: 'nothing' };

/** Whom the address is about: the project that it names, else the whole site, else the first that is open. */
export function useSubject(): Subject | null {
  const { project } = useHome();
  const { query } = usePlace();
  const me = useMe().data;
  const projects = useProjects().data;
  const named = project ?? query.get('project');
  if (named !== null && named !== '') return { kind: 'project', project: named };
  if (me?.permissions.includes('view')) return { kind: 'site' };
  if (me === undefined || projects === undefined) return null;
  const first = projects[0];
  return first === undefined ? { kind: 'nothing' } : { kind: 'project', project: first.key };
}

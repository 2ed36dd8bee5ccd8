import { useMemo } from 'react';
import { type Subject, useConnections, useSubject } from '../app/me';
import { usePlace } from '../app/place';

/** Which days, of whom: what every area asks the API with. */
export interface Question {
  readonly days?: number;
  readonly since?: string;
  readonly until?: string;
  readonly project?: string;
  readonly connection?: string;
}

/** The ranges that one click chooses. */
export const RANGES = [7, 14, 30, 60, 90] as const;
export const USUAL_DAYS = 30;

const NONE: readonly string[] = [];
const DAY = /^\d{4}-\d\d-\d\d$/;

/** The days that the address names: a custom range where both of its ends are days, else the last N. */
export function daysOf(query: URLSearchParams): Pick<Question, 'days' | 'since' | 'until'> {
  const since = query.get('since') ?? '';
  const until = query.get('until') ?? '';
  if (DAY.test(since) && DAY.test(until) && since <= until) return { since, until };
  const days = Number(query.get('days') ?? USUAL_DAYS);
  return { days: Number.isInteger(days) && days >= 1 && days <= 3660 ? days : USUAL_DAYS };
}

/** The question of an address and whom it is about; of several connections it is the first unless one is named. */
export function questionOf(query: URLSearchParams, subject: Subject, connections: readonly string[] = []): Question {
  const connection = query.get('connection') || (connections.length > 1 ? connections[0] : '');
  return {
    ...daysOf(query),
    ...(subject.kind === 'project' ? { project: subject.project } : {}),
    ...(connection ? { connection } : {}),
  };
}

/** What is asked now; null until it is known whose figures the viewer may see, or where those are nobody's. */
export function useQuestion(): Question | null {
  const { query } = usePlace();
  const subject = useSubject();
  const connections = useConnections();
  const known = connections.data ?? NONE;
  const kind = subject === null || connections.isPending ? 'nothing' : subject.kind;
  const project = subject?.kind === 'project' ? subject.project : '';
  return useMemo(() => {
    if (kind === 'nothing') return null;
    return questionOf(query, kind === 'project' ? { kind, project } : { kind }, known);
  }, [query, kind, project, known]);
}

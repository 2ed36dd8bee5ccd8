import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { given, useApi } from '../api/client';
import type { Question } from './question';

/** Asks the service to read these days again, and then for everything that is on screen. */
export function useRefresh(question: Question): () => void {
  const api = useApi();
  const queries = useQueryClient();
  return useCallback(() => {
    const { connection, ...days } = question;
    const body = { ...days, emails: [], own: false };
    const asked = given(api.POST('/api/v1/refresh', { params: { query: { connection } }, body }));
    void asked.finally(() => queries.invalidateQueries({ queryKey: ['report'] })).catch(() => undefined);
  }, [api, queries, question]);
}

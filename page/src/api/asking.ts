import { QueryClient } from '@tanstack/react-query';
import { mayPass, Problem } from './problems';

const TRIES = 3;
const LONGEST_WAIT_SECONDS = 30;

/** Keeps what was answered, asks again what may pass, and never throws away what is on screen. */
export function makeQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (count, error) => count < TRIES && mayPass(error),
        retryDelay: (count, error) => waitBefore(count, error),
        networkMode: 'always', // Jira's frame may say offline while its servers are reached
        staleTime: 30_000,
        refetchOnWindowFocus: true,
        refetchOnReconnect: true,
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

/** Milliseconds until the next try: what the service asks for, else twice as long each time. */
export function waitBefore(count: number, error: unknown): number {
  const asked = error instanceof Problem ? error.waitSeconds : null;
  return Math.min(asked ?? 2 ** count, LONGEST_WAIT_SECONDS) * 1000;
}

import createClient from 'openapi-fetch';
import { createContext, useContext } from 'react';
import { problemOf } from './problems';
import type { components, paths } from './schema';
import type { Speak } from './transport';

/** What the service's document calls by these names. */
export type Schemas = components['schemas'];

/** The service, as its own document describes it. */
export type Api = ReturnType<typeof makeApi>;

/** One client for both ways to speak: paths, questions and answers are checked against the service's document. */
export function makeApi(speak: Speak, origin: string = globalThis.location.origin) {
  return createClient<paths>({
    baseUrl: origin,
    fetch: speak,
    querySerializer: { array: { style: 'form', explode: true } },
  });
}

interface Answered<T> {
  data?: T | undefined;
  error?: unknown;
  response: Response;
}

/** What was answered; a Problem where it is not what was asked for. */
export async function given<T>(asked: Promise<Answered<T>>): Promise<T> {
  const { data, error, response } = await asked;
  if (!response.ok) throw problemOf(response, error);
  return data as T;
}

const ApiContext = createContext<Api | null>(null);
export const ApiProvider = ApiContext.Provider;

/** The client of this page. */
export function useApi(): Api {
  const api = useContext(ApiContext);
  if (api === null) throw new Error('There is no client here.');
  return api;
}

import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { given, type Schemas, useApi } from '../api/client';
import type { Question } from '../parts/question';

/** What a page has to know of a picture, whichever it is. */
export interface PictureAnswer {
  readonly picture?: Schemas['PictureWords'] | null;
  readonly rows?: readonly Row[];
  readonly columns?: Readonly<Record<string, readonly Schemas['ColumnPart'][]>>;
  readonly freshness: Schemas['Freshness'];
  readonly progress?: Schemas['Progress'] | null;
  readonly shown_as?: string | null;
}

export type Row = Readonly<Record<string, unknown>>;
export type SeatMapAnswer = Schemas['SeatMap'];

/** The pictures by name, in the order of the page. */
export const NAMES = ['tokens_by_day', 'active_by_day', 'tokens_acceptance', 'acceptance', 'groups'] as const;
export type PictureName = (typeof NAMES)[number];

const AGAIN_MS = 3_000;
const LATER_MS = 10_000;

/** Titles, explanations and specs of all pictures. */
export function usePictures(): UseQueryResult<Schemas['Pictures']> {
  const api = useApi();
  return useQuery({
    queryKey: ['pictures'],
    queryFn: () => given(api.GET('/api/v1/pictures')),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What is known of a picture now; asked again every few seconds until all of it is. */
export function usePicture(name: PictureName, question: Question | null): UseQueryResult<PictureAnswer> {
  const api = useApi();
  return useQuery({
    queryKey: ['report', 'picture', name, question],
    queryFn: async () =>
      (await given(api.GET(`/api/v1/pictures/${name}`, { params: { query: question ?? {} } }))) as PictureAnswer,
    enabled: question !== null,
    refetchInterval: ({ state }) => againMs(state.data),
    placeholderData: keepPreviousData,
  });
}

/** The seat map, everybody in one answer. */
export function useSeatMap(question: Question | null): UseQueryResult<SeatMapAnswer> {
  const api = useApi();
  return useQuery({
    queryKey: ['report', 'seat map', question],
    queryFn: async () =>
      (await given(api.GET('/api/v1/pictures/seat_map', { params: { query: question ?? {} } }))) as SeatMapAnswer,
    enabled: question !== null,
    refetchInterval: ({ state }) => againMs(state.data),
    placeholderData: keepPreviousData,
  });
}

interface Known {
  readonly freshness: Schemas['Freshness'];
  readonly progress?: Schemas['Progress'] | null;
}

/** Milliseconds until more may be known; never where everything is. */
export function againMs(answer: Known | undefined): number | false {
  if (answer === undefined || answer.progress?.reading === true) return AGAIN_MS;
  return answer.freshness.complete ? false : LATER_MS;
}

/** How the table is looked at: which part, in which order, of whom. Everything stands in the address. */
export interface View {
  readonly page: number;
  readonly size: number;
  readonly sort: string | null;
  readonly descending: boolean;
  readonly states: readonly string[];
  readonly signals: readonly string[];
  readonly search: string;
}

export const SIZES = [25, 50, 100] as const;
export const USUAL_SIZE = 50;
const FIRST_SORT = 'total_tokens';

/** The view that an address names; nonsense in it counts as not said. */
export function viewOf(query: URLSearchParams): View {
  const page = Number(query.get('page') ?? 1);
  const size = Number(query.get('size') ?? USUAL_SIZE);
  const order = query.get('sort') ?? '';
  return {
    page: Number.isInteger(page) && page >= 1 && page <= 1_000_000 ? page : 1,
    size: SIZES.find((one) => one === size) ?? USUAL_SIZE,
    sort: order === '' ? FIRST_SORT : order.replace(/^-/, ''),
    descending: order === '' || order.startsWith('-'),
    states: query.getAll('state'),
    signals: query.getAll('signal'),
    search: query.get('search') ?? '',
  };
}

/** What the address says of an order: `name`, or `-name` for the largest first. */
export function orderText(sort: string, descending: boolean): string {
  return descending ? `-${sort}` : sort;
}

/** The order after one click on a column: numbers begin with the largest, texts with A; a second click turns it round. */
export function nextOrder(view: View, key: string, kind: string): string {
  if (view.sort === key) return orderText(key, !view.descending);
  return orderText(key, !['text', 'texts', 'state', 'date'].includes(kind));
}

/** Whether anything narrows the table. */
export function isFiltered(view: View): boolean {
  return view.states.length > 0 || view.signals.length > 0 || view.search !== '';
}

/** The parameters of the API for this view. */
export function viewQuery(view: View) {
  return {
    sort: view.sort,
    descending: view.descending,
    state: [...view.states],
    signal: [...view.signals],
    search: view.search,
  };
}

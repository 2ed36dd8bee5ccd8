import { useCallback, useState } from 'react';

/** A search, and the page of what it found; another search begins at its first page. */
export interface Search {
  readonly search: string;
  readonly page: number;
  readonly setPage: (page: number) => void;
  /** Always the same function: a box that searches by itself would otherwise search at every drawing. */
  readonly find: (text: string) => void;
}

export function useSearch(first = ''): Search {
  const [search, setSearch] = useState(first);
  const [page, setPage] = useState(1);
  const find = useCallback((text: string) => {
    setSearch(text);
    setPage(1);
  }, []);
  return { search, page, setPage, find };
}

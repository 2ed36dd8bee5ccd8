import { useCallback } from 'react';
import { useMe } from '../app/me';
import { useGo, usePlace } from '../app/place';
import { useKept } from '../parts/useKept';
import { USUAL } from './columns';

export type Density = 'comfortable' | 'compact';

export interface Layout {
  readonly columns: readonly string[];
  readonly density: Density;
}

interface LayoutControl extends Layout {
  choose(change: Partial<Layout>): void;
  reset(): void;
}

/** Which columns, how close: what the address says, else what this person chose last, else the usual. */
export function useLayout(): LayoutControl {
  const { query } = usePlace();
  const go = useGo();
  const me = useMe().data;
  const [kept, keep] = useKept(me === undefined ? null : `layout.${me.site_id}.${me.name}`);
  const before = layoutOf(kept);
  const named = query.get('columns');
  const density = densityOf(query.get('density')) ?? before.density;
  const columns = named === null ? before.columns : named.split(',').filter((key) => key !== '');
  const choose = useCallback(
    (change: Partial<Layout>) => {
      const next = { columns, density, ...change };
      keep(JSON.stringify(next));
      go({ set: { columns: next.columns.join(','), density: next.density }, replace: true });
    },
    [columns, density, keep, go],
  );
  const reset = useCallback(() => {
    keep(null);
    go({ set: { columns: null, density: null }, replace: true });
  }, [keep, go]);
  return { columns, density, choose, reset };
}

/** What was kept; anything that is no layout counts as nothing. */
export function layoutOf(kept: string | null): Layout {
  const usual: Layout = { columns: USUAL, density: 'comfortable' };
  if (kept === null) return usual;
  try {
    const found: unknown = JSON.parse(kept);
    if (typeof found !== 'object' || found === null) return usual;
    const columns = 'columns' in found && Array.isArray(found.columns) ? found.columns.map(String) : USUAL;
    const density = 'density' in found ? densityOf(String(found.density)) : null;
    return { columns, density: density ?? usual.density };
  } catch {
    return usual;
  }
}

function densityOf(text: string | null): Density | null {
  return text === 'comfortable' || text === 'compact' ? text : null;
}

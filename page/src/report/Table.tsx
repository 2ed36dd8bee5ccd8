import { type KeyboardEvent, useCallback, useRef } from 'react';
import type { Schemas } from '../api/client';
import { Cell, isNumber, type Surroundings } from './cells';
import type { Column } from './columns';
import { grows, WHO } from './columns';
import styles from './Table.module.css';
import type { Density } from './useLayout';
import type { View } from './view';

type Developer = Schemas['Developer'];

interface TableProps {
  columns: readonly Column[];
  rows: readonly Developer[];
  view: View;
  density: Density;
  around: Surroundings;
  /** Whether other rows are on their way. */
  isStale: boolean;
  onSort: (column: Column) => void;
  onOpen: (row: Developer) => void;
}

/** One row per developer; up and down go from name to name, Enter opens. */
export function Table({ columns, rows, view, density, around, isStale, onSort, onOpen }: TableProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const move = useCallback((event: KeyboardEvent) => {
    const names = [...(body.current?.querySelectorAll<HTMLElement>('[data-who]') ?? [])];
    const next = nextPlace(event.key, names.indexOf(document.activeElement as HTMLElement), names.length);
    if (next === null) return;
    event.preventDefault();
    names[next]?.focus();
  }, []);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it sideways by its keys
    <section className={styles.frame} data-stale={isStale} aria-label="Developers, scrolls sideways" tabIndex={0}>
      <table className={styles.table} data-density={density} aria-busy={isStale}>
        <caption className={styles.caption}>Developers</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Heading key={column.key} column={column} view={view} around={around} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={move}>
          {rows.map((row) => (
            <Row key={row.developer_id} columns={columns} row={row} around={around} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Where a key leads among so many rows; null for a key that leads nowhere. */
export function nextPlace(key: string, place: number, count: number): number | null {
  if (place < 0) return null;
  if (key === 'ArrowDown') return Math.min(place + 1, count - 1);
  if (key === 'ArrowUp') return Math.max(place - 1, 0);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}

interface HeadingProps {
  column: Column;
  view: View;
  around: Surroundings;
  onSort: (column: Column) => void;
}

function Heading({ column, view, around, onSort }: HeadingProps) {
  const isSorted = view.sort === column.key;
  const order = isSorted ? (view.descending ? 'descending' : 'ascending') : undefined;
  const soFar = !around.isComplete && grows(column);
  return (
    <th scope="col" aria-sort={order} data-number={isNumber(column)} data-who={column.key === WHO}>
      {column.kind === 'strip' ? (
        <span className={styles.plain} title={column.explanation}>
          {column.title}
        </span>
      ) : (
        <button type="button" className={styles.sort} onClick={() => onSort(column)} title={column.explanation}>
          {column.title}
          {soFar ? <span className={styles.soFar}>so far</span> : null}
          <span className={styles.arrow} aria-hidden="true">
            {isSorted ? (view.descending ? '↓' : '↑') : ''}
          </span>
        </button>
      )}
    </th>
  );
}

interface RowProps {
  columns: readonly Column[];
  row: Developer;
  around: Surroundings;
  onOpen: (row: Developer) => void;
}

function Row({ columns, row, around, onOpen }: RowProps) {
  return (
    <tr onClick={() => onOpen(row)}>
      {columns.map((column) =>
        column.key === WHO ? (
          <th key={column.key} scope="row">
            <button type="button" data-who className={styles.who} title={row.email ?? undefined}>
              <bdi>{row.name || row.email || 'Without a name'}</bdi>
            </button>
          </th>
        ) : (
          <td key={column.key} data-number={isNumber(column)}>
            <Cell column={column} row={row} around={around} />
          </td>
        ),
      )}
    </tr>
  );
}

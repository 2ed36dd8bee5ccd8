import Button from '@atlaskit/button/new';
import { type ReactNode, useState } from 'react';
import type { Schemas } from '../api/client';
import { day, exact, percent, UNKNOWN } from '../parts/format';
import type { Row } from './asked';
import styles from './PictureTable.module.css';

interface PictureTableProps {
  title: string;
  columns: readonly Schemas['ColumnPart'][];
  rows: readonly Row[];
  /** Opens a developer, where rows are developers. */
  open?: ((developerId: string) => void) | undefined;
  /** Columns that are drawn otherwise than by their kind. */
  drawnAs?: DrawnAs;
}

type DrawnAs = Readonly<Record<string, (value: unknown) => ReactNode>>;
const BY_KIND: DrawnAs = {};
const AT_FIRST = 100;

/** The rows of a picture as a table: the same numbers, exact. */
export function PictureTable({ title, columns, rows, open, drawnAs = BY_KIND }: PictureTableProps) {
  const [shown, setShown] = useState(AT_FIRST);
  const seen = columns.filter((column) => column.key !== 'developer_id');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={`${title}, as a table`}>
      <table className={styles.table}>
        <caption className={styles.caption}>{title}</caption>
        <thead>
          <tr>
            {seen.map((column) => (
              <th key={column.key} scope="col" title={column.explanation} className={alignOf(column)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((row, at) => (
            <tr key={String(row.developer_id ?? row[seen[0]?.key ?? ''] ?? at)}>
              {seen.map((column) => (
                <td key={column.key} className={alignOf(column)}>
                  {drawnAs[column.key]?.(row[column.key]) ?? <Cell column={column} row={row} open={open} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown ? (
        <Button onClick={() => setShown(shown + 5 * AT_FIRST)}>Show more of {exact(rows.length)} rows</Button>
      ) : null}
    </section>
  );
}

interface CellProps {
  column: Schemas['ColumnPart'];
  row: Row;
  open?: ((developerId: string) => void) | undefined;
}

function Cell({ column, row, open }: CellProps) {
  const text = textOf(column, row[column.key]);
  const id = row.developer_id;
  if (column.key !== 'name' || open === undefined || typeof id !== 'string') return <bdi>{text}</bdi>;
  return (
    <button type="button" className={styles.open} onClick={() => open(id)}>
      <bdi>{text}</bdi>
    </button>
  );
}

const NUMBERS: ReadonlySet<string> = new Set(['count', 'tokens', 'share', 'decimal', 'cents']);

function alignOf(column: Schemas['ColumnPart']): string | undefined {
  return NUMBERS.has(column.kind) ? styles.number : undefined;
}

/** A value as the table has it: exact, a dash where it is not known. */
export function textOf(column: Schemas['ColumnPart'], value: unknown): string {
  if (value === null || value === undefined) return UNKNOWN;
  if (column.kind === 'date') return day(String(value));
  if (column.kind === 'flag') return value === true ? 'yes' : 'no';
  if (typeof value !== 'number') return String(value);
  return column.kind === 'share' ? percent(value) : exact(value);
}

import type { ReactNode } from 'react';
import styles from './List.module.css';

/** A column of a list: its title, and what stands in it. */
export interface ListColumn<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** For columns of buttons: the title is read out, and not shown. */
  readonly isHidden?: boolean;
  readonly isNumber?: boolean;
  /** No wider than what is in it, and never broken. */
  readonly isNarrow?: boolean;
  /** A day, or an instant that may stand on two lines. */
  readonly isDate?: boolean;
  /** An address, or whatever else has hardly a place to break. */
  readonly isAddress?: boolean;
  /** Texts that may be long. */
  readonly isWide?: boolean;
}

interface ListProps<Row> {
  caption: string;
  columns: readonly ListColumn<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** What stands in place of rows where there are none. */
  empty: ReactNode;
}

/** A table of a few columns whose first one names the row. */
export function List<Row>({ caption, columns, rows, keyOf, empty }: ListProps<Row>) {
  if (rows.length === 0) return <div className={styles.empty}>{empty}</div>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className={styles.frame} aria-label={caption} tabIndex={0}>
      <table className={styles.list}>
        <caption className={styles.hidden}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.title} scope="col" data-number={column.isNumber} data-buttons={column.isHidden}>
                <span className={column.isHidden ? styles.hidden : undefined}>{column.title}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Line key={keyOf(row)} row={row} columns={columns} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Line<Row>({ row, columns }: { row: Row; columns: readonly ListColumn<Row>[] }) {
  return (
    <tr>
      {columns.map((column, place) => {
        const cell = column.cell(row);
        const looks = {
          'data-number': column.isNumber,
          'data-narrow': column.isNarrow,
          'data-date': column.isDate,
          'data-address': column.isAddress,
          'data-wide': column.isWide,
          'data-buttons': column.isHidden,
        };
        return place === 0 ? (
          <th key={column.title} scope="row" {...looks}>
            {cell}
          </th>
        ) : (
          <td key={column.title} {...looks}>
            {cell}
          </td>
        );
      })}
    </tr>
  );
}

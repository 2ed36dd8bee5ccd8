import type { Schemas } from '../api/client';
import { day, exact, money, percent, UNKNOWN } from '../parts/format';
import { List } from '../parts/List';
import { Section } from '../parts/Section';
import styles from './own.module.css';

type Row = Schemas['Developer'];

interface WhatIsKnownProps {
  report: Schemas['Report'];
  row: Row;
}

/** Every column of the own row, with what it means: nothing else is known of anybody. */
export function WhatIsKnown({ report, row }: WhatIsKnownProps) {
  const columns = (report.columns?.developers ?? []).filter((column) => column.kind !== 'strip');
  const values = row as Readonly<Record<string, unknown>>;
  return (
    <Section
      title="What is known of me"
      says="This is everything that a report can show of you, field by field, and what each means."
    >
      <details className={styles.known}>
        <summary>All {columns.length} fields</summary>
        <List
          caption="What is known of me"
          rows={columns}
          keyOf={(column) => column.key}
          empty=""
          columns={[
            { title: 'Field', cell: (column) => column.title },
            { title: 'Value', cell: (column) => <bdi>{textOf(values[column.key], column.kind)}</bdi> },
            { title: 'What it means', isWide: true, cell: (column) => <Meaning text={column.explanation} /> },
          ]}
        />
      </details>
    </Section>
  );
}

function Meaning({ text }: { text: string }) {
  return <span className={styles.subtle}>{text}</span>;
}

/** Any value of a row as text; what is not known is a dash. */
export function textOf(value: unknown, kind: string): string {
  if (value === null || value === undefined || value === '') return UNKNOWN;
  if (Array.isArray(value)) return value.map((one) => textOf(named(one), 'text')).join(', ') || 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number')
    return kind === 'share' ? percent(value) : kind === 'cents' ? money(value) : exact(value);
  return kind === 'date' ? day(String(value)) : String(value);
}

function named(one: unknown): unknown {
  return typeof one === 'object' && one !== null && 'key' in one ? one.key : one;
}

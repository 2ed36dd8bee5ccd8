import type { ReactNode } from 'react';
import type { Schemas } from '../api/client';
import { capital, day, exact, money, percent, short, UNKNOWN } from '../parts/format';
import { SignalLozenge, StateLozenge } from '../parts/Lozenges';
import { Strip } from '../parts/Strip';
import styles from './cells.module.css';
import type { Column } from './columns';
import { whyUnknown } from './unknown';

type Developer = Schemas['Developer'];

/** What a row is drawn with beside itself. */
export interface Surroundings {
  readonly isComplete: boolean;
  readonly currency: string;
  readonly strip: { readonly firstOn: string; readonly off: ReadonlySet<string> } | null;
}

const MOST_SIGNALS = 2;
const NUMBERS = new Set(['count', 'tokens', 'decimal', 'share', 'cents']);

/** Whether a column is drawn to the right. */
export function isNumber(column: Column): boolean {
  return NUMBERS.has(column.kind);
}

/** One cell of a developer's row. */
export function Cell({ column, row, around }: { column: Column; row: Developer; around: Surroundings }) {
  const special = SPECIAL[column.key] ?? SPECIAL[column.kind];
  const drawn = special?.(row, around) ?? plain(column, valueAt(row, column.key), around);
  if (drawn !== null) return drawn;
  const why = whyUnknown(column.key, row, around.isComplete);
  return (
    <span className={styles.unknown} title={why}>
      <span aria-hidden="true">{UNKNOWN}</span>
      <span className={styles.spoken}>{why}</span>
    </span>
  );
}

/** The value of a row under a key that came with the answer. */
export function valueAt(row: Developer, key: string): unknown {
  return (row as Readonly<Record<string, unknown>>)[key];
}

type Draw = (row: Developer, around: Surroundings) => ReactNode | null;

/** Columns that are drawn from more than their own value, by key or by kind. */
const SPECIAL: Readonly<Record<string, Draw>> = {
  state: (row) => <StateLozenge row={row} />,
  signals: (row) => <Signals signals={row.signals ?? []} />,
  strip: (row, around) =>
    around.strip === null || !row.strip ? null : (
      <Strip levels={row.strip} firstOn={around.strip.firstOn} off={around.strip.off} />
    ),
  acceptance_share: (row) => (typeof row.acceptance_share === 'number' ? <Acceptance row={row} /> : null),
  trend: (row) => <Trend row={row} />,
  next_action: (row) =>
    row.next_action ? <span title={row.next_because ?? ''}>{capital(row.next_action)}</span> : null,
  seat_since: (row) =>
    row.seat_since ? (
      <span>
        {row.seat_since_is === 'at_least' ? 'at least since ' : ''}
        {day(row.seat_since)}
      </span>
    ) : null,
};

function plain(column: Column, value: unknown, around: Surroundings): ReactNode | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'number') return <Figure column={column} value={value} around={around} />;
  if (Array.isArray(value)) return value.length === 0 ? null : value.join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return column.kind === 'date' ? day(String(value)) : String(value);
}

function Figure({ column, value, around }: { column: Column; value: number; around: Surroundings }) {
  if (column.kind === 'share') return <span title={`${exact(value * 100)} %`}>{percent(value)}</span>;
  if (column.kind === 'cents') return <span>{money(value, around.currency)}</span>;
  const cut = column.kind === 'decimal' && Math.abs(value) < 100 ? value.toFixed(1) : short(value);
  return <span title={exact(value)}>{cut}</span>;
}

function Signals({ signals }: { signals: readonly Schemas['Signal'][] }) {
  const told = signals.filter((signal) => signal.key !== 'active');
  if (told.length === 0) return <span className={styles.none}>none</span>;
  const more = told.slice(MOST_SIGNALS);
  return (
    <span className={styles.signals}>
      {told.slice(0, MOST_SIGNALS).map((signal) => (
        <SignalLozenge key={signal.key} signal={signal} />
      ))}
      {more.length === 0 ? null : (
        <span className={styles.more} title={more.map((signal) => signal.key.replaceAll('_', ' ')).join(', ')}>
          +{more.length}
        </span>
      )}
    </span>
  );
}

function Acceptance({ row }: { row: Developer }) {
  const share = row.acceptance_share ?? 0;
  const title = `${exact(row.suggestions_accepted ?? 0)} of ${exact(row.suggestions_shown ?? 0)} suggestions accepted`;
  const note =
    row.acceptance_tells === 'too_few'
      ? 'too few to tell'
      : row.acceptance_tells === 'never_asked'
        ? 'never asked'
        : null;
  return <span title={title}>{note === null ? percent(share) : <span className={styles.note}>{note}</span>}</span>;
}

const TRENDS: Readonly<Record<string, string>> = {
  rising: '↗',
  falling: '↘',
  flat: '→',
};
const WORDS: Readonly<Record<string, string>> = { new: 'new use', stopped: 'stopped', none: 'no use' };

/** Against the days before: an arrow with the change, or the word for what cannot be divided. */
export function Trend({ row }: { row: Developer }) {
  const trend = row.trend ?? 'unknown';
  const before = row.previous_total_tokens;
  const title = typeof before === 'number' ? `${exact(before)} tokens in the days before` : undefined;
  const arrow = TRENDS[trend];
  if (arrow === undefined) {
    const word = WORDS[trend];
    return word === undefined ? null : <span className={styles.note}>{word}</span>;
  }
  const change = row.trend_change ?? 0;
  return (
    <span title={title} className={styles.trend}>
      <span aria-hidden="true">{arrow}</span> {change > 0 ? '+' : ''}
      {percent(change).replace('-', '−')}
    </span>
  );
}

import type { Schemas } from '../api/client';

export type Column = Schemas['ColumnPart'];

/** The column that every table begins with; it cannot be taken away. */
export const WHO = 'name';

/** What is shown of a developer unless somebody chooses otherwise. */
export const USUAL: readonly string[] = [
  'state',
  'signals',
  'total_tokens',
  'active_days',
  'strip',
  'acceptance_share',
  'trend',
  'last_active_on',
  'spend_cents',
  'next_action',
];

/** Columns that others are drawn with, or that mean nothing to a reader. */
const DRAWN_WITH_OTHERS = new Set([
  WHO,
  'developer_id',
  'jira_account_id',
  'emails',
  'state_because',
  'state_certainty',
  'next_because',
  'trend_change',
  'seat_since_is',
  'acceptance_tells',
]);

/** The columns that somebody may choose from, in the order of the catalogue. */
export function choosable(catalogue: readonly Column[]): Column[] {
  return catalogue.filter((column) => !DRAWN_WITH_OTHERS.has(column.key));
}

/** The columns that are shown: who it is first, then those chosen, in the order in which they were. */
export function shownColumns(catalogue: readonly Column[], chosen: readonly string[]): Column[] {
  const known = new Map(catalogue.map((column) => [column.key, column]));
  return [WHO, ...chosen].flatMap((key) => known.get(key) ?? []);
}

/** The choice after one more or one fewer. */
export function toggled(chosen: readonly string[], key: string): string[] {
  return chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key];
}

/** Whether figures of this kind grow while the reading goes on. */
export function grows(column: Column): boolean {
  return ['tokens', 'count', 'cents', 'decimal'].includes(column.kind) || column.key === 'trend';
}

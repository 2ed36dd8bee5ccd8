import type { Schemas } from '../api/client';

type Row = Schemas['AuditRow'];

/** The lines that have every word in them, wherever; the newest first, as one looks for them. */
export function fitting(rows: readonly Row[], sought: string): Row[] {
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  const found = rows.filter((row) => {
    const text = [row.at, row.by, row.by_name, row.action?.replaceAll('_', ' '), row.about, row.details]
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return found.reverse();
}

import type { Schemas } from '../api/client';

/** What a developer is called; never nothing. */
export function nameOf(row: Schemas['Developer']): string {
  return row.name?.trim() || row.email?.trim() || 'Without a name';
}

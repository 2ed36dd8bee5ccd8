import type { Schemas } from '../api/client';
import { counted, duration, exact, instant, shortDay } from '../parts/format';

/** What is being read, how much is left of it, and for how long. */
export function readingText(progress: Schemas['Progress']): string {
  const parts = [progress.title || 'Reading'];
  if (progress.rows) parts.push(`${exact(progress.rows)} rows`);
  if (progress.requests_left) parts.push(`${counted(progress.requests_left, 'request')} left`);
  if (progress.seconds_left) {
    parts.push(`${progress.priced ? 'about' : 'at least'} ${duration(progress.seconds_left)} at the vendor’s limit`);
  }
  return `${parts.join(' · ')}. Figures are so far.`;
}

/** What is still missing, one sentence each. */
export function missingOf(freshness: Schemas['Freshness'], progress: Schemas['Progress'] | null): string[] {
  const open = progress?.reading === true ? (progress.open_titles ?? []) : [];
  return [...open.map((title) => `Still to be read: ${title}.`), ...(freshness.notes ?? [])];
}

/** As of when the figures are, and how complete. */
export function restingText(freshness: Schemas['Freshness'], progress: Schemas['Progress'] | null): string {
  if (progress?.failure) return `The last reading ended early: ${progress.failure}`;
  const known = freshness.as_of ? `As of ${instant(freshness.as_of)}` : 'Nothing is known yet';
  const looking = progress?.reading === true ? ' · looking for what is new' : '';
  const last = freshness.provisional_from
    ? ` · figures from ${shortDay(freshness.provisional_from)} on may still change`
    : '';
  return freshness.complete ? `${known}${last}${looking}` : `${known} · not complete, figures are so far`;
}

/** How much of the reading is done, 0 to 1; 0 where nobody knows yet. */
export function shareOf(progress: Schemas['Progress']): number {
  const done = progress.requests ?? 0;
  const all = done + (progress.requests_left ?? 0);
  return all === 0 || progress.requests_left === 0 ? 0 : done / all;
}

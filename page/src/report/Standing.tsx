import Button from '@atlaskit/button/new';
import ProgressBar from '@atlaskit/progress-bar';
import { useState } from 'react';
import type { Schemas } from '../api/client';
import { counted, duration, exact, instant } from '../parts/format';
import styles from './Standing.module.css';

interface StandingProps {
  freshness: Schemas['Freshness'];
  progress: Schemas['Progress'] | null;
  onRefresh: () => void;
}

/** How complete and how new the figures are; while they are read, how that gets on. Always of the same height. */
export function Standing({ freshness, progress, onRefresh }: StandingProps) {
  const isReading = progress?.reading === true;
  return (
    <section className={styles.standing} aria-label="How complete this is">
      <div className={styles.line}>
        <span className={styles.says} role="status">
          {isReading ? readingText(progress) : restingText(freshness, progress)}
        </span>
        {isReading ? null : (
          <Button appearance="subtle" spacing="compact" onClick={onRefresh}>
            Read again
          </Button>
        )}
      </div>
      <div className={styles.bar}>
        {isReading ? (
          <ProgressBar ariaLabel="Reading" value={shareOf(progress)} isIndeterminate={shareOf(progress) === 0} />
        ) : null}
      </div>
      <Notes notes={freshness.notes ?? []} isReading={isReading} />
    </section>
  );
}

/** What is being read, how much is left of it, and for how long. */
export function readingText(progress: Schemas['Progress']): string {
  const parts = [progress.title || 'Reading'];
  if (progress.rows) parts.push(`${exact(progress.rows)} rows`);
  if (progress.requests_left) parts.push(`${counted(progress.requests_left, 'request')} left`);
  if (progress.seconds_left) parts.push(`about ${duration(progress.seconds_left)} at the vendor’s limit`);
  return `${parts.join(' · ')}. Figures are so far.`;
}

function restingText(freshness: Schemas['Freshness'], progress: Schemas['Progress'] | null): string {
  if (progress?.failure) return `The last reading ended early: ${progress.failure}`;
  const known = freshness.as_of ? `As of ${instant(freshness.as_of)}` : 'Nothing is known yet';
  const last = freshness.provisional_from
    ? ` · from ${freshness.provisional_from} on the vendor may still change figures`
    : '';
  return freshness.complete ? `${known}${last}` : `${known} · not complete, figures are so far`;
}

/** How much of the reading is done, 0 to 1; 0 where nobody knows yet. */
export function shareOf(progress: Schemas['Progress']): number {
  const done = progress.requests ?? 0;
  const all = done + (progress.requests_left ?? 0);
  return all === 0 || progress.requests_left === 0 ? 0 : done / all;
}

function Notes({ notes, isReading }: { notes: readonly string[]; isReading: boolean }) {
  const [isOpen, setOpen] = useState(false);
  if (notes.length === 0) return null;
  const title = isReading ? `${counted(notes.length, 'thing')} still missing` : counted(notes.length, 'note');
  return (
    <details className={styles.notes} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </details>
  );
}

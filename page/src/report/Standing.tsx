import Button from '@atlaskit/button/new';
import ProgressBar from '@atlaskit/progress-bar';
import { useState } from 'react';
import type { Schemas } from '../api/client';
import { counted } from '../parts/format';
import { missingOf, readingText, restingText, shareOf } from './progress';
import styles from './Standing.module.css';

interface StandingProps {
  freshness: Schemas['Freshness'];
  progress: Schemas['Progress'] | null;
  onRefresh: () => void;
}

/**
 * How complete and how new the figures are; while they are read, how that gets on, at the same height throughout. What
 * is still missing when nothing is read any more stands there unfolded.
 */
export function Standing({ freshness, progress, onRefresh }: StandingProps) {
  const isReading = progress?.reading === true && !freshness.complete;
  const notes = missingOf(freshness, isReading ? progress : null);
  const lacks = !(isReading || freshness.complete);
  return (
    <section className={styles.standing} aria-label="How complete this is">
      <div className={styles.line}>
        <span className={styles.says} role="status">
          {isReading ? readingText(progress) : restingText(freshness, progress)}
        </span>
        {lacks ? null : <Notes notes={notes} isReading={isReading} />}
        {isReading ? null : (
          <Button appearance="subtle" spacing="compact" onClick={onRefresh}>
            Read again
          </Button>
        )}
      </div>
      {lacks ? <NoteList notes={notes} className={styles.lacks} /> : null}
      <div className={styles.bar}>
        {isReading ? (
          <ProgressBar ariaLabel="Reading" value={shareOf(progress)} isIndeterminate={shareOf(progress) === 0} />
        ) : null}
      </div>
    </section>
  );
}

function Notes({ notes, isReading }: { notes: readonly string[]; isReading: boolean }) {
  const [isOpen, setOpen] = useState(false);
  if (notes.length === 0) return null;
  const title = isReading ? `${counted(notes.length, 'thing')} still missing` : counted(notes.length, 'note');
  return (
    <details className={styles.notes} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      <NoteList notes={notes} />
    </details>
  );
}

function NoteList({ notes, className }: { notes: readonly string[]; className?: string | undefined }) {
  return (
    <ul className={className}>
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}

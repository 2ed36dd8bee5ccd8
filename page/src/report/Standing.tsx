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

/** How complete and how new the figures are; while they are read, how that gets on. Always of the same height. */
export function Standing({ freshness, progress, onRefresh }: StandingProps) {
  const isReading = progress?.reading === true && !freshness.complete;
  return (
    <section className={styles.standing} aria-label="How complete this is">
      <div className={styles.line}>
        <span className={styles.says} role="status">
          {isReading ? readingText(progress) : restingText(freshness, progress)}
        </span>
        <Notes notes={missingOf(freshness, isReading ? progress : null)} isReading={isReading} />
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
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </details>
  );
}

import Button from '@atlaskit/button/new';
import { type FormEvent, useState } from 'react';
import { useGo, usePlace } from '../app/place';
import { day } from './format';
import { daysOf, RANGES } from './question';
import styles from './RangePicker.module.css';

/** Chooses the days: one of the usual ranges, or any two days that the vendor still answers for. */
export function RangePicker() {
  const { query } = usePlace();
  const go = useGo();
  const asked = daysOf(query);
  const [isOpen, setOpen] = useState(false);
  const custom = asked.since !== undefined;
  const choose = (days: number): void => {
    setOpen(false);
    go({ set: { days: String(days), since: null, until: null, page: null } });
  };
  return (
    <div className={styles.picker}>
      <fieldset className={styles.ranges}>
        <legend className={styles.legend}>Days</legend>
        {RANGES.map((days) => (
          <button key={days} type="button" aria-pressed={asked.days === days} onClick={() => choose(days)}>
            {days}
          </button>
        ))}
        <button type="button" aria-pressed={custom} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {custom ? `${day(asked.since ?? '')} – ${day(asked.until ?? '')}` : 'Custom'}
        </button>
      </fieldset>
      {isOpen ? <CustomRange asked={asked} onDone={() => setOpen(false)} /> : null}
    </div>
  );
}

interface CustomRangeProps {
  asked: ReturnType<typeof daysOf>;
  onDone: () => void;
}

function CustomRange({ asked, onDone }: CustomRangeProps) {
  const go = useGo();
  const [since, setSince] = useState(asked.since ?? '');
  const [until, setUntil] = useState(asked.until ?? '');
  const isRange = since !== '' && until !== '' && since <= until;
  const apply = (event: FormEvent): void => {
    event.preventDefault();
    if (!isRange) return;
    go({ set: { days: null, since, until, page: null } });
    onDone();
  };
  const wrong = since !== '' && until !== '' && since > until;
  return (
    <form className={styles.custom} onSubmit={apply}>
      <label>
        From
        <input type="date" value={since} onChange={(event) => setSince(event.target.value)} />
      </label>
      <label>
        To, included
        <input type="date" value={until} onChange={(event) => setUntil(event.target.value)} aria-invalid={wrong} />
      </label>
      <Button type="submit" appearance="primary" spacing="compact" isDisabled={!isRange}>
        Show
      </Button>
      <span className={styles.note} role={wrong ? 'alert' : undefined}>
        {wrong ? 'The first day lies behind the last.' : 'Whole UTC days.'}
      </span>
    </form>
  );
}

import Button from '@atlaskit/button/new';
import type { Schemas } from '../api/client';
import { counted, exact } from '../parts/format';
import styles from './Pager.module.css';
import { SIZES } from './view';

interface PagerProps {
  part: Schemas['PagePart'];
  onPage: (page: number) => void;
  onSize: (size: number) => void;
}

/** Which rows these are of how many, and the way to the others. */
export function Pager({ part, onPage, onSize }: PagerProps) {
  const first = (part.page - 1) * part.size + 1;
  const last = Math.min(part.page * part.size, part.fitting);
  const of = part.fitting === part.rows ? '' : ` (${exact(part.rows)} in all)`;
  const says =
    part.fitting === 0
      ? `None of ${counted(part.rows, 'developer')}`
      : `${exact(first)}–${exact(last)} of ${exact(part.fitting)}${of}`;
  return (
    <nav className={styles.pager} aria-label="Pages">
      <span aria-live="polite">{says}</span>
      <label className={styles.size}>
        Rows
        <select value={part.size} onChange={(event) => onSize(Number(event.target.value))}>
          {SIZES.map((size) => (
            <option key={size}>{size}</option>
          ))}
        </select>
      </label>
      <span className={styles.buttons}>
        <Button spacing="compact" isDisabled={part.page <= 1} onClick={() => onPage(part.page - 1)}>
          Previous
        </Button>
        <Button spacing="compact" isDisabled={last >= part.fitting} onClick={() => onPage(part.page + 1)}>
          Next
        </Button>
      </span>
    </nav>
  );
}

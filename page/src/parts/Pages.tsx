import Button from '@atlaskit/button/new';
import type { Schemas } from '../api/client';
import { exact } from './format';
import styles from './Pages.module.css';

interface PagesProps {
  part: Schemas['PagePart'] | null | undefined;
  onPage: (page: number) => void;
}

/** The way to the other rows of a list; nothing where all of them are there. */
export function Pages({ part, onPage }: PagesProps) {
  if (!part || (part.fitting <= part.size && part.page === 1)) return null;
  const first = (part.page - 1) * part.size + 1;
  const last = Math.min(part.page * part.size, part.fitting);
  return (
    <nav className={styles.pages} aria-label="Pages">
      <span aria-live="polite">
        {exact(first)}–{exact(last)} of {exact(part.fitting)}
      </span>
      <Button spacing="compact" isDisabled={part.page <= 1} onClick={() => onPage(part.page - 1)}>
        Previous
      </Button>
      <Button spacing="compact" isDisabled={last >= part.fitting} onClick={() => onPage(part.page + 1)}>
        Next
      </Button>
    </nav>
  );
}

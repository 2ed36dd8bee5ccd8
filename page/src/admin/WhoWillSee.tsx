import type { Schemas } from '../api/client';
import { counted, exact } from '../parts/format';
import styles from './admin.module.css';

interface WhoWillSeeProps {
  found: Schemas['WouldBeOpen'];
  sentences: readonly string[];
}

/** Who will see what, in plain words, and the members by name as Jira has them now. */
export function WhoWillSee({ found, sentences }: WhoWillSeeProps) {
  const unnamed = found.members - found.people.length;
  return (
    <section className={styles.card} aria-label="Who will see what" aria-live="polite">
      <strong>Who will see what</strong>
      <ul className={styles.plain}>
        {[...sentences, ...found.notes].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <details hidden={found.members === 0}>
        <summary>{counted(found.members, 'member')} now</summary>
        <ul className={styles.names}>
          {found.people.map((person) => (
            <li key={person.account_id}>
              <bdi>{person.name ?? person.account_id}</bdi>
              {person.active ? '' : ' (deactivated)'}
            </li>
          ))}
        </ul>
        {unnamed > 0 ? <p className={styles.subtle}>and {exact(unnamed)} more</p> : null}
      </details>
    </section>
  );
}

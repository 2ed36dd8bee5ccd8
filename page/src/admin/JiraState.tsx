import Lozenge from '@atlaskit/lozenge';
import type { Schemas } from '../api/client';
import { useHome } from '../app/place';
import { day } from '../parts/format';
import { Section } from '../parts/Section';
import styles from './admin.module.css';

/** How Jira is reached, and who connects it: never by a token typed into a page. */
export function JiraState({ row }: { row: Schemas['ConnectionRow'] | null }) {
  const { inJira } = useHome();
  return (
    <Section
      title="Jira"
      says={
        <>
          <p>
            A Jira API token is never typed into a page: Atlassian’s rules forbid apps to collect them. Whoever runs the
            service connects Jira at the command line, with <code className={styles.code}>seatlight connect jira</code>,
            or the Forge app brings its own.
          </p>
          {inJira ? <p>You look at this inside Jira: the Forge app is connected.</p> : null}
        </>
      }
    >
      {row === null ? (
        <p className={styles.row}>
          <Lozenge>No token saved</Lozenge> Without Jira names come from Cursor, and no project can be opened. “Look
          now” below tells whether another way is set up.
        </p>
      ) : (
        <p className={styles.row}>
          <Lozenge appearance="success">Connected</Lozenge>
          <span>
            {row.url}, {row.account ? `as ${row.account}` : 'as a service account'}, with the token that ends in{' '}
            {row.key_tail}
            {row.expires_on ? `; it ends on ${day(row.expires_on)}` : ''}. “Look now” below tells what it may do.
          </span>
        </p>
      )}
    </Section>
  );
}

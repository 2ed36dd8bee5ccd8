import type { Schemas } from '../api/client';
import { counted } from '../parts/format';
import { Section } from '../parts/Section';
import styles from './privacy.module.css';

type Read = Schemas['FieldsRead'];

/** What each endpoint is asked for, in plain words; one that this page does not know stands under its own name. */
const FOR: Readonly<Record<string, string>> = {
  'GET /teams/members': 'Who has a seat',
  'GET /teams/audit-logs': 'Since when a seat is held',
  'POST /teams/daily-usage-data': 'Counts of the day',
  'POST /teams/spend': 'Spend of the billing cycle',
  'POST /teams/filtered-usage-events': 'Requests to models: tokens and cost',
  'GET /myself': 'Whose token it is',
  'GET /users/search': 'Who works here',
  'GET /user/search': 'Whose an address may be',
  'GET /user/bulk': 'Names of accounts',
  'GET /user/email/bulk': 'Addresses of accounts',
  'GET /mypermissions': 'What whoever looks may do',
  'POST /permissions/check': 'What somebody may do',
  'GET /project/search': 'Projects',
  'GET /project/{key}': 'A project',
  'GET /project/{key}/role': 'Roles of a project',
  'GET /project/{key}/role/{id}': 'Who is in a role',
  'GET /user/assignable/search': 'Who can be assigned issues',
  'GET /group/member': 'Who is in a group',
  'POST /issue': 'An issue that was opened from a finding',
  'GET /issue/{key}': 'Status and assignee of such an issue',
};

/** Every field that is read, by source and endpoint, as the program's own list has it. */
export function FieldsRead({ reads }: { reads: readonly Read[] }) {
  const sources = [...new Set(reads.map((one) => one.source))];
  return (
    <Section
      title="Every field that is read"
      says="Exactly these fields of an answer are read. Everything else is dropped while the answer is decoded, even if it were sent."
    >
      {sources.map((source) => (
        <Source key={source} source={source} reads={reads.filter((one) => one.source === source)} />
      ))}
    </Section>
  );
}

function Source({ source, reads }: { source: string; reads: readonly Read[] }) {
  const fields = reads.reduce((sum, one) => sum + one.fields.length, 0);
  return (
    <div className={styles.source}>
      <h4>
        {source} <span className={styles.subtle}>{counted(fields, 'field')}</span>
      </h4>
      {reads.map((one) => (
        <details key={one.endpoint}>
          <summary>
            {FOR[one.endpoint] ?? one.endpoint}{' '}
            <span className={styles.subtle}>
              <code>{one.endpoint}</code>, {counted(one.fields.length, 'field')}
            </span>
          </summary>
          <ul className={styles.fields}>
            {one.fields.map((field) => (
              <li key={field}>
                <code>{field}</code>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </div>
  );
}

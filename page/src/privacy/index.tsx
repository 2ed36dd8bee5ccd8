import { useQuery } from '@tanstack/react-query';
import { MODES } from '../admin/modes';
import { given, type Schemas, useApi } from '../api/client';
import { Link } from '../app/place';
import { Asked } from '../parts/Asked';
import { counted } from '../parts/format';
import { Section } from '../parts/Section';
import { FieldsRead } from './FieldsRead';
import styles from './privacy.module.css';

/** What is and is not read of developers, made from the code's own list and the site's settings. */
export default function PrivacyPage() {
  const api = useApi();
  const query = useQuery({ queryKey: ['privacy'], queryFn: () => given(api.GET('/api/v1/privacy')) });
  return (
    <div className={styles.page}>
      <Section
        level={2}
        title="What is read of developers, and what is not"
        says="This page is made from the list of fields in the program itself and from the settings of this site as they are now. Everybody here can read it."
      />
      <NeverRead />
      <Asked query={query}>{(found) => <Told found={found} />}</Asked>
    </div>
  );
}

function NeverRead() {
  return (
    <div className={styles.cards}>
      <section className={styles.card} aria-labelledby="shown">
        <h3 id="shown">Shown</h3>
        <ul>
          <li>tokens and requests, by day and by model</li>
          <li>days with use, and the last one</li>
          <li>how many suggestions were shown and accepted, as counts</li>
          <li>spend, and since when a seat is held</li>
        </ul>
      </section>
      <section className={styles.card} data-never="true" aria-labelledby="never">
        <h3 id="never">Never read, shown or stored</h3>
        <ul>
          <li>code</li>
          <li>prompts and conversations</li>
          <li>suggestions themselves</li>
          <li>what Jira issues say</li>
        </ul>
      </section>
    </div>
  );
}

function Told({ found }: { found: Schemas['Privacy'] }) {
  const mode = MODES.find((one) => one.key === found.mode);
  return (
    <>
      <Section title="Who sees it here">
        <ul className={styles.facts}>
          <li>
            <strong>{mode?.title ?? found.mode}:</strong> {mode?.says}
            {found.mode === 'groups' ? ` A group has at least ${found.group_of} people.` : ''}
          </li>
          <li>
            {found.open_projects === 0
              ? 'No project shows a report: no Jira admin has opened one.'
              : `${counted(found.open_projects, 'project')} ${found.open_projects === 1 ? 'shows' : 'show'} a report to the members; all others show nothing.`}
            {found.narrowed_projects > 0 ? ` ${found.narrowed_projects} of them narrow it further.` : ''}
          </li>
          <li>
            Every look at people’s data is noted. <Link path="/own">Who looked at me</Link>
          </li>
        </ul>
      </Section>
      <Section title="What is kept">
        <ul className={styles.facts}>
          <li>
            {found.keeps_totals
              ? 'The operator keeps daily totals: sums per address, model and day, nothing finer. Other usage is held in memory and gone with the process.'
              : 'No usage is kept: it is held in memory, and gone with the process.'}
          </li>
          <li>
            The database keeps settings, keys (sealed), who an address belongs to, since when a seat was seen, holds,
            and the audit log. One person’s data are erased on request.
          </li>
        </ul>
      </Section>
      <Section title="Whom the service asks" says="Connections go to these hosts, and to no other.">
        <ul className={styles.hosts}>
          {found.hosts.map((host) => (
            <li key={host}>
              <code>{host}</code>
            </li>
          ))}
        </ul>
      </Section>
      <FieldsRead reads={found.reads} />
    </>
  );
}

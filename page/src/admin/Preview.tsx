import Lozenge from '@atlaskit/lozenge';
import type { Schemas } from '../api/client';
import { useMeanings } from '../app/me';
import { counted } from '../parts/format';
import { List } from '../parts/List';
import { titleOf } from '../parts/Lozenges';
import { Section } from '../parts/Section';
import { Trouble } from '../parts/Trouble';
import styles from './admin.module.css';
import { countsThatDiffer } from './counts';
import type { Previewed } from './Thresholds';

type Affected = Schemas['Affected'];

/** Whom the changed thresholds would affect, before anything is saved. */
export function Preview({ answer, error }: { answer: Previewed | null; error: unknown }) {
  if (answer === null && error === null) return null;
  return (
    <Section title="Whom it would affect" says="By what is known now of the last 30 days. Nothing has been saved.">
      <Trouble error={error} />
      {answer === null ? null : 'schema' in answer ? <Told affected={answer} /> : <NotYet answer={answer} />}
    </Section>
  );
}

function NotYet({ answer }: { answer: Schemas['NothingYet'] }) {
  return <p role="status">{answer.freshness.notes?.join(' ')} It is being read: ask again in a moment.</p>;
}

function Told({ affected }: { affected: Affected }) {
  if (affected.shown_as === 'groups') {
    return <p role="status">{(affected.freshness.notes ?? []).join(' ')}</p>;
  }
  const rows = affected.affected ?? [];
  const all = affected.affected_in_all ?? rows.length;
  return (
    <>
      <p role="status">
        <strong>
          {counted(all, 'developer')} of {affected.developers_seen ?? 0}
        </strong>{' '}
        would have another state or other signals.
        {affected.freshness.complete ? '' : ' Not everything is read yet, so there may be more.'}
        {all > rows.length ? ` The first ${rows.length} that may be named are listed.` : ''}
      </p>
      <Counts affected={affected} />
      {rows.length === 0 ? null : <Rows rows={rows} />}
    </>
  );
}

function Rows({ rows }: { rows: readonly Schemas['AffectedRow'][] }) {
  const meanings = useMeanings().data;
  const signals = (keys: readonly string[] | null | undefined): string =>
    (keys ?? []).map((key) => titleOf(meanings?.signals, key)).join(', ');
  const state = (key: string | null | undefined): string => titleOf(meanings?.states, key ?? '');
  return (
    <List
      caption="Whom it would affect"
      rows={rows}
      keyOf={(row) => `${row.email} ${row.jira_account_id} ${row.name}`}
      empty="Nobody."
      columns={[
        { title: 'Developer', cell: (row) => <bdi>{row.name || row.email}</bdi> },
        {
          title: 'State',
          cell: (row) =>
            row.state_before === row.state_after ? (
              <span className={styles.subtle}>{state(row.state_after)}</span>
            ) : (
              <>
                {state(row.state_before)} → <Lozenge appearance="inprogress">{state(row.state_after)}</Lozenge>
              </>
            ),
        },
        { title: 'New signals', isWide: true, cell: (row) => signals(row.signals_new) },
        { title: 'Signals gone', isWide: true, cell: (row) => signals(row.signals_gone) },
      ]}
    />
  );
}

function Counts({ affected }: { affected: Affected }) {
  const meanings = useMeanings().data;
  const differing = countsThatDiffer(affected.counts_before ?? {}, affected.counts_after ?? {});
  if (differing.length === 0) return null;
  return (
    <List
      caption="How many there are of each state and signal"
      rows={differing}
      keyOf={(row) => `${row.kind}:${row.key}`}
      empty=""
      columns={[
        {
          title: 'State or signal',
          cell: (row) => titleOf(row.kind === 'state' ? meanings?.states : meanings?.signals, row.key),
        },
        { title: 'Kind', cell: (row) => row.kind },
        { title: 'Now', isNumber: true, cell: (row) => row.before },
        { title: 'Then', isNumber: true, cell: (row) => <strong>{row.after}</strong> },
      ]}
    />
  );
}

import Button from '@atlaskit/button/new';
import Textfield from '@atlaskit/textfield';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { given, type Schemas, useApi } from '../api/client';
import { useGo, usePlace } from '../app/place';
import { Address } from '../parts/Address';
import { Asked } from '../parts/Asked';
import { csvOf } from '../parts/csv';
import { Field } from '../parts/Field';
import { day, exact, instant } from '../parts/format';
import { List } from '../parts/List';
import { Pages } from '../parts/Pages';
import { Section } from '../parts/Section';
import { offer } from '../parts/saving';
import styles from './admin.module.css';
import { detailsOf } from './auditDetails';
import { fitting } from './auditFilter';

type Row = Schemas['AuditRow'];
const DAY = /^\d{4}-\d\d-\d\d$/;
const SIZE = 100;

/** Who changed what, who looked at whom. */
export function Audit() {
  const api = useApi();
  const { query } = usePlace();
  const since = dayIn(query, 'from');
  const until = dayIn(query, 'to');
  const asked = useQuery({
    queryKey: ['audit', since, until],
    queryFn: () => given(api.GET('/api/v1/audit', { params: { query: { since, until } } })),
    placeholderData: (before) => before,
  });
  return (
    <Section
      level={2}
      title="Audit log"
      says="Every change of connections, visibility, matches, holds and settings, and every look at people’s data: one line per person looking, report and hour. It only grows; nobody can change it."
    >
      <Days before={asked.data?.before ?? null} />
      <Asked query={asked}>{(log) => <Log key={`${log.first_on} ${log.last_on}`} log={log} />}</Asked>
    </Section>
  );
}

function dayIn(query: URLSearchParams, name: string): string | undefined {
  const text = query.get(name) ?? '';
  return DAY.test(text) ? text : undefined;
}

function Days({ before }: { before: string | null }) {
  const { query } = usePlace();
  const go = useGo();
  const set = (name: string, value: string): void => {
    if (value === '' || DAY.test(value)) go({ set: { [name]: value === '' ? null : value }, replace: true });
  };
  return (
    <div className={styles.row} style={{ alignItems: 'flex-start' }}>
      <Field label="From">
        {({ id }) => (
          <input
            id={id}
            type="date"
            className={styles.date}
            value={dayIn(query, 'from') ?? ''}
            onChange={(event) => set('from', event.target.value)}
          />
        )}
      </Field>
      <Field label="To, included" hint="31 days at once; the last 7 unless said.">
        {({ id }) => (
          <input
            id={id}
            type="date"
            className={styles.date}
            value={dayIn(query, 'to') ?? ''}
            onChange={(event) => set('to', event.target.value)}
          />
        )}
      </Field>
      <span style={{ alignSelf: 'center' }}>
        <Button onClick={() => go({ set: { from: null, to: before } })}>Earlier days</Button>
      </span>
    </div>
  );
}

function Log({ log }: { log: Schemas['AuditLog'] }) {
  const [sought, setSought] = useState('');
  const [page, setPage] = useState(1);
  const rows = useMemo(() => fitting(log.audit ?? [], sought), [log, sought]);
  const part = { page, size: SIZE, rows: log.audit?.length ?? 0, fitting: rows.length };
  const save = (): void => {
    const keys = ['at', 'by', 'by_name', 'action', 'about', 'details'] as const;
    const text = csvOf(
      keys,
      rows.map((row) => keys.map((key) => row[key] ?? '')),
    );
    offer({ name: `audit-${log.first_on}-${log.last_on}.csv`, blob: new Blob([text], { type: 'text/csv' }) });
  };
  return (
    <>
      <div className={styles.row}>
        <div style={{ flex: '0 1 18rem' }}>
          <Textfield
            aria-label="Find in these days"
            placeholder="Find who, what, about whom"
            isCompact
            value={sought}
            onChange={(event) => {
              setSought(event.currentTarget.value);
              setPage(1);
            }}
          />
        </div>
        <span role="status" className={styles.subtle}>
          {exact(rows.length)} of {exact(part.rows)} lines, {log.first_on ? day(log.first_on) : ''} to{' '}
          {log.last_on ? day(log.last_on) : ''}
        </span>
        <span style={{ flex: 1 }} />
        <Button isDisabled={rows.length === 0} onClick={save}>
          Save as CSV
        </Button>
      </div>
      <List
        caption="Audit log"
        rows={rows.slice((page - 1) * SIZE, page * SIZE)}
        keyOf={(row: Row & { line?: number }) => `${row.at} ${row.by} ${row.action} ${row.about} ${row.details}`}
        empty={part.rows === 0 ? 'Nothing happened in these days.' : 'No line of these days has that in it.'}
        columns={[
          { title: 'At', isDate: true, cell: (row) => (row.at ? instant(row.at) : '') },
          { title: 'By', cell: (row) => <By row={row} /> },
          { title: 'Action', isNarrow: true, cell: (row) => (row.action ?? '').replaceAll('_', ' ') },
          { title: 'About', isAddress: true, cell: (row) => <Address text={row.about} /> },
          { title: 'Details', isWide: true, cell: (row) => <bdi>{detailsOf(row.details, row.at).join('; ')}</bdi> },
        ]}
      />
      <Pages part={part} onPage={setPage} />
    </>
  );
}

function By({ row }: { row: Row }) {
  return (
    <span title={row.by ?? ''}>
      <Address text={row.by_name ?? row.by} />
    </span>
  );
}

import Button from '@atlaskit/button/new';
import TextArea from '@atlaskit/textarea';
import { type ChangeEvent, useState } from 'react';
import { given, type Schemas, useApi } from '../api/client';
import { Address } from '../parts/Address';
import { Field } from '../parts/Field';
import { counted, day, exact } from '../parts/format';
import { List } from '../parts/List';
import { Done } from '../parts/Trouble';
import { useSave } from '../parts/useSave';
import styles from './admin.module.css';
import { TOUCHED } from './usePeople';

type Understood = Schemas['Understood'];

/** Takes a list of addresses: says first what was understood of it, and saves only then. */
export function ImportPeople() {
  const api = useApi();
  const [csv, setCsv] = useState('');
  const trying = useSave(() => given(api.POST('/api/v1/people/import', { body: { csv, dry_run: true } })));
  const saving = useSave(() => given(api.POST('/api/v1/people/import', { body: { csv, dry_run: false } })), TOUCHED);
  const type = (text: string): void => {
    setCsv(text);
    trying.forget();
    saving.forget();
  };
  const open = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = event.target.files?.[0];
    if (file !== undefined) type(await file.text());
  };
  const save = async (): Promise<void> => {
    if (await saving.run(undefined)) {
      setCsv('');
      trying.forget();
    }
  };
  const understood = trying.answer;
  return (
    <div className={styles.form}>
      <Field
        label="List"
        hint="A CSV with the columns email, account_id, seat_since; or the export of users of Atlassian Administration as it is. It takes the place of the last list."
        error={trying.error ?? saving.error}
      >
        {({ id, describedBy }) => (
          <TextArea
            id={id}
            value={csv}
            isMonospaced
            minimumRows={6}
            maxHeight="30vh"
            placeholder={'email,account_id,seat_since\nines@example.org,712020:ab…,2026-01-31'}
            isInvalid={(trying.error ?? saving.error) !== null}
            aria-describedby={describedBy}
            onChange={(event) => type(event.currentTarget.value)}
          />
        )}
      </Field>
      <Field label="Or choose a file">
        {({ id }) => <input id={id} type="file" accept=".csv,text/csv" onChange={(event) => void open(event)} />}
      </Field>
      <span className={styles.row}>
        <Button isLoading={trying.isBusy} isDisabled={csv.trim() === ''} onClick={() => void trying.run(undefined)}>
          What is understood?
        </Button>
        {understood === null ? null : (
          <Button appearance="primary" isLoading={saving.isBusy} onClick={() => void save()}>
            Import {counted(understood.rows, 'line')}
          </Button>
        )}
      </span>
      <Done
        says={
          saving.answer === null
            ? null
            : `${counted(saving.answer.rows, 'line')} imported. They count from the next report on.`
        }
      />
      {understood === null ? null : <Told understood={understood} />}
    </div>
  );
}

function Told({ understood }: { understood: Understood }) {
  const { rows, first, with_account: accounts, with_seat_since: days } = understood;
  return (
    <>
      <p role="status" style={{ margin: 0 }}>
        {counted(rows, 'line')}: {exact(accounts)} with an account, {exact(days)} with a day since when the seat is
        held.
        {rows > first.length ? ` The first ${first.length}:` : ''}
      </p>
      <List
        caption="What was understood"
        rows={first}
        keyOf={(line) => `${line.line} ${line.email} ${line.account_id}`}
        empty="The list has no lines."
        columns={[
          { title: 'Line', isNumber: true, cell: (line) => line.line },
          { title: 'Address', isAddress: true, cell: (line) => <Address text={line.email} /> },
          { title: 'Jira account', cell: (line) => line.account_id ?? '' },
          { title: 'Seat since', cell: (line) => (line.seat_since ? day(line.seat_since) : '') },
        ]}
      />
    </>
  );
}

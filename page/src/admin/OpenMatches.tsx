import Button from '@atlaskit/button/new';
import Lozenge from '@atlaskit/lozenge';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { given, type Schemas, useApi } from '../api/client';
import { Address } from '../parts/Address';
import { exact } from '../parts/format';
import { List } from '../parts/List';
import { Pages } from '../parts/Pages';
import { SearchBox } from '../parts/SearchBox';
import { Done, Trouble } from '../parts/Trouble';
import { useSave } from '../parts/useSave';
import styles from './admin.module.css';
import { AskedPeople, NotYet } from './NotYet';
import type { PeopleProps } from './People';
import { Settle } from './Settle';
import { isListed, type Listed, PEOPLE, usePeople } from './usePeople';
import { useSearch } from './useSearch';

export type OpenRow = Schemas['OpenMatchRow'];

/** The addresses that a person should look at, each with what is the matter and who it may be. */
export function OpenMatches({ connection }: PeopleProps) {
  const { search, page, setPage, find } = useSearch();
  const [settled, setSettled] = useState<OpenRow | null>(null);
  const [says, setSays] = useState<string | null>(null);
  const asked = usePeople({ table: 'open', connection, search, page });
  return (
    <>
      <div className={styles.row}>
        <SearchBox label="Find an address or name" onSearch={find} />
        <AskJira connection={connection} search={search} page={page} />
      </div>
      <Done says={says} />
      <AskedPeople query={asked}>
        {(found) => (
          <>
            <NotYet found={found} />
            {isListed(found) ? <Rows found={found} search={search} onSettle={setSettled} /> : null}
            {isListed(found) ? <Pages part={found.page} onPage={setPage} /> : null}
          </>
        )}
      </AskedPeople>
      {settled === null ? null : <Settle row={settled} onClose={() => setSettled(null)} onDone={setSays} />}
    </>
  );
}

interface RowsProps {
  found: Schemas['PeopleList'];
  search: string;
  onSettle: (row: OpenRow) => void;
}

function Rows({ found, search, onSettle }: RowsProps) {
  const notes = found.freshness.notes ?? [];
  return (
    <>
      {notes.map((note) => (
        <p key={note} className={styles.subtle}>
          {note}
        </p>
      ))}
      <List
        caption="Open matches"
        rows={found.open ?? []}
        keyOf={(row) => row.email ?? ''}
        empty={search === '' ? 'Every address is settled.' : 'No open address has that in it.'}
        columns={[
          {
            title: `Address (${exact(found.page?.fitting ?? 0)})`,
            isAddress: true,
            cell: (row) => (
              <>
                <Address text={row.email} />
                <br />
                <span className={styles.subtle}>
                  <bdi>{row.name ?? ''}</bdi> {row.paid ? '' : '(no paid seat)'}
                </span>
              </>
            ),
          },
          { title: 'What is the matter', isWide: true, cell: (row) => <Matter row={row} /> },
          { title: 'It may be', isWide: true, cell: (row) => <Proposals row={row} /> },
          {
            title: 'Actions',
            isHidden: true,
            cell: (row) => (
              <Button onClick={() => onSettle(row)} aria-label={`Settle ${row.email}`}>
                Settle
              </Button>
            ),
          },
        ]}
      />
    </>
  );
}

function Matter({ row }: { row: OpenRow }) {
  return (
    <>
      <Lozenge appearance={row.matched ? 'inprogress' : 'moved'}>{row.trouble}</Lozenge>
      <br />
      <span className={styles.subtle}>{row.came_of_it}</span>
    </>
  );
}

function Proposals({ row }: { row: OpenRow }) {
  const told = row.proposals ?? [];
  if (told.length === 0) return <span className={styles.subtle}>nobody is proposed</span>;
  return (
    <ul className={styles.plain}>
      {told.map((text, place) => (
        <li key={text}>{nameOf(text, row.proposed_ids?.[place])}</li>
      ))}
    </ul>
  );
}

/** A proposal as people read it: the name and why, without the id before it. */
export function nameOf(text: string, accountId: string | undefined): string {
  if (accountId === undefined || !text.startsWith(`${accountId} (`)) return text;
  return text.slice(accountId.length + 2, -1);
}

/** Asks Jira's own search for the open addresses: it finds people who hide theirs. */
function AskJira({ connection, search, page }: { connection: string | undefined; search: string; page: number }) {
  const api = useApi();
  const queries = useQueryClient();
  const looking = useSave((): Promise<Listed> => {
    const query = { connection, search, page, size: 50 };
    return given<Listed>(api.POST('/api/v1/people/lookup', { params: { query }, body: { anew: false } }));
  });
  const look = async (): Promise<void> => {
    await looking.run(undefined);
  };
  if (looking.answer !== null) {
    queries.setQueryData([PEOPLE, 'open', connection, search, page], looking.answer);
    queueMicrotask(looking.forget);
  }
  return (
    <>
      <Button isLoading={looking.isBusy} onClick={() => void look()}>
        Ask Jira who they may be
      </Button>
      <Trouble error={looking.error} />
    </>
  );
}

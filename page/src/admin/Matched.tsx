import Button from '@atlaskit/button/new';
import { useState } from 'react';
import { given, type Schemas, useApi } from '../api/client';
import { Address } from '../parts/Address';
import { Dialog } from '../parts/Dialog';
import { List } from '../parts/List';
import { Pages } from '../parts/Pages';
import { SearchBox } from '../parts/SearchBox';
import { Done } from '../parts/Trouble';
import { useSave } from '../parts/useSave';
import styles from './admin.module.css';
import { AskedPeople, NotYet } from './NotYet';
import type { PeopleProps } from './People';
import { ReasonField } from './ReasonField';
import { isListed, TOUCHED, usePeople } from './usePeople';
import { useSearch } from './useSearch';

type Row = Schemas['MatchRow'];
type Doing = { what: 'reject' | 'unmatch'; row: Row } | null;

const HOW: Readonly<Record<string, string>> = {
  confirmed: 'an admin confirmed it',
  imported: 'the imported list',
  email_api: 'equal addresses, told to the app by Jira',
  visible: 'equal addresses, shown by Jira',
  rule: 'an address rule',
};

/** Everybody who is matched, how that was found, and the ways to correct it. */
export function Matched({ connection }: PeopleProps) {
  const { search, page, setPage, find } = useSearch();
  const [doing, setDoing] = useState<Doing>(null);
  const [says, setSays] = useState<string | null>(null);
  const asked = usePeople({ table: 'matched', connection, search, page });
  return (
    <>
      <div className={styles.row}>
        <SearchBox label="Find an address or name" onSearch={find} />
      </div>
      <Done says={says} />
      <AskedPeople query={asked}>
        {(found) =>
          isListed(found) ? (
            <>
              <Rows rows={found.matched ?? []} onDo={setDoing} />
              <Pages part={found.page} onPage={setPage} />
            </>
          ) : (
            <NotYet found={found} />
          )
        }
      </AskedPeople>
      {doing === null ? null : <Correct doing={doing} onClose={() => setDoing(null)} onDone={setSays} />}
    </>
  );
}

function Rows({ rows, onDo }: { rows: readonly Row[]; onDo: (doing: Doing) => void }) {
  return (
    <List
      caption="Matched addresses"
      rows={rows}
      keyOf={(row) => `${row.email} ${row.account_id}`}
      empty="No address is matched."
      columns={[
        { title: 'Address', isAddress: true, cell: (row) => <Address text={row.email} /> },
        {
          title: 'Is',
          cell: (row) => (
            <>
              <bdi>{row.name ?? row.account_id}</bdi>{' '}
              {row.active === false ? <span className={styles.subtle}>(deactivated)</span> : null}
            </>
          ),
        },
        { title: 'Found by', isWide: true, cell: (row) => HOW[row.how ?? ''] ?? row.how },
        {
          title: 'Actions',
          isHidden: true,
          cell: (row) => (
            <>
              {row.how === 'confirmed' ? (
                <Button appearance="subtle" onClick={() => onDo({ what: 'unmatch', row })}>
                  Forget it
                </Button>
              ) : null}
              <Button appearance="subtle" onClick={() => onDo({ what: 'reject', row })}>
                Not theirs
              </Button>
            </>
          ),
        },
      ]}
    />
  );
}

interface CorrectProps {
  doing: NonNullable<Doing>;
  onClose: () => void;
  onDone: (says: string) => void;
}

function Correct({ doing, onClose, onDone }: CorrectProps) {
  const api = useApi();
  const [reason, setReason] = useState('');
  const email = doing.row.email ?? '';
  const name = doing.row.name ?? doing.row.account_id ?? '';
  const rejects = doing.what === 'reject';
  const saving = useSave(async () => {
    if (!rejects) return given(api.POST('/api/v1/people/unmatch', { body: { email } }));
    return given(
      api.POST('/api/v1/people/reject', { body: { email, account_id: doing.row.account_id ?? '', reason } }),
    );
  }, TOUCHED);
  const save = async (): Promise<void> => {
    if (!(await saving.run(undefined))) return;
    onDone(rejects ? `${email} is not ${name}’s.` : `What was decided about ${email} is forgotten.`);
    onClose();
  };
  return (
    <Dialog
      title={rejects ? `${email} is not ${name}’s?` : `Forget what was decided about ${email}?`}
      does={rejects ? 'It is not theirs' : 'Forget it'}
      isBusy={saving.isBusy}
      error={saving.error}
      onDo={() => void save()}
      onClose={onClose}
    >
      {rejects ? (
        <>
          <p>
            The address is never matched to this account again, and stands among the open matches until it is settled.
          </p>
          <ReasonField reason={reason} onChange={setReason} />
        </>
      ) : (
        <p>The address is matched anew by what is known: an imported list, equal addresses, rules.</p>
      )}
    </Dialog>
  );
}

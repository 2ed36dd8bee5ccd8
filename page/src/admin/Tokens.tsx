import Button from '@atlaskit/button/new';
import Lozenge from '@atlaskit/lozenge';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { given, type Schemas, useApi } from '../api/client';
import { Asked } from '../parts/Asked';
import { Dialog } from '../parts/Dialog';
import { day, instant } from '../parts/format';
import { List } from '../parts/List';
import { Pages } from '../parts/Pages';
import { Section } from '../parts/Section';
import { Done } from '../parts/Trouble';
import { useSave } from '../parts/useSave';
import styles from './admin.module.css';
import { TokenForm } from './TokenForm';

type Row = Schemas['TokenRow'];

/** What programs ask the service with. */
export function Tokens() {
  const api = useApi();
  const [page, setPage] = useState(1);
  const [revoked, setRevoked] = useState<Row | null>(null);
  const [says, setSays] = useState<string | null>(null);
  const query = useQuery({
    queryKey: ['tokens', page],
    queryFn: () => given(api.GET('/api/v1/tokens', { params: { query: { page, size: 50 } } })),
    placeholderData: (before) => before,
  });
  return (
    <>
      <Section
        level={2}
        title="API tokens"
        says="A program asks with a token. It acts as your account, never reaches further than that account does at that moment, and ends by itself."
      >
        <TokenForm />
      </Section>
      <Section title="Tokens">
        <Done says={says} />
        <Asked query={query}>
          {(found) => (
            <>
              <List
                caption="Tokens"
                rows={found.tokens ?? []}
                keyOf={(row) => row.token_id ?? ''}
                empty="There is no token yet."
                columns={[
                  {
                    title: 'Name',
                    cell: (row) => (
                      <>
                        <bdi>{row.name}</bdi>{' '}
                        <span className={styles.unbroken}>…{(row.tail ?? '').replace('…', '')}</span>
                      </>
                    ),
                  },
                  { title: 'May', cell: (row) => (row.permissions ?? []).join(', ') },
                  { title: 'Acts as', cell: (row) => row.account_id ?? 'the operator' },
                  {
                    title: 'Reaches',
                    cell: (row) =>
                      row.projects?.length ? `projects ${row.projects.join(', ')}` : 'as far as its account',
                  },
                  { title: 'Ends', isDate: true, cell: (row) => <Ends row={row} /> },
                  {
                    title: 'Actions',
                    isHidden: true,
                    cell: (row) => (
                      <Button appearance="subtle" onClick={() => setRevoked(row)}>
                        Revoke
                      </Button>
                    ),
                  },
                ]}
              />
              <Pages part={found.page} onPage={setPage} />
            </>
          )}
        </Asked>
      </Section>
      {revoked === null ? null : <Revoke row={revoked} onClose={() => setRevoked(null)} onDone={setSays} />}
    </>
  );
}

function Ends({ row }: { row: Row }) {
  return (
    <>
      {row.valid === false ? <Lozenge appearance="removed">Ended</Lozenge> : null}
      {row.valid !== false && row.expires_at ? day(row.expires_at) : null}
      <br />
      <span className={styles.subtle}>
        {row.last_used_at ? `last used ${instant(row.last_used_at)}` : 'never used'}
      </span>
    </>
  );
}

function Revoke({ row, onClose, onDone }: { row: Row; onClose: () => void; onDone: (says: string) => void }) {
  const api = useApi();
  const saving = useSave(
    () => given(api.DELETE('/api/v1/tokens/{token}', { params: { path: { token: row.token_id ?? '' } } })),
    ['tokens'],
  );
  const revoke = async (): Promise<void> => {
    if (!(await saving.run(undefined))) return;
    onDone(`${row.name} opens nothing any more.`);
    onClose();
  };
  return (
    <Dialog
      title={`Revoke ${row.name}?`}
      does="Revoke"
      isDangerous
      width="small"
      isBusy={saving.isBusy}
      error={saving.error}
      onDo={() => void revoke()}
      onClose={onClose}
    >
      <p>Whatever asks with it is refused from the next request on. This cannot be undone.</p>
    </Dialog>
  );
}

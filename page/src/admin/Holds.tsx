import Button from '@atlaskit/button/new';
import Lozenge from '@atlaskit/lozenge';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { given, type Schemas, useApi } from '../api/client';
import { Address } from '../parts/Address';
import { Asked } from '../parts/Asked';
import { Dialog } from '../parts/Dialog';
import { day } from '../parts/format';
import { reasonOf } from '../parts/holdReasons';
import { List } from '../parts/List';
import { Pages } from '../parts/Pages';
import { SearchBox } from '../parts/SearchBox';
import { Section } from '../parts/Section';
import { Done } from '../parts/Trouble';
import { useSave } from '../parts/useSave';
import { HoldForm } from './HoldForm';
import { useSearch } from './useSearch';

/** What the service keeps where no first day was named. */
const EVER = '1970-01-01';
type Row = Schemas['HoldRow'];

/** Seats that no finding touches for a while. */
export function Holds() {
  const api = useApi();
  const { search, page, setPage, find } = useSearch();
  const [ended, setEnded] = useState<string | null>(null);
  const [says, setSays] = useState<string | null>(null);
  const query = useQuery({
    queryKey: ['holds', search, page],
    queryFn: () =>
      given(
        api.GET('/api/v1/holds', { params: { query: { search, page, size: 50, sort: 'until', descending: true } } }),
      ),
    placeholderData: (before) => before,
  });
  return (
    <>
      <Section
        level={2}
        title="Holds"
        says="A seat on hold is exempted from every finding until its last day: somebody on leave is not asked to give it back. The reason is one of a short, neutral list."
      >
        <HoldForm onDone={setSays} />
        <Done says={says} />
      </Section>
      <Section title="Seats on hold" actions={<SearchBox label="Find an address" onSearch={find} />}>
        <Asked query={query}>
          {(found) => (
            <>
              <List
                caption="Holds"
                rows={found.holds ?? []}
                keyOf={(row) => `${row.email} ${row.until} ${row.starts_on}`}
                empty={search === '' ? 'No seat is on hold.' : 'No such address is on hold.'}
                columns={[
                  { title: 'Address', isAddress: true, cell: (row) => <Address text={row.email} /> },
                  {
                    title: 'From',
                    isDate: true,
                    cell: (row) => (row.starts_on && row.starts_on !== EVER ? day(row.starts_on) : 'ever'),
                  },
                  { title: 'Until, included', isDate: true, cell: (row) => (row.until ? day(row.until) : '') },
                  { title: 'Reason', cell: (row) => reasonOf(row.reason) },
                  { title: 'Now', cell: (row) => <Now row={row} /> },
                  {
                    title: 'Actions',
                    isHidden: true,
                    cell: (row) =>
                      standingOf(row) === 'in force' ? (
                        <Button appearance="subtle" onClick={() => setEnded(row.email ?? '')}>
                          End it
                        </Button>
                      ) : null,
                  },
                ]}
              />
              <Pages part={found.page} onPage={setPage} />
            </>
          )}
        </Asked>
      </Section>
      {ended === null ? null : <EndHold email={ended} onClose={() => setEnded(null)} onDone={setSays} />}
    </>
  );
}

/** Whether a hold is in force, over, or to come; by the UTC day. */
export function standingOf(row: Row, today = new Date().toISOString().slice(0, 10)): 'in force' | 'over' | 'to come' {
  if ((row.until ?? '') < today) return 'over';
  return (row.starts_on ?? '') > today ? 'to come' : 'in force';
}

function Now({ row }: { row: Row }) {
  const standing = standingOf(row);
  if (standing === 'over') return <Lozenge>Over</Lozenge>;
  return <Lozenge appearance={standing === 'in force' ? 'new' : 'inprogress'}>{standing}</Lozenge>;
}

function EndHold({ email, onClose, onDone }: { email: string; onClose: () => void; onDone: (says: string) => void }) {
  const api = useApi();
  const saving = useSave(() => given(api.POST('/api/v1/holds/end', { body: { email } })), ['holds', 'report']);
  const end = async (): Promise<void> => {
    if (!(await saving.run(undefined))) return;
    onDone(`The hold on ${email} has ended.`);
    onClose();
  };
  return (
    <Dialog
      title="End this hold?"
      does="End it"
      isBusy={saving.isBusy}
      error={saving.error}
      width="small"
      onDo={() => void end()}
      onClose={onClose}
    >
      <p>
        The hold on <bdi>{email}</bdi> ends with yesterday. From the next report on the seat has findings again.
      </p>
    </Dialog>
  );
}

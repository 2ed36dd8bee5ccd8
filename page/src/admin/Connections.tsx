import Button from '@atlaskit/button/new';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { given, type Schemas, useApi } from '../api/client';
import { Asked } from '../parts/Asked';
import { Dialog } from '../parts/Dialog';
import { instant, UNKNOWN } from '../parts/format';
import { List } from '../parts/List';
import { Section } from '../parts/Section';
import { Done } from '../parts/Trouble';
import { useSave } from '../parts/useSave';
import { Checks } from './Checks';
import { ConnectForm } from './ConnectForm';
import { JiraState } from './JiraState';
import { KeyField } from './KeyField';

type Row = Schemas['ConnectionRow'];

/** What is connected: Cursor teams by their keys, and the site's Jira. */
export function Connections() {
  const api = useApi();
  const query = useQuery({
    queryKey: ['connections'],
    queryFn: () => given(api.GET('/api/v1/connections', { params: { query: { size: 1000 } } })),
  });
  return (
    <Asked query={query}>
      {({ connections = [] }) => {
        const teams = connections.filter((one) => one.vendor !== 'jira');
        return (
          <>
            <Section
              level={2}
              title="Connections"
              says="A key is looked at before it is saved, kept encrypted, and never shown again but for its last four characters."
            >
              <Teams teams={teams} />
            </Section>
            <ConnectForm names={teams.map((one) => one.name ?? '')} />
            <JiraState row={connections.find((one) => one.vendor === 'jira') ?? null} />
            <Checks names={teams.map((one) => one.name ?? '')} />
          </>
        );
      }}
    </Asked>
  );
}

function Teams({ teams }: { teams: readonly Row[] }) {
  const [rotated, setRotated] = useState<string | null>(null);
  const [removed, setRemoved] = useState<string | null>(null);
  const [says, setSays] = useState<string | null>(null);
  return (
    <>
      <List
        caption="Cursor teams"
        rows={teams}
        keyOf={(row) => row.name ?? ''}
        empty="No Cursor team is connected yet. Connect one below."
        columns={[
          { title: 'Cursor team', cell: (row) => <bdi>{row.name}</bdi> },
          { title: 'Key', cell: (row) => row.key_tail ?? UNKNOWN },
          { title: 'Verified', isDate: true, cell: (row) => (row.verified_at ? instant(row.verified_at) : UNKNOWN) },
          { title: 'Asked at', cell: (row) => hostOf(row.url) },
          {
            title: 'Actions',
            isHidden: true,
            cell: (row) => (
              <>
                <Button appearance="subtle" onClick={() => setRotated(row.name ?? '')}>
                  Another key
                </Button>
                <Button appearance="subtle" onClick={() => setRemoved(row.name ?? '')}>
                  Remove
                </Button>
              </>
            ),
          },
        ]}
      />
      <Done says={says} />
      {rotated === null ? null : <AnotherKey name={rotated} onClose={() => setRotated(null)} onDone={setSays} />}
      {removed === null ? null : <Remove name={removed} onClose={() => setRemoved(null)} onDone={setSays} />}
    </>
  );
}

interface OfTeam {
  name: string;
  onClose: () => void;
  onDone: (says: string) => void;
}

function AnotherKey({ name, onClose, onDone }: OfTeam) {
  const api = useApi();
  const [key, setKey] = useState('');
  const saving = useSave(
    () => given(api.PUT('/api/v1/connections/{name}/key', { params: { path: { name } }, body: { key } })),
    ['connections', 'report'],
  );
  const save = async (): Promise<void> => {
    if (!(await saving.run(undefined))) return;
    onDone(`${name} has another key. The old one can be revoked at Cursor.`);
    onClose();
  };
  return (
    <Dialog
      title={`Another key for ${name}`}
      does="Look at it and save"
      isBusy={saving.isBusy}
      isDisabled={key.trim() === ''}
      onDo={() => void save()}
      onClose={onClose}
    >
      <p>The old key stays in use unless the new one works.</p>
      <KeyField value={key} onChange={setKey} error={saving.error} />
    </Dialog>
  );
}

function Remove({ name, onClose, onDone }: OfTeam) {
  const api = useApi();
  const saving = useSave(
    () => given(api.DELETE('/api/v1/connections/{name}', { params: { path: { name } } })),
    ['connections', 'report', 'me'],
  );
  const remove = async (): Promise<void> => {
    if (!(await saving.run(undefined))) return;
    onDone(`${name} is not connected any more.`);
    onClose();
  };
  return (
    <Dialog
      title={`Remove ${name}?`}
      does="Remove"
      isDangerous
      isBusy={saving.isBusy}
      error={saving.error}
      onDo={() => void remove()}
      onClose={onClose}
    >
      <p>
        Its key is forgotten, and so is since when its roster was seen. Reports of this team end at once. Matches, holds
        and the audit log stay.
      </p>
    </Dialog>
  );
}

function hostOf(url: string | null | undefined): string {
  try {
    return new URL(url ?? '').host;
  } catch {
    return UNKNOWN;
  }
}

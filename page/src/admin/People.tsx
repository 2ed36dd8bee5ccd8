import Select from '@atlaskit/select';
import { useQuery } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { given, useApi } from '../api/client';
import { Link, useGo, usePlace } from '../app/place';
import { Section } from '../parts/Section';
import { AddressRules } from './AddressRules';
import styles from './admin.module.css';
import { ImportPeople } from './ImportPeople';
import { Matched } from './Matched';
import { OpenMatches } from './OpenMatches';

const PARTS: readonly { key: string | null; title: string; part: ComponentType<PeopleProps> }[] = [
  { key: null, title: 'Open matches', part: OpenMatches },
  { key: 'matched', title: 'Matched', part: Matched },
  { key: 'rules', title: 'Address rules', part: AddressRules },
  { key: 'import', title: 'Import a list', part: ImportPeople },
];

export interface PeopleProps {
  /** The Cursor team whose addresses they are; undefined where there is only one. */
  connection: string | undefined;
}

/** Who is who: which Jira account each address of Cursor belongs to. */
export function People() {
  const { query } = usePlace();
  const chosen = PARTS.find((one) => one.key === query.get('show')) ?? PARTS[0];
  const connection = query.get('connection') ?? undefined;
  const Part = chosen?.part ?? OpenMatches;
  const teams = useTeams();
  return (
    <Section
      level={2}
      title="People"
      says="Each address at Cursor is matched to a Jira account: by what was confirmed here, an imported list, or equal addresses. Like names are only proposed; nobody is guessed."
      actions={<Team teams={teams ?? []} chosen={connection} />}
    >
      <nav className={styles.tabs} aria-label="People">
        {PARTS.map((one) => (
          <Link key={one.title} set={{ show: one.key }} className={styles.tab} current={one === chosen}>
            {one.title}
          </Link>
        ))}
      </nav>
      <Part connection={connection} />
    </Section>
  );
}

/** The names of the Cursor teams that are connected; undefined while that is not known. */
function useTeams(): string[] | undefined {
  const api = useApi();
  const found = useQuery({
    queryKey: ['connections'],
    queryFn: () => given(api.GET('/api/v1/connections', { params: { query: { size: 1000 } } })),
  });
  return found.data?.connections?.filter((one) => one.vendor !== 'jira').map((one) => one.name ?? '');
}

function Team({ teams, chosen }: { teams: readonly string[]; chosen: string | undefined }) {
  const go = useGo();
  if (teams.length < 2) return null;
  const options = teams.map((name) => ({ value: name, label: name }));
  return (
    <div style={{ width: '12rem' }}>
      <Select
        inputId="people-connection"
        aria-label="Cursor team"
        placeholder="Choose a team"
        spacing="compact"
        options={options}
        value={options.find((one) => one.value === chosen) ?? null}
        onChange={(one) => go({ set: { connection: one?.value ?? null } })}
      />
    </div>
  );
}

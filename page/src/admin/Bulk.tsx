import Textfield from '@atlaskit/textfield';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { given, useApi } from '../api/client';
import { sentenceOf } from '../api/problems';
import { useMe } from '../app/me';
import { Dialog } from '../parts/Dialog';
import { Field } from '../parts/Field';
import { counted } from '../parts/format';
import { List, type ListColumn } from '../parts/List';
import { inTurn, type Outcome } from './inTurn';
import { whoWillSee } from './modes';
import type { Project } from './ProjectList';

interface BulkProps {
  projects: readonly Project[];
  opens: boolean;
  onClose: () => void;
  onDone: (says: string) => void;
}

/** How many members each project has by a rule: null while that is asked, a sentence where it cannot be said. */
type Members = Readonly<Record<string, number | string>>;

/** Opens or closes many projects at once, and says of each how it went. */
export function Bulk({ projects, opens, onClose, onDone }: BulkProps) {
  const api = useApi();
  const queries = useQueryClient();
  const [role, setRole] = useState('');
  const [outcomes, setOutcomes] = useState<Readonly<Record<string, Outcome>>>({});
  const [isBusy, setBusy] = useState(false);
  const members = useMembers(projects, opens ? role.trim() : null);
  const keys = projects.map((one) => one.key);
  const isOver = keys.every((key) => outcomes[key]?.error === null);
  const act = (key: string): Promise<unknown> => {
    const params = { params: { path: { project: key } } };
    const roles = role.trim() === '' ? [] : [role.trim()];
    if (!opens) return given(api.DELETE('/api/v1/grants/{project}', params));
    return given(api.PUT('/api/v1/grants/{project}', { ...params, body: { roles, mode: null } }));
  };
  const run = async (): Promise<void> => {
    setBusy(true);
    const left = keys.filter((key) => outcomes[key]?.error !== null);
    await inTurn(left, act, (one) => setOutcomes((before) => ({ ...before, [one.key]: one })));
    for (const key of ['all-projects', 'projects', 'report', 'privacy'])
      void queries.invalidateQueries({ queryKey: [key] });
    setBusy(false);
    onDone(`${opens ? 'Opening' : 'Closing'} ${counted(left.length, 'project')} is over.`);
  };
  const does = opens ? `Open ${counted(keys.length, 'project')}` : `Close ${counted(keys.length, 'project')}`;
  return (
    <Dialog
      title={`${does}?`}
      does={isOver ? 'Done' : Object.keys(outcomes).length > 0 && !isBusy ? 'Try the others again' : does}
      width="large"
      isBusy={isBusy}
      onDo={() => (isOver ? onClose() : void run())}
      onClose={onClose}
    >
      {opens ? <Opening role={role} onRole={setRole} /> : <p>From the next request on nobody sees their reports.</p>}
      <List
        caption="The chosen projects"
        rows={projects}
        keyOf={(project) => project.key}
        empty=""
        columns={[
          { title: 'Project', cell: (project) => <bdi>{project.name}</bdi> },
          ...(opens ? [countOf(members)] : []),
          { title: 'Outcome', isWide: true, cell: (project) => toldOf(outcomes[project.key], project, opens) },
        ]}
      />
    </Dialog>
  );
}

function Opening({ role, onRole }: { role: string; onRole: (role: string) => void }) {
  const site = useMe().data?.mode ?? 'members';
  const sentences = whoWillSee({ members: null, membersBy: '', site, project: null, groupOf: null, standsIn: false });
  return (
    <>
      <Field label="Members are the people in the role" hint="Left empty: whoever can be assigned issues.">
        {({ id, describedBy }) => (
          <Textfield
            id={id}
            value={role}
            maxLength={200}
            aria-describedby={describedBy}
            onChange={(event) => onRole(event.currentTarget.value)}
          />
        )}
      </Field>
      <p>Of each project: {sentences.join(' ')}</p>
    </>
  );
}

function countOf(members: Members): ListColumn<Project> {
  return { title: 'Members now', isNumber: true, cell: (project) => members[project.key] ?? '…' };
}

function toldOf(outcome: Outcome | undefined, project: Project, opens: boolean): string {
  if (outcome === undefined) return opens === project.is_open ? `${opens ? 'Open' : 'Closed'} already` : '';
  if (outcome.error === null) return opens ? 'Open now' : 'Closed now';
  return sentenceOf(outcome.error);
}

/** The members of each project by a role (empty: the usual rule), asked one after the other; null asks nothing. */
function useMembers(projects: readonly Project[], role: string | null): Members {
  const api = useApi();
  const [members, setMembers] = useState<Members>({});
  const asked = useRef(0);
  useEffect(() => {
    if (role === null) return;
    const mine = ++asked.current;
    setMembers({});
    const ask = async (): Promise<void> => {
      for (const { key } of projects) {
        if (mine !== asked.current) return;
        const body = { roles: role === '' ? [] : [role], mode: null };
        const found = await given(
          api.POST('/api/v1/grants/{project}/beforehand', { params: { path: { project: key } }, body }),
        ).then((one) => one.members, sentenceOf);
        if (mine === asked.current) setMembers((before) => ({ ...before, [key]: found }));
      }
    };
    const timer = setTimeout(() => void ask(), 400);
    return () => {
      clearTimeout(timer);
      asked.current++;
    };
  }, [api, projects, role]);
  return members;
}

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { given, type Schemas, useApi } from '../api/client';
import { sentenceOf } from '../api/problems';
import { Dialog } from '../parts/Dialog';
import { counted } from '../parts/format';
import { Trouble } from '../parts/Trouble';
import { useSave } from '../parts/useSave';
import { HowOpen } from './HowOpen';
import { type Mode, whoWillSee } from './modes';
import type { Project } from './ProjectList';
import { WhoWillSee } from './WhoWillSee';

interface OpenProjectProps {
  project: Project;
  onClose: () => void;
  onDone: (says: string) => void;
}

/** Opens a project, or changes how it is open; says first who will see what. */
export function OpenProject({ project, onClose, onDone }: OpenProjectProps) {
  const api = useApi();
  const [roles, setRoles] = useState<readonly string[]>(project.roles);
  const [mode, setMode] = useState<Mode | null>(project.mode as Mode | null);
  const path = { path: { project: project.key } };
  const offered = useQuery({
    queryKey: ['roles', project.key],
    queryFn: () => given(api.GET('/api/v1/grants/{project}/roles', { params: path })),
  });
  const beforehand = useQuery({
    queryKey: ['beforehand', project.key, roles],
    queryFn: () =>
      given(api.POST('/api/v1/grants/{project}/beforehand', { params: path, body: { roles: [...roles], mode } })),
    placeholderData: keepPreviousData,
  });
  const saving = useSave(
    () => given(api.PUT('/api/v1/grants/{project}', { params: path, body: { roles: [...roles], mode } })),
    ['all-projects', 'projects', 'report', 'privacy'],
  );
  const save = async (): Promise<void> => {
    if (!(await saving.run(undefined))) return;
    const members = beforehand.data?.members;
    onDone(`${project.name} is open${members === undefined ? '' : ` to ${counted(members, 'member')}`}.`);
  };
  return (
    <Dialog
      title={project.is_open ? `How ${project.name} is open` : `Open ${project.name}?`}
      does={project.is_open ? 'Save' : 'Open it'}
      width="large"
      isBusy={saving.isBusy}
      isDisabled={beforehand.data === undefined || beforehand.isPlaceholderData}
      error={saving.error}
      onDo={() => void save()}
      onClose={onClose}
    >
      <HowOpen
        roles={roles}
        offered={offered.data ?? null}
        refused={offered.isError ? sentenceOf(offered.error) : null}
        onRoles={setRoles}
        mode={mode}
        onMode={setMode}
      />
      <Trouble error={beforehand.error} />
      {beforehand.data === undefined ? null : <Words found={beforehand.data} mode={mode} />}
    </Dialog>
  );
}

function Words({ found, mode }: { found: Schemas['WouldBeOpen']; mode: Mode | null }) {
  const sentences = whoWillSee({
    members: found.members,
    membersBy: found.members_by,
    site: found.site_mode,
    project: mode,
    groupOf: null,
    standsIn: found.stands_in,
  });
  return <WhoWillSee found={found} sentences={sentences} />;
}

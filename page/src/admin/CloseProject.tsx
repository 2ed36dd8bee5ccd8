import { given, useApi } from '../api/client';
import { Dialog } from '../parts/Dialog';
import { useSave } from '../parts/useSave';
import type { Project } from './ProjectList';

interface CloseProjectProps {
  project: Project;
  onClose: () => void;
  onDone: (says: string) => void;
}

/** Closes a project, once somebody has confirmed it. */
export function CloseProject({ project, onClose, onDone }: CloseProjectProps) {
  const api = useApi();
  const saving = useSave(
    () => given(api.DELETE('/api/v1/grants/{project}', { params: { path: { project: project.key } } })),
    ['all-projects', 'projects', 'report', 'privacy'],
  );
  const close = async (): Promise<void> => {
    if (await saving.run(undefined)) onDone(`${project.name} is closed: nobody sees its report any more.`);
  };
  return (
    <Dialog
      title={`Close ${project.name}?`}
      does="Close it"
      width="small"
      isBusy={saving.isBusy}
      error={saving.error}
      onDo={() => void close()}
      onClose={onClose}
    >
      <p>
        From the next request on nobody sees its report, Jira admins included. The audit log keeps who saw it before.
      </p>
    </Dialog>
  );
}

import Select from '@atlaskit/select';
import { useConnections, useMe, useProjects, useSubject } from './me';
import styles from './ProjectSwitch.module.css';
import { useGo, useHome, usePlace } from './place';

interface Choice {
  value: string | null;
  label: string;
}

/** Chooses whose figures are looked at; inside a project's page of Jira that is settled. */
export function ProjectSwitch() {
  const { project } = useHome();
  const me = useMe().data;
  const projects = useProjects().data;
  const subject = useSubject();
  const go = useGo();
  if (project !== null || me === undefined || projects === undefined || subject === null) return null;
  const choices: Choice[] = projects.map((one) => ({ value: one.key, label: `${one.name} (${one.key})` }));
  if (me.permissions.includes('view')) choices.unshift({ value: null, label: 'Whole site' });
  if (choices.length < 2) return null;
  const chosen = subject.kind === 'project' ? subject.project : null;
  return (
    <div className={styles.switch}>
      <Select<Choice>
        inputId="project-switch"
        aria-label="Project"
        options={choices}
        value={choices.find((one) => one.value === chosen) ?? null}
        onChange={(one) => go({ set: { project: one?.value ?? null, page: null } })}
        spacing="compact"
        placeholder={chosen ?? 'Choose a project'}
      />
    </div>
  );
}

/** Chooses which of several Cursor teams is looked at; where there is one, there is nothing to choose. */
export function ConnectionSwitch() {
  const { query } = usePlace();
  const names = useConnections().data ?? [];
  const go = useGo();
  if (names.length < 2) return null;
  const choices = names.map((name) => ({ value: name, label: name }));
  const chosen = query.get('connection') ?? names[0];
  return (
    <div className={styles.switch}>
      <Select<Choice>
        inputId="connection-switch"
        aria-label="Cursor team"
        options={choices}
        value={choices.find((one) => one.value === chosen) ?? null}
        onChange={(one) => go({ set: { connection: one?.value ?? null, page: null } })}
        spacing="compact"
      />
    </div>
  );
}

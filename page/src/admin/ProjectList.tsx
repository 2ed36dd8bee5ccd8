import Button from '@atlaskit/button/new';
import { Checkbox } from '@atlaskit/checkbox';
import Lozenge from '@atlaskit/lozenge';
import Toggle from '@atlaskit/toggle';
import { List } from '../parts/List';
import styles from './admin.module.css';
import { titleOfMode } from './modes';

/** A project of the site, and how it is open. */
export interface Project {
  readonly key: string;
  readonly name: string;
  readonly is_open: boolean;
  readonly roles: readonly string[];
  readonly mode: string | null;
}

interface ProjectListProps {
  projects: readonly Project[];
  chosen: ReadonlyMap<string, Project>;
  onChoose: (chosen: ReadonlyMap<string, Project>) => void;
  onSwitch: (project: Project) => void;
  onChange: (project: Project) => void;
  empty: string;
}

/** The projects with a switch each; it moves once the service has confirmed. */
export function ProjectList({ projects, chosen, onChoose, onSwitch, onChange, empty }: ProjectListProps) {
  const toggle = (project: Project): void => {
    const next = new Map(chosen);
    if (!next.delete(project.key)) next.set(project.key, project);
    onChoose(next);
  };
  return (
    <List
      caption="Projects"
      rows={projects}
      keyOf={(project) => project.key}
      empty={empty}
      columns={[
        {
          title: 'Project',
          cell: (project) => (
            <Checkbox
              isChecked={chosen.has(project.key)}
              onChange={() => toggle(project)}
              label={
                <>
                  <bdi>{project.name}</bdi> <span className={styles.subtle}>{project.key}</span>
                </>
              }
            />
          ),
        },
        {
          title: 'Report',
          cell: (project) =>
            project.is_open ? <Lozenge appearance="success">Open</Lozenge> : <Lozenge>Closed</Lozenge>,
        },
        { title: 'Its members are', isWide: true, cell: (project) => <Rule project={project} /> },
        { title: 'Mode', cell: (project) => (project.is_open ? titleOfMode(project.mode) : '') },
        {
          title: 'Actions',
          isHidden: true,
          cell: (project) => (
            <span className={styles.row} style={{ flexWrap: 'nowrap', justifyContent: 'flex-end' }}>
              {project.is_open ? (
                <Button appearance="subtle" onClick={() => onChange(project)}>
                  Change
                </Button>
              ) : null}
              <Toggle
                id={`open-${project.key}`}
                label={`Show a report in ${project.name}`}
                isChecked={project.is_open}
                onChange={() => onSwitch(project)}
              />
            </span>
          ),
        },
      ]}
    />
  );
}

function Rule({ project }: { project: Project }) {
  if (!project.is_open) return null;
  return project.roles.length === 0 ? 'whoever can be assigned issues' : `in the role ${project.roles.join(' or ')}`;
}

import { MODES } from '../admin/modes';
import { Visibility } from '../admin/Visibility';
import { useMe, useProjects } from '../app/me';
import { Link, useHome, usePlace } from '../app/place';
import { Waiting } from '../app/Waiting';
import { Screen } from '../parts/Screen';
import { Section } from '../parts/Section';

/** How far one project's report is open: for Jira admins to change, for everybody else to know. */
export default function ProjectPage() {
  const home = useHome();
  const { query } = usePlace();
  const me = useMe();
  const key = home.project ?? query.get('project');
  if (me.data === undefined) return <Waiting />;
  if (key === null) return <Screen title="No project is chosen" says="Choose one above." />;
  return me.data.permissions.includes('admin') ? <Visibility only={key} /> : <HowOpenItIs projectKey={key} />;
}

function HowOpenItIs({ projectKey }: { projectKey: string }) {
  const projects = useProjects();
  const site = useMe().data?.mode;
  if (projects.data === undefined) return <Waiting />;
  const project = projects.data.find((one) => one.key === projectKey);
  if (project === undefined) {
    return (
      <Screen
        title="No report of this project is open to you"
        says="A Jira admin opens it, to the members of the project only: in Jira's settings, Apps, AI Adoption Analytics, Project Visibility."
      />
    );
  }
  const narrowed = project.mode === site ? null : project.mode;
  return (
    <Section
      level={2}
      title={`${project.name} (${project.key})`}
      says={
        <>
          <p>A Jira admin opened a report about the members of this project.</p>
          <Says before="The site shows" mode={site} />
          {narrowed ? <Says before="This project narrows that to" mode={narrowed} /> : null}
          <p>
            Nobody sees anything of a project that was not opened. <Link path="/report">The report</Link>,{' '}
            <Link path="/own">what is known of me</Link>, <Link path="/privacy">what is read</Link>.
          </p>
        </>
      }
    />
  );
}

function Says({ before, mode }: { before: string; mode: string | null | undefined }) {
  const words = MODES.find((one) => one.key === mode);
  if (words === undefined) return null;
  return (
    <p>
      {before} <strong>{words.title}</strong>: {words.says}
    </p>
  );
}

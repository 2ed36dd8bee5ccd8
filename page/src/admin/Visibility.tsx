import Button from '@atlaskit/button/new';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { given, useApi } from '../api/client';
import { useMe } from '../app/me';
import { Asked } from '../parts/Asked';
import { counted } from '../parts/format';
import { Pages } from '../parts/Pages';
import { SearchBox } from '../parts/SearchBox';
import { Section } from '../parts/Section';
import { Done } from '../parts/Trouble';
import styles from './admin.module.css';
import { Bulk } from './Bulk';
import { CloseProject } from './CloseProject';
import { MODES } from './modes';
import { OpenProject } from './OpenProject';
import { type Project, ProjectList } from './ProjectList';
import { useSearch } from './useSearch';

/** What is done to which projects, once somebody has chosen it. */
type Doing = { what: 'open' | 'close'; project: Project } | { what: 'bulk'; opens: boolean } | null;

/** Which projects show a report, and to whom; `only` the one of this key, where it is given. */
export function Visibility({ only }: { only?: string }) {
  const api = useApi();
  const { search, page, setPage, find } = useSearch(only);
  const [chosen, setChosen] = useState<ReadonlyMap<string, Project>>(new Map());
  const [doing, setDoing] = useState<Doing>(null);
  const [says, setSays] = useState<string | null>(null);
  const query = useQuery({
    queryKey: ['all-projects', search, page],
    queryFn: () => given(api.GET('/api/v1/grants/projects', { params: { query: { search, page, size: 50 } } })),
    placeholderData: (before) => before,
  });
  const done = (told: string): void => {
    setSays(told);
    setDoing(null);
  };
  return (
    <Section
      level={2}
      title="Project Visibility"
      says={<Words />}
      actions={only === undefined ? <SearchBox label="Find a project" onSearch={find} /> : undefined}
    >
      <Chosen chosen={chosen} onDo={setDoing} onForget={() => setChosen(new Map())} />
      <Done says={says} />
      <Asked query={query}>
        {(found) => (
          <>
            <ProjectList
              projects={((found.projects ?? []) as Project[]).filter((one) => only === undefined || one.key === only)}
              chosen={chosen}
              onChoose={setChosen}
              onSwitch={(project) => setDoing({ what: project.is_open ? 'close' : 'open', project })}
              onChange={(project) => setDoing({ what: 'open', project })}
              empty={search === '' ? 'Jira shows the service no project.' : 'There is no such project.'}
            />
            <Pages part={found.page} onPage={setPage} />
          </>
        )}
      </Asked>
      {doing?.what === 'open' ? (
        <OpenProject project={doing.project} onClose={() => setDoing(null)} onDone={done} />
      ) : null}
      {doing?.what === 'close' ? (
        <CloseProject project={doing.project} onClose={() => setDoing(null)} onDone={done} />
      ) : null}
      {doing?.what === 'bulk' ? (
        <Bulk projects={[...chosen.values()]} opens={doing.opens} onClose={() => setDoing(null)} onDone={setSays} />
      ) : null}
    </Section>
  );
}

function Words() {
  const mode = useMe().data?.mode;
  const words = MODES.find((one) => one.key === mode);
  return (
    <>
      <p>
        No project shows anything until it is opened here. Then a report has rows for the members of that project only.
      </p>
      {words === undefined ? null : (
        <p>
          The site’s mode is <strong>{words.title}</strong>: {words.says}
        </p>
      )}
    </>
  );
}

interface ChosenProps {
  chosen: ReadonlyMap<string, Project>;
  onDo: (doing: Doing) => void;
  onForget: () => void;
}

function Chosen({ chosen, onDo, onForget }: ChosenProps) {
  if (chosen.size === 0) return null;
  return (
    <section className={styles.row} aria-label="Chosen projects">
      <span>{counted(chosen.size, 'project')} chosen</span>
      <Button spacing="compact" onClick={() => onDo({ what: 'bulk', opens: true })}>
        Open them
      </Button>
      <Button spacing="compact" onClick={() => onDo({ what: 'bulk', opens: false })}>
        Close them
      </Button>
      <Button spacing="compact" appearance="subtle" onClick={onForget}>
        Choose none
      </Button>
    </section>
  );
}

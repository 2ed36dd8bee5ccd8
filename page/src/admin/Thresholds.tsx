import Button from '@atlaskit/button/new';
import { useEffect, useRef, useState } from 'react';
import { given, type Schemas, useApi } from '../api/client';
import { Asked } from '../parts/Asked';
import { Section } from '../parts/Section';
import { useSave } from '../parts/useSave';
import { Preview } from './Preview';
import { SaveBar } from './SaveBar';
import { SettingField } from './SettingField';
import { THRESHOLDS } from './thresholdGroups';
import { type Settings, useEdited, useSettings } from './useSettings';

/** The numbers that states and signals compare with, and whom a change would affect. */
export function Thresholds() {
  return <Asked query={useSettings()}>{(found) => <Edit found={found} />}</Asked>;
}

export type Previewed = Schemas['Affected'] | Schemas['NothingYet'];

function Edit({ found }: { found: Settings }) {
  const api = useApi();
  const shown = useRef<HTMLDivElement>(null);
  const meanings = found.meanings.filter((one) => one.key.startsWith('limits.'));
  const edited = useEdited('thresholds', found, meanings);
  const preview = useSave((): Promise<Previewed> => {
    const values = Object.fromEntries(edited.changes.map(({ key, value }) => [key, value ?? '']));
    return given<Previewed>(
      api.POST('/api/v1/settings/preview', { params: { query: { size: 200 } }, body: { values } }),
    );
  });
  const asked = JSON.stringify(edited.changes);
  const [about, setAbout] = useState('');
  const look = async (): Promise<void> => {
    setAbout(asked);
    await preview.run(undefined);
  };
  const isTold = about === asked && (preview.answer !== null || preview.error !== null);
  useEffect(() => {
    if (isTold) shown.current?.scrollIntoView({ block: 'start' });
  }, [isTold]);
  return (
    <>
      <Section
        level={2}
        title="Thresholds"
        says="What states and signals compare with. A change counts from the next report on, for everybody at the site; look first whom it would affect."
      />
      {THRESHOLDS.map(({ title, says, keys }) => (
        <Section key={title} title={title} says={says}>
          <div>
            {meanings
              .filter((one) => keys.includes(one.key.replace('limits.', '')))
              .map((meaning) => (
                <SettingField
                  key={meaning.key}
                  meaning={meaning}
                  setting={found.settings.find((one) => one.key === meaning.key)}
                  edited={edited}
                />
              ))}
          </div>
        </Section>
      ))}
      <div ref={shown}>{isTold ? <Preview answer={preview.answer} error={preview.error} /> : null}</div>
      <SaveBar
        edited={edited}
        more={
          <Button isLoading={preview.isBusy} onClick={() => void look()}>
            Whom does it affect?
          </Button>
        }
      />
    </>
  );
}

import Button from '@atlaskit/button/new';
import Select from '@atlaskit/select';
import { useState } from 'react';
import { given, useApi } from '../api/client';
import { Section } from '../parts/Section';
import { Trouble } from '../parts/Trouble';
import { useSave } from '../parts/useSave';
import styles from './admin.module.css';
import { CheckList } from './CheckList';

/** Looks whether everything works: key, plan, database, Jira and each of its permissions by name. */
export function Checks({ names }: { names: readonly string[] }) {
  const api = useApi();
  const [chosen, setChosen] = useState<string | null>(null);
  const connection = chosen ?? names[0];
  const looking = useSave(() =>
    given(api.POST('/api/v1/checks', { params: { query: names.length > 1 ? { connection } : {} } })),
  );
  const options = names.map((name) => ({ value: name, label: name }));
  return (
    <Section
      title="Does everything work?"
      says="Looks at the database, at Cursor’s key and plan, and at each permission that Jira gives. It takes a few requests and some seconds."
      actions={
        <>
          {names.length > 1 ? (
            <div style={{ width: '12rem' }}>
              <Select
                inputId="checked-connection"
                aria-label="Cursor team"
                spacing="compact"
                options={options}
                value={options.find((one) => one.value === connection) ?? null}
                onChange={(one) => setChosen(one?.value ?? null)}
              />
            </div>
          ) : null}
          <Button isLoading={looking.isBusy} onClick={() => void looking.run(undefined)}>
            Look now
          </Button>
        </>
      }
    >
      <div role="status" className={styles.subtle}>
        {looking.answer === null ? null : summaryOf(looking.answer)}
      </div>
      <Trouble error={looking.error} />
      {looking.answer === null ? null : <CheckList checks={looking.answer} caption="What was found" />}
    </Section>
  );
}

/** How many of the things that were looked at are well. */
export function summaryOf(checks: readonly { outcome: string }[]): string {
  const of = (outcome: string): number => checks.filter((check) => check.outcome === outcome).length;
  const [bad, limited] = [of('bad'), of('limited')];
  if (bad + limited === 0) return `All ${checks.length} things that were looked at work.`;
  const parts = [
    bad > 0 ? `${bad} ${bad === 1 ? 'does' : 'do'} not work` : '',
    limited > 0 ? `${limited} ${limited === 1 ? 'is' : 'are'} limited` : '',
  ].filter(Boolean);
  return `Of ${checks.length} things that were looked at, ${parts.join(' and ')}.`;
}

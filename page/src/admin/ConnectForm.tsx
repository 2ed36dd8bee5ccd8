import Button from '@atlaskit/button/new';
import Textfield from '@atlaskit/textfield';
import { type FormEvent, useState } from 'react';
import { given, useApi } from '../api/client';
import { Field } from '../parts/Field';
import { Section } from '../parts/Section';
import { Done } from '../parts/Trouble';
import { useDraft } from '../parts/useDraft';
import { useSave } from '../parts/useSave';
import styles from './admin.module.css';
import { CheckList } from './CheckList';
import { KeyField } from './KeyField';

const TAKEN = 'A team is called so already: choose another name, or give that team another key above.';

/** Connects one more Cursor team; what was typed stays until the service has taken it. */
export function ConnectForm({ names }: { names: readonly string[] }) {
  const api = useApi();
  const usual = names.length === 0 ? 'cursor' : '';
  const [name, setName, forgetName] = useDraft('connection', usual);
  const [key, setKey] = useState('');
  const saving = useSave(
    () => given(api.POST('/api/v1/connections', { body: { name: name.trim(), key } })),
    ['connections', 'report', 'me', 'checks'],
  );
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!(await saving.run(undefined))) return;
    setKey('');
    forgetName();
  };
  const connected = saving.answer !== null && names.includes(saving.answer.name) ? saving.answer : null;
  const isTaken = names.includes(name.trim());
  return (
    <Section title={names.length === 0 ? 'Connect a Cursor team' : 'Connect another Cursor team'}>
      <form className={styles.form} onSubmit={(event) => void save(event)}>
        <Field label="Name" hint={isTaken ? TAKEN : 'How reports and settings call the team.'}>
          {({ id, describedBy }) => (
            <Textfield
              id={id}
              value={name}
              maxLength={100}
              isInvalid={isTaken}
              aria-describedby={describedBy}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
        </Field>
        <KeyField value={key} onChange={setKey} error={saving.error} />
        <div>
          <Button
            type="submit"
            appearance="primary"
            isLoading={saving.isBusy}
            isDisabled={name.trim() === '' || isTaken || key.trim() === ''}
          >
            Look at it and connect
          </Button>
        </div>
      </form>
      <Done
        says={
          connected === null
            ? null
            : `${connected.name} is connected, with the key that ends in …${connected.key_tail}.`
        }
      />
      {connected === null ? null : <CheckList checks={connected.checks} caption="What was found" />}
    </Section>
  );
}

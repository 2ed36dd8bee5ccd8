import Button from '@atlaskit/button/new';
import { Checkbox } from '@atlaskit/checkbox';
import Textfield from '@atlaskit/textfield';
import { type FormEvent, useState } from 'react';
import { given, type Schemas, useApi } from '../api/client';
import { useMe } from '../app/me';
import { Field } from '../parts/Field';
import { day } from '../parts/format';
import { useDraft } from '../parts/useDraft';
import { useSave } from '../parts/useSave';
import styles from './admin.module.css';

type Permission = Schemas['Permission'];

const EMPTY = { name: '', permissions: ['view'] as Permission[], projects: '', days: '90' };
const MAY: readonly (readonly [Permission, string])[] = [
  ['view', 'View: see reports'],
  ['review', 'Review: decide on rows'],
  ['act', 'Act: tickets, removals'],
  ['admin', 'Admin: change settings'],
  ['audit', 'Audit: read the audit log'],
];

/** Makes a token, and shows its text this once. */
export function TokenForm() {
  const api = useApi();
  const mine = useMe().data?.permissions ?? [];
  const [wanted, setWanted, forget] = useDraft('token', EMPTY);
  const saving = useSave(() => given(api.POST('/api/v1/tokens', { body: bodyOf(wanted) })), ['tokens']);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (await saving.run(undefined)) forget();
  };
  const toggle = (permission: Permission): void => {
    const has = wanted.permissions.includes(permission);
    const permissions = has
      ? wanted.permissions.filter((one) => one !== permission)
      : [...wanted.permissions, permission];
    setWanted({ ...wanted, permissions });
  };
  if (saving.answer !== null) return <Made made={saving.answer} onDone={saving.forget} />;
  return (
    <form className={styles.form} onSubmit={(event) => void save(event)}>
      <div className={styles.columns}>
        <Field label="Name" hint="To know it by, such as the program that asks." error={saving.error}>
          {({ id, describedBy }) => (
            <Textfield
              id={id}
              value={wanted.name}
              maxLength={100}
              isInvalid={saving.error !== null}
              aria-describedby={describedBy}
              onChange={(event) => setWanted({ ...wanted, name: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field label="Days until it ends">
          {({ id }) => (
            <Textfield
              id={id}
              inputMode="numeric"
              value={wanted.days}
              maxLength={4}
              onChange={(event) => setWanted({ ...wanted, days: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field label="Projects" hint="Keys with commas between; left empty it reaches as far as its account.">
          {({ id, describedBy }) => (
            <Textfield
              id={id}
              value={wanted.projects}
              aria-describedby={describedBy}
              onChange={(event) => setWanted({ ...wanted, projects: event.currentTarget.value })}
            />
          )}
        </Field>
        <fieldset className={`${styles.choices} ${styles.whole}`}>
          <legend>It may</legend>
          <div className={styles.across}>
            {MAY.filter(([permission]) => mine.includes(permission)).map(([permission, label]) => (
              <Checkbox
                key={permission}
                label={label}
                isChecked={wanted.permissions.includes(permission)}
                onChange={() => toggle(permission)}
              />
            ))}
          </div>
        </fieldset>
      </div>
      <div>
        <Button
          type="submit"
          appearance="primary"
          isLoading={saving.isBusy}
          isDisabled={wanted.name.trim() === '' || !/^\s*\d+\s*$/.test(wanted.days)}
        >
          Make a token
        </Button>
      </div>
    </form>
  );
}

function bodyOf(wanted: typeof EMPTY): Schemas['NewTokenAsked'] {
  const projects = wanted.projects.split(/[\s,]+/).filter(Boolean);
  return { name: wanted.name.trim(), permissions: wanted.permissions, projects, days: Number(wanted.days) };
}

function Made({ made, onDone }: { made: Schemas['TokenMade']; onDone: () => void }) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(made.text);
      setCopied(true);
    } catch {
      setCopied(false); // the text can be marked by hand then
    }
  };
  return (
    <div className={styles.card} role="status">
      <strong>
        {made.name} is made, until {day(made.expires_at)}. This is its text; it is never shown again.
      </strong>
      <code className={styles.secret}>{made.text}</code>
      <span className={styles.row}>
        <Button onClick={() => void copy()}>{copied ? 'Copied' : 'Copy'}</Button>
        <Button appearance="subtle" onClick={onDone}>
          I have it
        </Button>
      </span>
    </div>
  );
}

import Button from '@atlaskit/button/new';
import Select from '@atlaskit/select';
import Textfield from '@atlaskit/textfield';
import type { FormEvent } from 'react';
import { given, type Schemas, useApi } from '../api/client';
import { Field } from '../parts/Field';
import { day } from '../parts/format';
import { REASONS } from '../parts/holdReasons';
import { useDraft } from '../parts/useDraft';
import { useSave } from '../parts/useSave';
import styles from './admin.module.css';

type Wanted = Schemas['WantedHold'];
const EMPTY = { email: '', starts_on: '', until: '', reason: 'leave' as NonNullable<Wanted['reason']> };
const OPTIONS = REASONS.map(([value, label]) => ({ value, label }));

/** Puts a seat on hold. */
export function HoldForm({ onDone }: { onDone: (says: string) => void }) {
  const api = useApi();
  const [hold, setHold, forget] = useDraft('hold', EMPTY);
  const saving = useSave(
    () =>
      given(
        api.POST('/api/v1/holds', {
          body: { ...hold, email: hold.email.trim(), starts_on: hold.starts_on === '' ? null : hold.starts_on },
        }),
      ),
    ['holds', 'report'],
  );
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!(await saving.run(undefined))) return;
    onDone(`${hold.email.trim()} is on hold until ${day(hold.until)}.`);
    forget();
  };
  return (
    <form className={styles.form} onSubmit={(event) => void save(event)}>
      <div className={styles.four}>
        <Field label="Address" hint="As Cursor’s roster has it." error={saving.error}>
          {({ id, describedBy }) => (
            <Textfield
              id={id}
              type="email"
              value={hold.email}
              maxLength={320}
              aria-describedby={describedBy}
              isInvalid={saving.error !== null}
              onChange={(event) => setHold({ ...hold, email: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field label="Reason">
          {({ id }) => (
            <Select
              inputId={id}
              options={OPTIONS}
              value={OPTIONS.find((one) => one.value === hold.reason) ?? null}
              onChange={(one) => setHold({ ...hold, reason: one?.value ?? 'other' })}
            />
          )}
        </Field>
        <Field label="From" hint="Left empty: since ever.">
          {({ id }) => (
            <input
              id={id}
              type="date"
              className={styles.date}
              value={hold.starts_on}
              onChange={(event) => setHold({ ...hold, starts_on: event.target.value })}
            />
          )}
        </Field>
        <Field label="Until, included">
          {({ id }) => (
            <input
              id={id}
              type="date"
              className={styles.date}
              value={hold.until}
              onChange={(event) => setHold({ ...hold, until: event.target.value })}
            />
          )}
        </Field>
      </div>
      <div>
        <Button
          type="submit"
          appearance="primary"
          isLoading={saving.isBusy}
          isDisabled={hold.email.trim() === '' || hold.until === ''}
        >
          Put on hold
        </Button>
      </div>
    </form>
  );
}

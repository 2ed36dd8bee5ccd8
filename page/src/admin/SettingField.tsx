import Button from '@atlaskit/button/new';
import TextArea from '@atlaskit/textarea';
import Textfield from '@atlaskit/textfield';
import Toggle from '@atlaskit/toggle';
import { useId } from 'react';
import forms from '../parts/forms.module.css';
import { Trouble } from '../parts/Trouble';
import styles from './SettingField.module.css';
import { type Meaning, NOT_SET, refusalOf, type Setting, textOf, unitOf, usualOf } from './settings';
import type { Edited } from './useSettings';

interface SettingFieldProps {
  meaning: Meaning;
  setting: Setting | undefined;
  edited: Edited;
  /** What stands behind the number, where it is not known from the kind. */
  unit?: string;
}

/** One setting: what it does, its value, what it is unless set, and what the service said of it. */
export function SettingField({ meaning, setting, edited, unit = unitOf(meaning) }: SettingFieldProps) {
  const id = useId();
  const text = edited.drafts[meaning.key] ?? textOf(meaning, setting?.value);
  const error = refusalOf(meaning, edited.errors[meaning.key] ?? null);
  const usual = usualOf(meaning);
  const isChanged = edited.changes.some((one) => one.key === meaning.key);
  return (
    <div className={styles.setting} data-changed={isChanged}>
      <div>
        <label htmlFor={id} className={styles.title}>
          {meaning.title}
        </label>
        <div id={`${id}-hint`} className={forms.hint}>
          {meaning.explanation}
        </div>
        <Trouble error={error} id={`${id}-wrong`} />
      </div>
      <div className={styles.control}>
        <Control id={id} meaning={meaning} text={text} edited={edited} isWrong={error !== null} />
        <span className={styles.unit}>{unit.trim()}</span>
      </div>
      <div className={styles.usual}>
        {setting?.is_set ? (
          <Button
            appearance="subtle"
            spacing="compact"
            isDisabled={edited.isBusy}
            onClick={() => void edited.reset(meaning.key)}
          >
            {usual === NOT_SET ? 'Take it away' : `Back to ${usual}`}
          </Button>
        ) : (
          <span className={forms.hint}>{usual === NOT_SET ? usual : 'as usual'}</span>
        )}
      </div>
    </div>
  );
}

interface ControlProps {
  id: string;
  meaning: Meaning;
  text: string;
  edited: Edited;
  isWrong: boolean;
}

function Control({ id, meaning, text, edited, isWrong }: ControlProps) {
  const describedBy = `${id}-hint ${id}-wrong`;
  const edit = (next: string): void => edited.edit(meaning.key, next);
  if (meaning.kind === 'flag') {
    return (
      <Toggle
        id={id}
        isChecked={text === 'true'}
        onChange={(event) => edit(String(event.currentTarget.checked))}
        descriptionId={describedBy}
      />
    );
  }
  if (meaning.kind === 'list') {
    return (
      <TextArea
        id={id}
        value={text}
        minimumRows={3}
        isMonospaced
        isInvalid={isWrong}
        placeholder={'one name or pattern a line: our-large-*'}
        aria-describedby={describedBy}
        onChange={(event) => edit(event.currentTarget.value)}
      />
    );
  }
  return (
    <Textfield
      id={id}
      value={text}
      isCompact
      inputMode={meaning.kind === 'text' ? 'text' : 'decimal'}
      isInvalid={isWrong}
      maxLength={200}
      aria-describedby={describedBy}
      onChange={(event) => edit(event.currentTarget.value)}
    />
  );
}
